"""Ask for the proof that authorizes one order."""

from uuid import UUID

from coop.access import challenge as access
from coop.access.challenge import Challenge
from coop.kernel import clock, rows
from coop.kernel.errors import Refused
from coop.orders.models import Order as Row
from coop.orders.row import OrderNotFound, prove
from coop.orders.rules import Status


class OrderExpired(Refused):
    """The draft waited too long; nothing was done."""

    code = "orders.order_expired"


class OrderClosed(Refused):
    """The order is no draft any more: it was cancelled, refused or confirmed."""

    code = "orders.order_closed"


def challenge(*, person_id: UUID, user_id: UUID, order_id: UUID) -> Challenge:
    """Issue the challenge for what the verification page shows, for two minutes.

    Asked again it gives two minutes more; wrong proofs stay counted.

    Raises:
        OrderNotFound: `orders.order_not_found`.
        OrderClosed: `orders.order_closed`.
        OrderExpired: `orders.order_expired`.
        FactorMissing: `access.factor_missing`.
    """
    row = rows.first(
        Row,
        "WHERE id = %s AND person_id = %s AND user_id = %s",
        [order_id, person_id, user_id],
    )
    if row is None:
        raise OrderNotFound
    if row.status != Status.DRAFTED:
        raise OrderClosed(status=row.status)
    if clock.business_now() >= row.expires_at:
        raise OrderExpired
    prove(row)
    return access.issue(user_id=user_id, digest=bytes(row.digest))

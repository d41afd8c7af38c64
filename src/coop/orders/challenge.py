"""Ask for the proof that authorizes one order."""

from uuid import UUID

from coop.access.factors import TOTP
from coop.access.proofs import challenge as access
from coop.access.proofs.challenge import Challenge, Facts
from coop.access.tokens.rules import last6
from coop.kernel import clock, rows
from coop.kernel.errors import Refused
from coop.orders.models import Order as Row
from coop.orders.ports import slot
from coop.orders.row import OrderNotFound, prove
from coop.orders.rules import Status
from coop.products.queries import destination_by_id


class OrderExpired(Refused):
    """The draft waited too long; nothing was done."""

    code = "orders.order_expired"


class OrderClosed(Refused):
    """The order is no draft any more: it was cancelled, refused or confirmed."""

    code = "orders.order_closed"


class MethodTooWeak(Refused):
    """A code alone authorizes up to `limit_cents`; more asks for a passkey or the soft token."""

    code = "orders.method_too_weak"


def challenge(*, person_id: UUID, user_id: UUID, order_id: UUID) -> Challenge:
    """Issue the challenge for what the verification page shows, for two minutes.

    Asked again it gives two minutes more; wrong proofs stay counted.

    Raises:
        OrderNotFound: `orders.order_not_found`.
        OrderClosed: `orders.order_closed`.
        OrderExpired: `orders.order_expired`.
        FactorMissing: `access.factor_missing`.
        MethodTooWeak: `orders.method_too_weak`.
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
    asked = access.issue(user_id=user_id, digest=bytes(row.digest), facts=lambda: facts_of(row))
    if asked.method == TOTP and not code_is_enough(row):
        raise MethodTooWeak(limit_cents=slot.get().totp_cents)
    return asked


def code_is_enough(row: Row) -> bool:
    """Tell whether a time-based code alone may authorize this order."""
    return row.total_cents <= slot.get().totp_cents


def facts_of(row: Row) -> Facts:
    """Return what a soft token is asked about, of the frozen order and its destination account."""
    to = destination_by_id(row.destination_account)
    assert to is not None
    place = row.content["destination"]
    return Facts(row.amount_cents, last6(to.number), place["holder"] or place["label"])

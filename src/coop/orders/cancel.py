"""A person gives up a draft."""

from uuid import UUID

from coop.audit.record import record
from coop.kernel import clock, db
from coop.orders.challenge import OrderClosed
from coop.orders.order import Order
from coop.orders.row import lock_person, locked, shown, walk
from coop.orders.rules import Status


def cancel(*, person_id: UUID, user_id: UUID, order_id: UUID) -> Order:
    """Cancel a draft; cancelling it again changes nothing.

    Raises:
        OrderNotFound: `orders.order_not_found`.
        OrderClosed: `orders.order_closed`, it is no draft any more.
    """
    with db.transaction():
        lock_person(person_id)
        row = locked(person_id=person_id, order_id=order_id)
        if row.status == Status.CANCELLED:
            return shown(row)
        if row.status != Status.DRAFTED:
            raise OrderClosed(status=row.status)
        walk(row, [Status.CANCELLED], at=clock.business_now())
        record(actor=str(user_id), action="orders.cancelled", subject=str(order_id))
        return shown(row)

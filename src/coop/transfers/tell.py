"""Tell both sides of a posted transfer by mail."""

from uuid import UUID

from coop.kernel import db
from coop.orders.queries import order as order_of
from coop.products.queries import destination_by_id
from coop.transfers import notices
from coop.transfers.kind import THIRD_PARTY


def tell(*, person_id: UUID, order_id: UUID) -> None:
    """Put the notices in the outbox; a job does it, and again it changes nothing.

    Raises:
        OrderNotFound: `orders.order_not_found`.
    """
    order = order_of(person_id=person_id, order_id=order_id)
    with db.transaction():
        if order.kind != THIRD_PARTY.name:
            notices.tell_sender(order, to=order.destination.label)
            return
        sender = notices.tell_sender(order, to=order.destination.holder_name)
        to = destination_by_id(order.destination.account_id)
        assert to is not None
        notices.tell_receiver(order, receiver_id=to.holder_id, sender=sender)

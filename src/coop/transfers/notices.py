"""What both sides of a transfer are told by mail."""

from uuid import UUID

from coop.members.queries import person
from coop.notifications.notify import notify
from coop.orders.order import Order
from coop.transfers.rules import short_name


def tell_sender(order: Order, *, to: str) -> str:
    """Tell who ordered the transfer; return how the other side may call them."""
    sender = person(order.person_id)
    notify(
        addresses=sender.notice_addresses,
        template="transfer_sent",
        data={
            **_facts(order),
            "origin": f"{order.origin.label} {order.origin.number_masked}",
            "destination": f"{order.destination.label} {order.destination.number_masked}",
            "holder_name": to,
        },
        language=sender.language,
        person_id=sender.id,
        about=order.id,
    )
    return short_name(sender.name)


def tell_receiver(order: Order, *, receiver_id: UUID, sender: str) -> None:
    """Tell whose account received; the sender appears as on the movement, no more."""
    receiver = person(receiver_id)
    notify(
        addresses=receiver.notice_addresses,
        template="transfer_received",
        data={
            **_facts(order),
            "sender_name": sender,
            "destination": order.destination.number_masked,
        },
        language=receiver.language,
        person_id=receiver.id,
        about=order.id,
    )


def _facts(order: Order) -> dict[str, object]:
    assert order.posted_at is not None
    return {
        "amount_cents": order.amount_cents,
        "memo": order.memo,
        "effective_date": order.effective_date.isoformat(),
        "posted_at": order.posted_at.isoformat(),
        "receipt_code": order.receipt_code,
    }

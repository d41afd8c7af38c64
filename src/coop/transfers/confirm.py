"""Confirm a transfer."""

from uuid import UUID

from coop.orders.confirm import confirm as confirm_order
from coop.orders.order import Order


def confirm(
    *,
    person_id: UUID,
    user_id: UUID,
    order_id: UUID,
    proof: str,
    address: str,
    seen: str | None = None,
    method: str = "",
) -> Order:
    """Authorize and post it in one transaction; again it gives the same receipt.

    With `seen`, the hexadecimal digest of the page on which the proof was typed, only what that
    page showed is authorized. `method` is what the proof says that it is.

    Raises:
        Refused: those of `orders.confirm`.
    """
    return confirm_order(
        person_id=person_id,
        user_id=user_id,
        order_id=order_id,
        proof=proof,
        address=address,
        seen=seen,
        method=method,
    )

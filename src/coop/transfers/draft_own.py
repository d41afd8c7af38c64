"""Draft a transfer between a person's own accounts."""

from uuid import UUID

from coop.orders.draft import draft
from coop.orders.kinds import Request
from coop.orders.order import Order
from coop.transfers.kind import OWN
from coop.transfers.memo import kept_memo


def draft_own(
    *,
    person_id: UUID,
    user_id: UUID,
    draft_id: UUID,
    origin_id: UUID,
    destination_id: UUID,
    amount_cents: int,
    memo: str = "",
) -> Order:
    """Draft it; again with the same id and content it is the same order, other content edits it.

    Raises:
        MemoTooLong: `transfers.memo_too_long`.
        Refused: those of `orders.draft` and of `OwnTransfer.quote`.
    """
    return draft(
        kind=OWN.name,
        user_id=user_id,
        draft_id=draft_id,
        request=Request(
            person_id=person_id,
            origin_id=origin_id,
            destination_id=destination_id,
            payee_id=None,
            amount_cents=amount_cents,
            memo=kept_memo(memo),
        ),
    )

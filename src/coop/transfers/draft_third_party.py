"""Draft a transfer to a third party of the cooperative."""

from uuid import UUID

from coop.orders.draft import draft
from coop.orders.kinds import Request
from coop.orders.order import Order
from coop.transfers.kind import THIRD_PARTY
from coop.transfers.memo import kept_memo


def draft_third_party(
    *,
    person_id: UUID,
    user_id: UUID,
    draft_id: UUID,
    origin_id: UUID,
    payee_id: UUID,
    amount_cents: int,
    memo: str = "",
) -> Order:
    """Draft it; again with the same id and content it is the same order, other content edits it.

    Raises:
        MemoTooLong: `transfers.memo_too_long`.
        Refused: those of `orders.draft` and of `ThirdPartyTransfer.quote`.
    """
    return draft(
        kind=THIRD_PARTY.name,
        user_id=user_id,
        draft_id=draft_id,
        request=Request(
            person_id=person_id,
            origin_id=origin_id,
            destination_id=None,
            payee_id=payee_id,
            amount_cents=amount_cents,
            memo=kept_memo(memo),
        ),
    )

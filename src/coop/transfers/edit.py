"""Change some of a draft, and keep the rest."""

from dataclasses import replace
from uuid import UUID

from coop.orders.draft import draft
from coop.orders.kinds import Request
from coop.orders.order import Order
from coop.orders.queries import order
from coop.transfers.memo import kept_memo


def edit(
    *,
    person_id: UUID,
    user_id: UUID,
    order_id: UUID,
    origin_id: UUID | None = None,
    destination_id: UUID | None = None,
    payee_id: UUID | None = None,
    amount_cents: int | None = None,
    memo: str | None = None,
) -> Order:
    """Change what is given; the digest changes with it, and what was proven is worth nothing.

    A destination belongs to own transfers, a payee to those to third parties; the other is ignored.

    Raises:
        OrderNotFound: `orders.order_not_found`.
        DraftConflict: `orders.draft_conflict`, it is no draft any more.
        MemoTooLong: `transfers.memo_too_long`.
        Refused: those of the kind.
    """
    now = order(person_id=person_id, order_id=order_id)
    request = Request(
        person_id=person_id,
        origin_id=origin_id or now.origin.account_id,
        destination_id=None if now.payee_id else destination_id or now.destination.account_id,
        payee_id=(payee_id or now.payee_id) if now.payee_id else None,
        amount_cents=now.amount_cents if amount_cents is None else amount_cents,
        memo=now.memo,
    )
    if memo is not None:
        request = replace(request, memo=kept_memo(memo))
    return draft(kind=now.kind, user_id=user_id, draft_id=order_id, request=request)

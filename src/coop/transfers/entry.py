"""The entry of a transfer."""

from coop.ledger.chart import INCOME, internal_account
from coop.ledger.legs import credit, debit
from coop.ledger.post import post
from coop.orders.kinds import Done, Quote
from coop.orders.order import Order


def post_transfer(order: Order, quote: Quote) -> Done:
    """Post the transfer under the order's id: the amount moves, and a fee is income by itself.

    Raises:
        NotEnoughFunds: `ledger.not_enough_funds`, another session was faster.
        AccountNotOpen: `ledger.account_not_open`.
        PostingsStopped: `ledger.postings_stopped`.
    """
    legs = [
        debit(quote.origin_ledger, quote.amount_cents, quote.origin_text),
        credit(quote.destination_ledger, quote.amount_cents, quote.destination_text),
    ]
    if quote.fee_cents:
        legs.append(debit(quote.origin_ledger, quote.fee_cents, "Costo de transferencia"))
        legs.append(credit(internal_account(INCOME), quote.fee_cents, "Costo de transferencia"))
    posted = post(entry_id=order.id, kind=order.kind, legs=legs, reference=str(order.id))
    return Done(posted.business_date, posted.posted_at)

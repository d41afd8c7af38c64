"""One instruction's life, whatever its kind: draft, authorize, transitions, limits, receipt.

Results: `order.Order`, `Place`, `Reason`, `Event`, `OrderPage`, `LimitsView`, `PublicReceipt`.

Verbs: `draft.draft`, `challenge.challenge`, `confirm.confirm`, `cancel.cancel`, `expire.expire`,
`set_limits.set_limits`.

Reads: `queries.order(*, person_id, order_id)`, `queries.drafts(*, person_id)`, `queries.history(*,
person_id, family, before, limit, text, from_date, to_date)`, `limits.limits_of(*, person_id,
group)`, `receipt.verify_receipt(*, code, address)`, `receipt.receipt_pdf(*, person_id, order_id,
language)`.
"""

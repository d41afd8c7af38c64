"""Money between accounts of the cooperative: own and to third parties.

Verbs: `draft_own.draft_own(*, person_id, user_id, draft_id, origin_id, destination_id,
amount_cents, memo)`, `draft_third_party.draft_third_party(*, person_id, user_id, draft_id,
origin_id, payee_id, amount_cents, memo)`, `edit.edit`, `confirm.confirm(*, person_id, user_id,
order_id, proof, address, seen)`, and `tell.tell`, which a job does. Drafting again with the same id
is the same order; other content is an edit while it is a draft, and voids what was authorized.
"""

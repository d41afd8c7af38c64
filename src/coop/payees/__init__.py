"""Saved third parties, confirmed by holder name.

Results: `payee.PayeeView`, `payee.HolderMatch`.

Verbs: `confirm_holder.confirm_holder(*, person_id, account_number, name)`,
`save_payee.save_payee(*, person_id, user_id, account_number, name, alias)`,
`rename_payee.rename_payee(*, person_id, user_id, payee_id, alias)`,
`remove_payee.remove_payee(*, person_id, user_id, payee_id)`.

Reads: `queries.payees_of(person_id)`, `queries.payee(*, person_id, payee_id)`.
"""

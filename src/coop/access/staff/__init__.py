"""The cooperative's own people: invited, with roles as rows, who enter by passkey alone.

A user of staff has no password and no person behind it (the table refuses both); whoever is a
member too has another user for that. Verbs: `first` (the first administrator's link), `invite`,
`invitation` (its code), `new_passkey` (four eyes), `readmit` (the operator's own way), `join`,
`sign_in`, `roles`, `disable`, `passkeys`, `told`. Reads: `queries`.
"""

"""What people hold with us; `reach` is the only door to "my account".

Verbs: `open_account`, `open_accounts`, `rename_account`, `set_account_status`. Door: `reach`.
Pure: `rules` (the matrix applied). Reads: `queries`; `prove` is its part of the books' proof. The
matrix itself is the institution's, in `ports`.
"""

"""The double-entry books: one SQL door, holds, reversals, business day, proofs, seals.

Verbs: open_account, set_account_status, post, post_batch, hold, attempt, capture, release,
expire_holds, reverse, open_books, roll_day, seal, verify, prove, resume, load_history.
Reads: queries, chart.
"""

"""Append-only trail of who did what, chained by a sealer; actors and subjects are opaque ids.

record: add one row, in the caller's transaction.
queries: read it, filtered and by pages.
seal: chain the rows that no running transaction can still precede; a job does it each minute.
verify: find the first row that was changed, removed or put between.
"""

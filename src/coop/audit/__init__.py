"""Append-only trail of who did what, chained by a sealer; actors and subjects are opaque ids."""

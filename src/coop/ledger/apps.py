from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The double-entry books: one SQL door, holds, reversals, business day, proofs, seals."""

    name = "coop.ledger"
    label = "ledger"

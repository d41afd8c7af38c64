from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The double-entry books: one SQL door, holds, reversals, the business-day row, proofs and seals."""

    name = "coop.ledger"
    label = "ledger"

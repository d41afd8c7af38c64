"""Change an account's status, here and in the books at once."""

from uuid import UUID

from coop.kernel.db import transaction
from coop.ledger import set_status as ledger
from coop.products import models
from coop.products.open_accounts import BlockedWithoutReason
from coop.products.reach import AccountNotFound
from coop.products.rules import LEDGER_STATUS, Status


def set_account_status(*, account_id: UUID, status: Status, reason: str = "") -> None:
    """Set the status and what the titular reads about it; the ledger follows in the same commit.

    Dormant refuses debits in the books, blocked refuses both sides, closed is final there.

    Raises:
        AccountNotFound: `products.account_not_found`.
        BlockedWithoutReason: `products.blocked_without_reason`.
    """
    if status == "blocked" and not reason:
        raise BlockedWithoutReason(account_id=account_id)
    with transaction():
        row = models.Account.objects.select_for_update().filter(id=account_id).first()
        if row is None:
            raise AccountNotFound
        row.status, row.status_reason = status, reason
        row.save(update_fields=["status", "status_reason"])
        follow_in_ledger(ledger_account_id=row.ledger_account, status=status)


def follow_in_ledger(*, ledger_account_id: int, status: Status) -> None:
    """Give the ledger's account the status that follows from the product's."""
    ledger.set_account_status(account_id=ledger_account_id, status=LEDGER_STATUS[status])

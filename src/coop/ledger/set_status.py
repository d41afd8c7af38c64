"""Open, block or close an account of the books."""

from typing import Literal

from coop.kernel import db
from coop.kernel.errors import Refused
from coop.ledger.outcomes import AccountUnknown


class AccountClosed(Refused):
    """A closed account stays closed."""

    code = "ledger.account_closed"


class AccountNotEmpty(Refused):
    """An account with a balance or a hold does not close."""

    code = "ledger.account_not_empty"


def set_account_status(
    *, account_id: int, status: Literal["open", "debits_blocked", "blocked", "closed"]
) -> None:
    """Say what may pass through the account; `debits_blocked` still takes money in.

    Raises:
        AccountUnknown: `ledger.account_unknown`.
        AccountClosed: `ledger.account_closed`.
        AccountNotEmpty: `ledger.account_not_empty`.
    """
    (said,) = db.fetch_one("SELECT ledger_set_status(%s, %s)", [account_id, status])
    if said == "account_unknown":
        raise AccountUnknown(account_id=account_id)
    if said == "account_closed":
        raise AccountClosed(account_id=account_id)
    if said == "account_not_empty":
        raise AccountNotEmpty(account_id=account_id)

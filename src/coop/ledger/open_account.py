"""Open an account of the books."""

from typing import Literal

from coop.kernel import db
from coop.kernel.errors import Broken

SIGNS = {"debit": 1, "credit": -1}


class CodeTaken(Broken):
    """Another account has the code."""

    code = "ledger.account_code_taken"


def open_account(
    *,
    code: str,
    name: str,
    side: Literal["debit", "credit"],
    kind: Literal["member", "internal"],
    floor_cents: int | None = 0,
) -> int:
    """Open an account and return its id.

    Args:
        code: unique; the account's number for members, the chart's code for internal ones.
        name: what the books call it.
        side: `credit` for what the cooperative owes (savings), `debit` for what it is owed.
        kind: only member accounts keep a running balance and a floor.
        floor_cents: the least that must stay, on the holder's side; None for no limit.

    Raises:
        CodeTaken: `ledger.account_code_taken`.
    """
    found = db.fetch_all(
        "SELECT ledger_open_account(%s, %s, %s::smallint, %s, %s)",
        [code, name, SIGNS[side], kind == "internal", floor_cents],
    )
    if not found or found[0][0] is None:
        raise CodeTaken(account_code=code)
    return int(found[0][0])

"""Load accounts with the balances and movements they had before these books opened."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar

from coop.kernel import db
from coop.kernel.errors import Broken
from coop.ledger.chart import OPENING, internal_account
from coop.ledger.open_account import SIGNS

STEP = 10_000
_Item = TypeVar("_Item")

ACCOUNT_COLUMNS = ("code", "name", "sign", "floor_cents", "status", "opening_cents", "opened_on")
MOVEMENT_COLUMNS = ("place", "code", "business_date", "amount_cents", "text", "reference")


class HistoryUnfit(Broken):
    """The history breaks a rule (`why`) at an account (`account_code`); nothing was loaded."""

    code = "ledger.history_unfit"


@dataclass(frozen=True, slots=True)
class HistoryAccount:
    """A member account and its balance on `opened_on`, the day its loaded history begins."""

    code: str
    name: str
    side: Literal["debit", "credit"]
    opening_cents: int
    opened_on: date
    floor_cents: int | None = 0
    status: Literal["open", "debits_blocked", "blocked", "closed"] = "open"


@dataclass(frozen=True, slots=True)
class HistoryMovement:
    """A past movement, from the holder's side: in is +, out is -."""

    account_code: str
    business_date: date
    amount_cents: int
    text: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded; `total_cents` is owed to the holders in all (credit less debit accounts)."""

    accounts: int
    entries: int
    total_cents: int


def load_history(
    *,
    accounts: Iterable[HistoryAccount],
    movements: Iterable[HistoryMovement],
    counter_code: str = OPENING,
    progress: Callable[[str, int], None] | None = None,
) -> Loaded:
    """Load history set by set, in the caller's transaction; memory stays flat at any size.

    Accounts that do not exist are opened; those that do must have no posting. Every movement is an
    entry against the internal account `counter_code`, with the balance after it. Movements of one
    account and day keep the order in which they are given. Dates must be before the opening date.
    Both iterables are read while this session copies rows in: what they yield must not come from a
    query on the same connection.

    Args:
        accounts: every account that the movements name.
        movements: in any order.
        counter_code: the chart's account that takes the other side.
        progress: called with `accounts`, `movements` or `books` and how many are done.

    Raises:
        HistoryUnfit: `ledger.history_unfit`.
    """
    db.require_transaction()
    db.fetch_one("SELECT ledger_begin_load()")
    db.copy_rows(
        "ledger_staged_account",
        ACCOUNT_COLUMNS,
        (
            (a.code, a.name, SIGNS[a.side], a.floor_cents, a.status, a.opening_cents, a.opened_on)
            for a in _counted(accounts, "accounts", progress)
        ),
    )
    db.copy_rows(
        "ledger_staged_movement",
        MOVEMENT_COLUMNS,
        (
            (place, m.account_code, m.business_date, m.amount_cents, m.text, m.reference)
            for place, m in enumerate(_counted(movements, "movements", progress))
        ),
    )
    loaded = finish_load(counter_code)
    if progress:
        progress("books", loaded.entries)
    return loaded


def finish_load(counter_code: str) -> Loaded:
    """Enter what was staged since `ledger_begin_load`, in the caller's transaction.

    Raises:
        HistoryUnfit: `ledger.history_unfit`.
    """
    outcome, culprit, loaded, entries, total = db.fetch_one(
        "SELECT outcome, culprit, opened, booked, total_cents FROM ledger_finish_load(%s)",
        [internal_account(counter_code)],
    )
    if outcome != "loaded":
        raise HistoryUnfit(why=outcome, account_code=culprit)
    return Loaded(loaded, entries, int(total))


def _counted(
    items: Iterable[_Item], name: str, progress: Callable[[str, int], None] | None
) -> Iterator[_Item]:
    for count, item in enumerate(items, 1):
        yield item
        if progress and count % STEP == 0:
            progress(name, count)

"""What the books say, from the holder's side: in is +, out is -."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from coop.kernel import clock, db
from coop.ledger.outcomes import AccountUnknown

_CURSOR = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})_(-?[0-9]{1,18})", re.ASCII)
SEARCHED_MOST = 5_000  # rows that one text search looks at before it answers

# For another room's statement that must see its own rows and the books' at one instant.
ENTRIES = "(SELECT id, kind, reference FROM ledger_entry)"
ACCOUNTS = "(SELECT id, code FROM ledger_account)"

_MEMBERS = """
SELECT id, sign * balance_cents, held_cents, coalesce(floor_cents, 0) FROM ledger_account
WHERE id = ANY(%s)
"""
_INTERNAL = """
SELECT a.id, a.sign * (coalesce(s.balance_cents, 0) + coalesce((
    SELECT sum(p.amount_cents) FROM ledger_posting p
    WHERE p.account_id = a.id
        AND p.business_date > coalesce(s.business_date, '-infinity')), 0))::bigint, 0, 0
FROM ledger_account a LEFT JOIN LATERAL (
    SELECT n.business_date, n.balance_cents FROM ledger_snapshot n
    WHERE n.account_id = a.id ORDER BY n.business_date DESC LIMIT 1) AS s ON true
WHERE a.id = ANY(%s)
"""
_ROWS = """
SELECT p.id, p.entry_id, p.business_date, e.posted_at, p.text, p.amount_cents * a.sign,
    p.balance_cents * a.sign, e.kind, e.reference
FROM ({scan}) AS p JOIN ledger_entry e ON e.id = p.entry_id
JOIN ledger_account a ON a.id = p.account_id
ORDER BY p.business_date DESC, p.id DESC
"""
_SCAN = """
SELECT id, account_id, entry_id, business_date, text, amount_cents, balance_cents
FROM ledger_posting WHERE {conditions} ORDER BY business_date DESC, id DESC LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Balance:
    """An account's money: `book_cents` is what the books say, `available_cents` what may leave."""

    available_cents: int
    held_cents: int
    book_cents: int


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place in an account's movements from which the next page goes on, into the past."""

    business_date: date
    posting_id: int

    def __str__(self) -> str:
        return f"{self.business_date:%Y%m%d}_{self.posting_id}"

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        """Read what `str` wrote; raise ValueError for anything else."""
        found = _CURSOR.fullmatch(text)
        if found is None:
            message = "not a cursor"
            raise ValueError(message)
        year, month, day, posting = (int(part) for part in found.groups())
        return cls(date(year, month, day), posting)


@dataclass(frozen=True, slots=True)
class Movement:
    """One posting of an account; `balance_cents` after it is None for internal accounts."""

    posting_id: int
    entry_id: UUID
    business_date: date
    posted_at: datetime
    text: str
    amount_cents: int
    balance_cents: int | None
    kind: str
    reference: str


@dataclass(frozen=True, slots=True)
class MovementPage:
    """Movements, newest first; `next` is None at the end.

    A search by text or amount may stop early: then `searched_until` is the date it has reached,
    and `next` goes on from there.
    """

    rows: list[Movement]
    next: Cursor | None
    searched_until: date | None


def business_date() -> date:
    """Return the business date that the next posting will carry."""
    day = db.fetch_one("SELECT business_date FROM ledger_day")[0]
    assert isinstance(day, date)
    return day


def now_and_business_date() -> tuple[datetime, date]:
    """Return `clock.business_now` and the books' open day, in one reading."""
    instant, day = db.fetch_one(
        "SELECT clock_timestamp() + clock_offset, business_date FROM kernel_clock, ledger_day"
    )
    return clock.business_as_read(instant), day


def opening_date() -> date:
    """Return the date on which these books began; what is older is history."""
    day = db.fetch_one("SELECT opening_date FROM ledger_day")[0]
    assert isinstance(day, date)
    return day


def stopped_because() -> str | None:
    """Return why postings are stopped; None while they are not."""
    found = db.fetch_all(
        "SELECT s.because FROM ledger_day d LEFT JOIN ledger_stop s ON s.resumed_at IS NULL "
        "WHERE d.stopped"
    )
    return str(found[0][0]) if found else None


def balances(account_ids: Sequence[int]) -> dict[int, Balance]:
    """Return the balances of many accounts, in one query for members and one for internal ones.

    What is held, and the floor that must stay, are not available.

    Raises:
        AccountUnknown: `ledger.account_unknown`.
    """
    rows: list[db.Row] = []
    members = [account for account in account_ids if account > 0]
    internal = [account for account in account_ids if account < 0]
    if members:
        rows += db.fetch_all(_MEMBERS, [members])
    if internal:
        rows += db.fetch_all(_INTERNAL, [internal])
    found = {
        account: Balance(available_cents=book - held - floor, held_cents=held, book_cents=book)
        for account, book, held, floor in rows
    }
    for account in account_ids:
        if account not in found:
            raise AccountUnknown(account_id=account)
    return found


def accounts_by_code(codes: Sequence[str]) -> dict[str, int]:
    """Return the ids of the accounts that have these codes; unknown codes are left out."""
    rows = db.fetch_all("SELECT code, id FROM ledger_account WHERE code = ANY(%s)", [list(codes)])
    return dict(rows)


def movements(
    account_id: int,
    *,
    before: Cursor | None = None,
    limit: int = 25,
    text: str = "",
    from_date: date | None = None,
    to_date: date | None = None,
    least_cents: int | None = None,
    most_cents: int | None = None,
) -> MovementPage:
    """Return a page of an account's movements, newest first, as fast at the millionth as at first.

    Args:
        account_id: the account.
        before: the cursor of the page before this one.
        limit: rows of the page.
        text: words to find in the movement's text, whatever their case.
        from_date: business date, included.
        to_date: business date, included.
        least_cents: least size of the amount, in or out.
        most_cents: greatest size of the amount, in or out.
    """
    conditions = ["account_id = %s"]
    parameters: list[Any] = [account_id]
    for condition, value in (
        ("business_date >= %s", from_date),
        ("business_date <= %s", to_date),
    ):
        if value is not None:
            conditions.append(condition)
            parameters.append(value)
    if before is not None:
        conditions += ["business_date <= %s", "(business_date, id) < (%s, %s)"]
        parameters += [before.business_date, before.business_date, before.posting_id]
    scan = _SCAN.format(conditions=" AND ".join(conditions))
    if text or least_cents is not None or most_cents is not None:
        return _search(scan, parameters, limit, _wanted(text, least_cents, most_cents))
    rows = db.fetch_all(_ROWS.format(scan=scan), [*parameters, limit + 1])
    page = [Movement(*row) for row in rows[:limit]]
    return MovementPage(page, _cursor(page[-1]) if len(rows) > limit else None, None)


def _wanted(
    text: str, least_cents: int | None, most_cents: int | None
) -> list[tuple[str, str | int]]:
    found: list[tuple[str, str | int]] = []
    if text:
        found.append(("strpos(lower(p.text), lower(%s)) > 0", text))
    if least_cents is not None:
        found.append(("abs(p.amount_cents) >= %s", least_cents))
    if most_cents is not None:
        found.append(("abs(p.amount_cents) <= %s", most_cents))
    return found


def _search(
    scan: str, parameters: list[Any], limit: int, wanted: list[tuple[str, str | int]]
) -> MovementPage:
    """Look at a bounded number of rows, whether they fit or not."""
    window = f"""
        SELECT *, count(*) OVER () AS looked,
            last_value(w.business_date) OVER everything AS last_date,
            last_value(w.id) OVER everything AS last_id
        FROM ({scan}) AS w
        WINDOW everything AS (ORDER BY w.business_date DESC, w.id DESC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)"""  # noqa: S608 - our own text
    matching = f"""
        SELECT p.id, p.entry_id, p.business_date, e.posted_at, p.text, p.amount_cents * a.sign,
            p.balance_cents * a.sign, e.kind, e.reference
        FROM seen AS p JOIN ledger_entry e ON e.id = p.entry_id
        JOIN ledger_account a ON a.id = p.account_id
        WHERE {" AND ".join(condition for condition, _ in wanted)}
        ORDER BY p.business_date DESC, p.id DESC LIMIT %s"""  # noqa: S608 - our own text
    found = db.fetch_all(
        f"WITH seen AS MATERIALIZED ({window}) SELECT m.*, s.looked, s.last_date, s.last_id "  # noqa: S608
        f"FROM (SELECT looked, last_date, last_id FROM seen LIMIT 1) AS s "
        f"LEFT JOIN ({matching}) AS m ON true",
        [*parameters, SEARCHED_MOST, *(value for _, value in wanted), limit + 1],
    )
    if not found:
        return MovementPage([], None, None)
    looked, last_date, last_id = found[0][-3:]
    rows = [Movement(*row[:-3]) for row in found if row[0] is not None]
    if len(rows) > limit:
        return MovementPage(rows[:limit], _cursor(rows[limit - 1]), None)
    if looked < SEARCHED_MOST:
        return MovementPage(rows, None, None)
    return MovementPage(rows, Cursor(last_date, last_id), last_date)


def _cursor(movement: Movement) -> Cursor:
    return Cursor(movement.business_date, movement.posting_id)

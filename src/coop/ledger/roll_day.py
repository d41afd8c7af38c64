"""Close business days."""

from datetime import date, timedelta

from coop.kernel import db
from coop.kernel.errors import Broken
from coop.ledger.seal import seal

AHEAD = timedelta(days=62)


class DayMovesBack(Broken):
    """The business day never moves back."""

    code = "ledger.day_moves_back"


def roll_day(*, to: date) -> bool:
    """Move the business day to `to`, then snapshot and seal the days that it closed.

    Only the move itself keeps the members' postings waiting. What comes after reads closed days,
    is done in transactions of its own and, if it is cut short, is finished by the next call. Return
    whether the day moved.

    Raises:
        DayMovesBack: `ledger.day_moves_back`.
    """
    with db.transaction():
        db.fetch_one("SELECT ledger_make_months(business_date, %s) FROM ledger_day", [to + AHEAD])
    with db.transaction():
        (said,) = db.fetch_one("SELECT ledger_roll_day(%s)", [to])
        if said == "day_moves_back":
            raise DayMovesBack(to=to)
    with db.transaction():
        db.fetch_one("SELECT ledger_snapshot_days()")
    seal()
    return bool(said == "rolled")

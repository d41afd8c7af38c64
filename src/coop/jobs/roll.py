"""Bring the books' business day to what the calendar says, while no end of day does it."""

from datetime import date

from coop.calendar import queries as calendar
from coop.kernel import clock
from coop.ledger import queries as ledger
from coop.ledger.roll_day import roll_day


def roll_due() -> list[date]:
    """Roll the books through each day that is due, in order; return the days rolled to.

    After days without power it catches up, a seal for each close. The books never move back.
    """
    due = calendar.roll_due(clock.business_now(), ledger.business_date())
    return [day for day in due if roll_day(to=day)]

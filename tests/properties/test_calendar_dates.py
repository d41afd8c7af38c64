"""Dates never go back as time goes on, and never land on a day that is closed."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coop.calendar import rules, shipped
from coop.calendar.ports import CalendarData, Settings
from coop.calendar.rules import Calendar, Stream

instants = st.datetimes(datetime(2024, 1, 1), datetime(2031, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
calendars = st.builds(
    lambda ash, half, close: shipped.calendar(
        Settings(ash_wednesday_clears=ash, half_days_clear=half, close_on_holidays=close)
    ),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
streams: st.SearchStrategy[Stream] = st.sampled_from(["transfer", "card", "bill"])
kinds: st.SearchStrategy[Calendar] = st.sampled_from(["branch", "clearing", "plain"])


@given(calendars, streams, instants, instants)
def test_later_is_never_sooner(
    data: CalendarData, stream: Stream, one: datetime, other: datetime
) -> None:
    first, second = sorted((one, other))
    dates = [rules.effective_date(data, stream, instant).date for instant in (first, second)]
    assert dates == sorted(dates)


@given(calendars, instants)
def test_no_date_is_a_closed_day(data: CalendarData, instant: datetime) -> None:
    card = rules.card_dates(data, instant)
    assert rules.is_open(data, "branch", card.captured)
    assert rules.clears(data, card.shown.date)
    assert card.captured < card.shown.date
    bill = rules.bill_dates(data, instant)
    assert all(rules.clears(data, day) for day in (bill.leaves, bill.clears, bill.applied_by.date))
    assert bill.leaves < bill.clears < bill.applied_by.date


@given(calendars, kinds, st.dates(date(2024, 1, 1), date(2031, 1, 1)))
def test_the_next_day_is_the_first(data: CalendarData, kind: Calendar, day: date) -> None:

    found = rules.next_open(data, kind, day)
    between = [day + timedelta(n) for n in range(1, (found - day).days)]
    assert rules.is_open(data, kind, found)
    assert not any(rules.is_open(data, kind, one) for one in between)


@given(calendars, instants, instants)
def test_rolling_brings_the_books_to_the_clock_by_rising_days(
    data: CalendarData, one: datetime, other: datetime
) -> None:
    first, second = sorted((one, other))
    books = rules.business_date_at(data, first).date
    steps = rules.roll_due(data, second, books)
    target = rules.business_date_at(data, second).date
    assert [books, *steps] == sorted({books, *steps})
    assert (steps[-1] if steps else books) == target
    assert rules.roll_due(data, first, target) == []

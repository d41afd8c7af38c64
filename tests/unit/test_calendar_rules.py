"""The worked examples of cut-offs, clearing days, the business day and the close."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import holidays as package
import pytest
from holidays.constants import BANK, PUBLIC

from coop.calendar import rules, shipped
from coop.calendar.ports import CalendarData, Holiday, Settings, Window
from coop.calendar.rules import Closed, Open, Reason
from coop.kernel.zone import PANAMA

CLOSE = (
    Window(frozenset({1, 2, 3, 4, 5}), time(19), time(1)),
    Window(frozenset({6}), time(15), time(0)),
)


def calendar(**changes: object) -> CalendarData:
    return shipped.calendar(replace(Settings(windows=CLOSE), **changes))  # type: ignore[arg-type]


DATA = calendar()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PANAMA).astimezone(UTC)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("after", "clearing"),
    [
        ("2025-10-31", "2025-11-06"),
        ("2026-11-02", "2026-11-06"),
        ("2026-02-13", "2026-02-18"),
        ("2026-12-18", "2026-12-22"),
        ("2028-11-03", "2028-11-07"),
        ("2026-04-02", "2026-04-06"),
    ],
)
def test_the_next_clearing_day(after: str, clearing: str) -> None:
    assert rules.next_day(DATA, "clearing", day(after)).date == day(clearing)


def test_ash_wednesday_and_half_days_have_their_switch() -> None:
    no_ash = calendar(ash_wednesday_clears=False)
    assert rules.next_open(no_ash, "clearing", day("2026-02-13")) == day("2026-02-19")
    no_half = calendar(half_days_clear=False)
    assert rules.next_open(no_half, "clearing", day("2026-04-01")) == day("2026-04-06")
    assert rules.next_open(DATA, "clearing", day("2026-04-01")) == day("2026-04-02")


@pytest.mark.parametrize(
    ("year", "days"),
    [(2024, 248), (2025, 248), (2026, 248), (2027, 250), (2028, 248), (2029, 250), (2030, 248)],
)
def test_clearing_days_of_a_year(year: int, days: int) -> None:
    every = [
        date.fromordinal(n)
        for n in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
    ]
    assert sum(rules.clears(DATA, one) for one in every) == days


@pytest.mark.parametrize(
    ("paid", "captured", "shown", "code"),
    [
        ("2026-11-20 17:59:59", "2026-11-20", "2026-11-23", "calendar.card_before_cut_off"),
        ("2026-11-20 18:00:00", "2026-11-21", "2026-11-23", "calendar.card_after_cut_off"),
        ("2026-11-21 12:29:59", "2026-11-21", "2026-11-23", "calendar.card_before_cut_off"),
        ("2026-11-21 12:30:00", "2026-11-23", "2026-11-24", "calendar.card_after_cut_off"),
        ("2026-11-22 10:00:00", "2026-11-23", "2026-11-24", "calendar.card_on_sunday"),
        ("2026-11-03 09:00:00", "2026-11-06", "2026-11-09", "calendar.card_on_holiday"),
        ("2026-12-24 12:29:59", "2026-12-24", "2026-12-28", "calendar.card_before_cut_off"),
        ("2026-12-24 13:00:00", "2026-12-26", "2026-12-28", "calendar.card_after_cut_off"),
        ("2026-11-28 09:00:00", "2026-11-30", "2026-12-01", "calendar.card_on_holiday"),
    ],
)
def test_card_payments(paid: str, captured: str, shown: str, code: str) -> None:
    dates = rules.card_dates(DATA, at(paid))
    assert (dates.captured, dates.shown.date) == (day(captured), day(shown))
    assert dates.shown.reason.code == code
    assert rules.effective_date(DATA, "card", at(paid)) == dates.shown


@pytest.mark.parametrize(
    ("paid", "leaves", "clears", "applied", "code"),
    [
        ("2026-11-23 17:59:59", "2026-11-23", "2026-11-24", "2026-11-25", "bill_before_cut_off"),
        ("2026-11-23 18:00:00", "2026-11-24", "2026-11-25", "2026-11-26", "bill_after_cut_off"),
        ("2026-11-20 18:00:00", "2026-11-23", "2026-11-24", "2026-11-25", "bill_after_cut_off"),
        ("2026-11-21 09:00:00", "2026-11-23", "2026-11-24", "2026-11-25", "bill_on_saturday"),
        ("2026-11-22 09:00:00", "2026-11-23", "2026-11-24", "2026-11-25", "bill_on_sunday"),
        ("2026-11-02 12:00:00", "2026-11-02", "2026-11-06", "2026-11-09", "bill_before_cut_off"),
        ("2026-11-04 12:00:00", "2026-11-06", "2026-11-09", "2026-11-11", "bill_on_holiday"),
    ],
)
def test_bills(paid: str, leaves: str, clears: str, applied: str, code: str) -> None:
    dates = rules.bill_dates(DATA, at(paid))
    assert (dates.leaves, dates.clears) == (day(leaves), day(clears))
    assert dates.applied_by.date == day(applied)
    assert dates.applied_by.reason.code == f"calendar.{code}"
    assert rules.effective_date(DATA, "bill", at(paid)) == dates.applied_by


def test_three_clearing_days_before_a_bill_is_due() -> None:
    assert rules.open_days_before(DATA, "clearing", day("2026-11-09"), 3) == day("2026-10-30")


@pytest.mark.parametrize(
    ("instant", "carried", "code"),
    [
        ("2026-11-23 18:59:59", "2026-11-23", "before_close"),
        ("2026-11-23 19:00:00", "2026-11-24", "after_close"),
        ("2026-11-24 00:30:00", "2026-11-24", "before_close"),
        ("2026-11-20 19:00:00", "2026-11-21", "after_close"),
        ("2026-11-21 14:59:59", "2026-11-21", "before_close"),
        ("2026-11-21 15:00:00", "2026-11-23", "after_long_close"),
        ("2026-11-22 23:59:59", "2026-11-23", "no_close_today"),
        ("2026-11-23 00:00:00", "2026-11-23", "before_close"),
        ("2026-11-03 19:00:00", "2026-11-04", "after_close"),
    ],
)
def test_the_business_date(instant: str, carried: str, code: str) -> None:
    found = rules.business_date_at(DATA, at(instant))
    assert (found.date, found.reason.code) == (day(carried), f"calendar.{code}")


def test_without_a_close_on_holidays_they_join_the_next_day() -> None:
    data = calendar(close_on_holidays=False)
    assert rules.business_date_at(data, at("2026-11-02 19:00")).date == day("2026-11-06")
    assert rules.business_date_at(data, at("2026-11-04 20:00")).date == day("2026-11-06")
    assert isinstance(rules.service(data, "movements", at("2026-11-04 20:00")), Open)


def test_a_posting_carries_the_books_day_with_the_clocks_reason() -> None:
    late = at("2026-11-23 19:00:30")
    assert rules.posting_date(DATA, day("2026-11-24"), late).reason.code == "calendar.after_close"
    assert rules.posting_date(DATA, day("2026-11-23"), late).reason.code == "calendar.books_day"


@pytest.mark.parametrize(
    ("instant", "books", "steps"),
    [
        ("2026-11-23 18:59", "2026-11-23", []),
        ("2026-11-23 19:00", "2026-11-23", ["2026-11-24"]),
        ("2026-11-23 19:00", "2026-11-24", []),
        ("2026-11-21 15:00", "2026-11-21", ["2026-11-23"]),
        (
            "2026-11-24 20:00",
            "2026-11-20",
            ["2026-11-21", "2026-11-23", "2026-11-24", "2026-11-25"],
        ),
        ("2026-11-23 09:00", "2026-11-22", ["2026-11-23"]),
        ("2026-11-01 09:00", "2026-11-23", []),
    ],
)
def test_days_to_roll_to(instant: str, books: str, steps: list[str]) -> None:
    assert rules.roll_due(DATA, at(instant), day(books)) == [day(step) for step in steps]


@pytest.mark.parametrize(
    ("instant", "until"),
    [
        ("2026-11-23 18:59:59", None),
        ("2026-11-23 19:00:00", "2026-11-24 01:00"),
        ("2026-11-24 00:59:59", "2026-11-24 01:00"),
        ("2026-11-24 01:00:00", None),
        ("2026-11-21 00:30:00", "2026-11-21 01:00"),
        ("2026-11-21 15:00:00", "2026-11-22 00:00"),
        ("2026-11-22 00:00:00", None),
        ("2026-11-22 20:00:00", None),
        ("2026-11-23 00:30:00", None),
    ],
)
def test_a_service_is_off_in_the_close_only_if_its_switch_says_so(
    instant: str, until: str | None
) -> None:
    data = calendar(off_during_close=frozenset({"loan_payment"}))
    found = rules.service(data, "loan_payment", at(instant))
    if until is None:
        assert found == Open()
    else:
        assert isinstance(found, Closed)
        assert found.until == at(until)
        assert found.reason.code == "calendar.daily_close"
    assert rules.service(data, "own_transfer", at(instant)) == Open()


def test_beyond_the_listed_years_only_weekends_are_known() -> None:
    assert rules.next_day(DATA, "clearing", day("2030-12-30")).provisional is False
    beyond = rules.next_day(DATA, "clearing", day("2031-04-30"))
    assert (beyond.date, beyond.provisional) == (day("2031-05-01"), True)
    assert rules.card_dates(DATA, at("2030-12-31 20:00")).shown.provisional


def test_the_institution_adds_and_changes_days() -> None:
    own = Holiday(day("2026-08-17"), "Fundación", "Foundation", "open", "closed")
    data = calendar(holidays=(own,))
    assert rules.branch_hours(data, day("2026-08-17")) == "closed"
    assert rules.clears(data, day("2026-08-17"))


def test_weekday_rules_come_before_the_listed_days() -> None:
    open_sunday = Holiday(day("2026-11-22"), "x", "x", "open", "open")
    data = calendar(holidays=(open_sunday,))
    assert rules.branch_hours(data, day("2026-11-22")) == "closed"
    assert not rules.clears(data, day("2026-11-22"))


def test_a_reason_keeps_its_facts_through_json() -> None:
    reason = rules.card_dates(DATA, at("2026-11-20 18:00")).shown.reason
    assert Reason.from_plain(reason.plain()) == reason


# The package knows no half days (they are open there) and no inauguration of 2029.
KNOWN_DIFFERENCES = {day("2029-07-01"), day("2029-07-02")}


def test_the_shipped_closed_days_are_those_of_the_holidays_package() -> None:
    years = range(2024, 2031)
    theirs = set(package.country_holidays("PA", years=years, categories=(PUBLIC, BANK)))
    ours = {
        listed.date
        for listed in shipped.holidays()
        if listed.bank == "closed" and "media jornada" not in listed.name_es
    }
    assert ours ^ theirs == KNOWN_DIFFERENCES

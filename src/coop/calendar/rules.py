"""Dates and their reasons, from a calendar and an instant: pure, and the same everywhere.

Three calendars: `branch` (Monday to Saturday but holidays), `clearing` (Monday to Friday but bank
holidays) and `plain` (every day). Instants are aware; whatever is decided is decided on Panama's
clock (UTC-5 all year). Sources: FAQ 7, 8, 10, 11, 12; the worked examples are in the tests and in
docs/concepts/calendar.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal

from coop.calendar.ports import CalendarData, Hours, Window
from coop.kernel.zone import PANAMA

Calendar = Literal["branch", "clearing", "plain"]
Stream = Literal["transfer", "card", "bill"]

SATURDAY, SUNDAY = 6, 7
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a date is what it is: a stable code and its facts, to be frozen with the date.

    Keys ending in `_at` hold instants, keys ending in `_date` hold dates. The sentences live in
    `coop.pages.reasons`.
    """

    code: str
    data: Mapping[str, date | datetime | str] = field(default_factory=dict)

    def plain(self) -> dict[str, object]:
        """Return JSON values, as an order keeps them."""
        facts = {
            key: value if isinstance(value, str) else value.isoformat()
            for key, value in self.data.items()
        }
        return {"code": self.code, "data": facts}

    @classmethod
    def from_plain(cls, plain: Mapping[str, object]) -> "Reason":
        """Return the reason that `plain` kept."""
        facts = plain["data"]
        assert isinstance(facts, Mapping)
        return cls(str(plain["code"]), {key: _read(key, text) for key, text in facts.items()})


@dataclass(frozen=True, slots=True)
class Dated:
    """A date with its reason; provisional where the holidays of its year are not known yet."""

    date: date
    reason: Reason
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class CardDates:
    """A card payment: the branch day that captures it, and the day on which the card shows it."""

    captured: date
    shown: Dated


@dataclass(frozen=True, slots=True)
class BillDates:
    """A bill that clears: when it leaves, when it clears, and by when the biller applies it."""

    leaves: date
    clears: date
    applied_by: Dated


@dataclass(frozen=True, slots=True)
class Open:
    """The service works."""


@dataclass(frozen=True, slots=True)
class Closed:
    """The service is off until an instant."""

    until: datetime
    reason: Reason


# --- the three calendars -------------------------------------------------------------------------


def branch_hours(data: CalendarData, day: date) -> Hours:
    """Return what branches do on a day; Saturday is a short day, `half_day`."""
    if day.isoweekday() == SUNDAY:
        return "closed"
    listed = data.days.get(day)
    hours: Hours = "open" if listed is None else listed.branch
    return "half_day" if day.isoweekday() == SATURDAY and hours == "open" else hours


def clears(data: CalendarData, day: date) -> bool:
    """Tell whether the clearing house works on a day."""
    if day.isoweekday() >= SATURDAY:
        return False
    listed = data.days.get(day)
    if listed is None:
        return True
    if listed.ash_wednesday and not data.settings.ash_wednesday_clears:
        return False
    return listed.bank == "open" or (listed.bank == "half_day" and data.settings.half_days_clear)


def is_open(data: CalendarData, calendar: Calendar, day: date) -> bool:
    """Tell whether a day counts in one of the three calendars."""
    if calendar == "clearing":
        return clears(data, day)
    return calendar == "plain" or branch_hours(data, day) != "closed"


def next_open(data: CalendarData, calendar: Calendar, after: date) -> date:
    """Return the first day of a calendar strictly after a date."""
    day = after + DAY
    while not is_open(data, calendar, day):
        day += DAY
    return day


def open_days_before(data: CalendarData, calendar: Calendar, day: date, count: int) -> date:
    """Return the day that is `count` days of a calendar before a date."""
    while count:
        day -= DAY
        count -= is_open(data, calendar, day)
    return day


def next_day(data: CalendarData, calendar: Calendar, after: date) -> Dated:
    """Return the next day of a calendar with the reason why it is not simply tomorrow."""
    found = next_open(data, calendar, after)
    if found == after + DAY:
        return _dated(data, found, Reason("calendar.next_day"))
    between = [after + DAY * step for step in range(1, (found - after).days)]
    listed = next((data.days[day] for day in between if day in data.days), None)
    if listed is None or listed.date.isoweekday() == SUNDAY:
        return _dated(data, found, Reason("calendar.weekend"))
    return _dated(data, found, Reason("calendar.holiday", {"holiday_date": listed.date}))


# --- cut-offs ------------------------------------------------------------------------------------


def card_dates(data: CalendarData, instant: datetime) -> CardDates:
    """Return when a card payment is captured and shown (FAQ 11).

    Captured on the first branch day whose cut-off has not passed; shown on the next clearing day
    after the capture. The cut-off itself is already late.
    """
    paid = _local(instant).date()
    cut_off = _at(paid, _card_cut_off(data, paid))
    if branch_hours(data, paid) == "closed":
        captured = next_open(data, "branch", paid)
        reason = _closed_day("card", paid, captured)
    elif instant < cut_off:
        captured = paid
        reason = Reason("calendar.card_before_cut_off", {"cut_off_at": cut_off})
    else:
        captured = next_open(data, "branch", paid)
        facts = {"cut_off_at": cut_off, "captured_date": captured}
        reason = Reason("calendar.card_after_cut_off", facts)
    return CardDates(captured, _dated(data, next_open(data, "clearing", captured), reason))


def bill_dates(data: CalendarData, instant: datetime) -> BillDates:
    """Return when a bill leaves, clears and is applied by (FAQ 12).

    Before the cut-off of a clearing day it leaves that day; later ones belong to the next clearing
    day. It clears on the next clearing day and the biller applies it by the one after.
    """
    paid = _local(instant).date()
    cut_off = _at(paid, data.settings.bill_cut_off)
    if not clears(data, paid):
        leaves = next_open(data, "clearing", paid)
        reason = _closed_day("bill", paid, leaves)
    elif instant < cut_off:
        leaves = paid
        reason = Reason("calendar.bill_before_cut_off", {"cut_off_at": cut_off})
    else:
        leaves = next_open(data, "clearing", paid)
        facts = {"cut_off_at": cut_off, "captured_date": leaves}
        reason = Reason("calendar.bill_after_cut_off", facts)
    cleared = next_open(data, "clearing", leaves)
    return BillDates(leaves, cleared, _dated(data, next_open(data, "clearing", cleared), reason))


def effective_date(data: CalendarData, stream: Stream, instant: datetime) -> Dated:
    """Return the date on which an order of a stream takes effect, and why.

    A transfer: the business date it carries. A card payment: the day the card shows it. A bill: the
    day by which the biller applies it.
    """
    if stream == "card":
        return card_dates(data, instant).shown
    if stream == "bill":
        return bill_dates(data, instant).applied_by
    return business_date_at(data, instant)


# --- the business day ----------------------------------------------------------------------------


def business_date_at(data: CalendarData, instant: datetime) -> Dated:
    """Return the business date that orders carry at an instant, by the clock alone.

    After a weekday's roll it is the next date; Saturday's run closes Saturday and Sunday, so it is
    Monday from then on.
    """
    local = _local(instant)
    day = local.date()
    roll = _roll(data, day)
    if roll is None:
        found = _next_closing_day(data, day)
        return _dated(data, found, Reason("calendar.no_close_today", {"order_date": day}))
    if local.time() < roll:
        return _dated(data, day, Reason("calendar.before_close", {"close_at": _at(day, roll)}))
    found = _next_closing_day(data, day)
    code = "calendar.after_close" if found == day + DAY else "calendar.after_long_close"
    return _dated(data, found, Reason(code, {"close_at": _at(day, roll)}))


def posting_date(data: CalendarData, business_date: date, instant: datetime) -> Dated:
    """Return the books' business date with the reason that the clock gives, if it is the clock's.

    The books may be a little late in rolling, or ahead of a demonstration's clock that was set
    back: then the reason is that these are the books' open day.
    """
    expected = business_date_at(data, instant)
    if expected.date == business_date:
        return expected
    return _dated(data, business_date, Reason("calendar.books_day"))


def roll_due(data: CalendarData, instant: datetime, business_date: date) -> list[date]:
    """Return the business dates to roll the books to, in order; empty when they are up to date.

    After days without power it is every day with a close of its own between, so that each is
    sealed. The books never go back: a clock set to the past gives nothing to do.
    """
    target = business_date_at(data, instant).date
    steps: list[date] = []
    day = business_date
    while day < target:
        day = min(_next_closing_day(data, day), target)
        steps.append(day)
    return steps


# --- service windows -----------------------------------------------------------------------------


def service(data: CalendarData, name: str, instant: datetime) -> Open | Closed:
    """Tell whether a service works at an instant, or until when and why it does not (FAQ 7, 8)."""
    if name not in data.settings.off_during_close:
        return Open()
    until = close_until(data, instant)
    if until is None:
        return Open()
    return Closed(until, Reason("calendar.daily_close", {"until_at": until}))


def close_until(data: CalendarData, instant: datetime) -> datetime | None:
    """Return when the window of a daily close ends that holds the instant; none outside."""
    today = _local(instant).date()
    ends = [
        end
        for day in (today - DAY, today)
        for window in data.settings.windows
        if day.isoweekday() in window.days and _roll(data, day) is not None
        for start, end in [_stretch(window, day)]
        if start <= instant < end
    ]
    return max(ends, default=None)


def _stretch(window: Window, day: date) -> tuple[datetime, datetime]:
    over = window.end <= window.start
    return _at(day, window.start), _at(day + DAY if over else day, window.end)


def _roll(data: CalendarData, day: date) -> time | None:
    """Return when the close of a day begins; none on days without one."""
    if day.isoweekday() == SUNDAY:
        return None
    if not data.settings.close_on_holidays and branch_hours(data, day) == "closed":
        return None
    saturday = day.isoweekday() == SATURDAY
    return data.settings.saturday_roll if saturday else data.settings.weekday_roll


def _next_closing_day(data: CalendarData, after: date) -> date:
    day = after + DAY
    while _roll(data, day) is None:
        day += DAY
    return day


def _card_cut_off(data: CalendarData, day: date) -> time:
    short = branch_hours(data, day) == "half_day"
    return data.settings.card_cut_off_short_day if short else data.settings.card_cut_off


def _closed_day(stream: str, paid: date, captured: date) -> Reason:
    kind = {SATURDAY: "saturday", SUNDAY: "sunday"}.get(paid.isoweekday(), "holiday")
    if stream == "card" and kind == "saturday":
        kind = "holiday"
    return Reason(f"calendar.{stream}_on_{kind}", {"paid_date": paid, "captured_date": captured})


def _dated(data: CalendarData, day: date, reason: Reason) -> Dated:
    return Dated(day, reason, provisional=day > data.listed_until)


def _local(instant: datetime) -> datetime:
    return instant.astimezone(PANAMA)


def _at(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, PANAMA)


def _read(key: str, text: object) -> date | datetime | str:
    if key.endswith("_at"):
        return datetime.fromisoformat(str(text))
    if key.endswith("_date"):
        return date.fromisoformat(str(text))
    return str(text)

"""The calendar's rules over this institution's calendar."""

from datetime import date, datetime

from coop.calendar import ports, rules
from coop.calendar.ports import Settings
from coop.calendar.rules import BillDates, CardDates, Closed, Dated, Open, Stream


def settings() -> Settings:
    """Return the institution's hours and switches, for pages that explain them."""
    return ports.slot.get().settings


def effective_date(stream: Stream, instant: datetime) -> Dated:
    """Return the date on which an order of a stream takes effect, and why."""
    return rules.effective_date(ports.slot.get(), stream, instant)


def posting_date(business_date: date, instant: datetime) -> Dated:
    """Return the books' business date of a posting, with the reason that the clock gives it."""
    return rules.posting_date(ports.slot.get(), business_date, instant)


def card_dates(instant: datetime) -> CardDates:
    """Return when a card payment is captured and shown."""
    return rules.card_dates(ports.slot.get(), instant)


def bill_dates(instant: datetime) -> BillDates:
    """Return when a bill leaves, clears and is applied by."""
    return rules.bill_dates(ports.slot.get(), instant)


def next_clearing_day(after: date) -> Dated:
    """Return the first clearing day strictly after a date."""
    return rules.next_day(ports.slot.get(), "clearing", after)


def next_branch_day(after: date) -> Dated:
    """Return the first branch day strictly after a date."""
    return rules.next_day(ports.slot.get(), "branch", after)


def pay_by(due_date: date, *, clearing_days: int = 3) -> date:
    """Return when to pay a bill at the latest: some clearing days before it is due (FAQ 12)."""
    return rules.open_days_before(ports.slot.get(), "clearing", due_date, clearing_days)


def business_date_at(instant: datetime) -> Dated:
    """Return the business date that orders carry at an instant, by the clock."""
    return rules.business_date_at(ports.slot.get(), instant)


def roll_due(instant: datetime, business_date: date) -> list[date]:
    """Return the business dates to roll the books to, in order."""
    return rules.roll_due(ports.slot.get(), instant, business_date)


def service(name: ports.Service, instant: datetime) -> Open | Closed:
    """Tell whether a service works at an instant, or until when and why it does not."""
    return rules.service(ports.slot.get(), name, instant)


def close_until(instant: datetime) -> datetime | None:
    """Return when the daily close's window ends that holds the instant; none outside of one."""
    return rules.close_until(ports.slot.get(), instant)

"""What the calendar decides from: the institution's hours and switches, and the listed days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from coop.kernel.slots import Slot

Hours = Literal["open", "half_day", "closed"]
Service = Literal[
    "own_transfer",
    "third_party_transfer",
    "movements",
    "loan_payment",
    "card_payment",
    "bill_payment",
    "top_up",
]


@dataclass(frozen=True, slots=True)
class Holiday:
    """A listed day: what the bank calendar and the branches do on it.

    `ash_wednesday` marks the one day whose clearing nobody could confirm; a switch decides it.
    """

    date: date
    name_es: str
    name_en: str
    bank: Hours
    branch: Hours
    ash_wednesday: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of Panama's clock on some weekdays (1 Monday - 7 Sunday).

    An `end` that is not after `start` falls on the next date.
    """

    days: frozenset[int]
    start: time
    end: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The institution's hours, all on Panama's clock.

    Attributes:
        card_cut_off: card payments, Monday to Friday.
        card_cut_off_short_day: card payments, Saturdays and half days.
        bill_cut_off: bills and top-ups that clear, on clearing days.
        weekday_roll: when a weekday's close begins and orders carry the next business date.
        saturday_roll: the same on Saturday, for Saturday and Sunday at once.
        ash_wednesday_clears: whether clearing runs on Ash Wednesday.
        half_days_clear: whether clearing runs on bank half days.
        close_on_holidays: whether the daily close runs on holidays too.
        windows: when a close may affect services.
        off_during_close: the services that are off in those windows.
        holidays: days that the institution adds to the shipped ones, or changes.
    """

    card_cut_off: time = time(18)
    card_cut_off_short_day: time = time(12, 30)
    bill_cut_off: time = time(18)
    weekday_roll: time = time(19)
    saturday_roll: time = time(15)
    ash_wednesday_clears: bool = True
    half_days_clear: bool = True
    close_on_holidays: bool = True
    windows: tuple[Window, ...] = ()
    off_during_close: frozenset[str] = frozenset()
    holidays: tuple[Holiday, ...] = ()


@dataclass(frozen=True, slots=True)
class CalendarData:
    """Everything the rules need. Beyond `listed_until` only weekends are known: provisional."""

    settings: Settings
    days: Mapping[date, Holiday]
    listed_until: date


slot: Slot[CalendarData] = Slot("calendar")

"""Dates and hours as people read them: the month as a word, Panama's clocks, `p. m.`.

Pages, mails and documents say a date alike, in the language that is active.
"""

import re
from datetime import date, datetime
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language

from coop.kernel import clock
from coop.kernel.money import NO_BREAK_SPACE

NOON = 12
_HALF_DAY = re.compile(r"\d [ap]\. ?m\.")


def day(value: date | None) -> str:
    """Write `23 nov 2026`, which stays in one line."""
    return _written(value, "SHORT_DATE_FORMAT", get_language()) if value else ""


def day_in_words(value: date | None) -> str:
    """Write `lunes 23 de noviembre de 2026`."""
    if value is None:
        return ""
    pattern = "l j F Y" if _english() else r"l j \d\e F \d\e Y"
    return _written(value, pattern, get_language())


def day_of_year(value: date) -> str:
    """Write `lunes 23 de noviembre`."""
    return date_format(value, "l j F" if _english() else r"l j \d\e F")


def weekday(instant: datetime) -> str:
    """Write `lunes`, by Panama's clocks."""
    return date_format(clock.panama(instant).date(), "l")


def hour(instant: datetime | None, *, seconds: bool = False) -> str:
    """Write `3:46 p. m.`, or `3:46:09 p. m.`, on Panama's clocks."""
    if instant is None:
        return ""
    wall = clock.panama(instant)
    half = "a" if wall.hour < NOON else "p"
    space = "" if _english() else NO_BREAK_SPACE
    rest = f"{wall:%M:%S}" if seconds else f"{wall:%M}"
    return f"{wall.hour % NOON or NOON}:{rest}{NO_BREAK_SPACE}{half}.{space}m."


def hour_named(instant: datetime) -> str:
    """Write `la 1:00 a. m.`, `las 7:00 p. m.` or `la medianoche`, to stand after a preposition."""
    wall = clock.panama(instant)
    if (wall.hour, wall.minute) == (0, 0):
        return "midnight" if _english() else "la medianoche"
    if _english():
        return hour(instant)
    return f"{'la' if wall.hour % NOON == 1 else 'las'} {hour(instant)}"


def moment(instant: datetime | None) -> str:
    """Write `23 nov 2026, 3:46 p. m.`, on Panama's clocks."""
    return f"{day(clock.panama(instant).date())}, {hour(instant)}" if instant else ""


def moment_in_words(instant: datetime | None, *, seconds: bool = False) -> str:
    """Write `lunes 23 de noviembre de 2026, 3:46 p. m.`, on Panama's clocks."""
    if instant is None:
        return ""
    return f"{day_in_words(clock.panama(instant).date())}, {hour(instant, seconds=seconds)}"


def hours_of(spanish: str, english: str = "") -> str:
    """Return an institution's hours in the language that is active, as a sentence ends: one stop.

    An hour and its `p. m.` stay together, whatever blanks the profile has between them.
    """
    words = english if english and _english() else spanish
    return _HALF_DAY.sub(lambda found: found[0].replace(" ", NO_BREAK_SPACE), one_stop(words))


def one_stop(sentence: str) -> str:
    """End a sentence with one full stop: `p. m.` brings its own."""
    return sentence.rstrip().removesuffix(".") + "."


@lru_cache(maxsize=2_000)
def _written(value: date, pattern: str, language: str | None) -> str:
    """A list names the same few days again and again, and Django takes long to write one."""
    del language  # the active one, by which `date_format` writes: part of the key
    return date_format(value, pattern)


def _english() -> bool:
    return get_language() == "en"

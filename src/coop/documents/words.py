"""Dates and amounts as documents print them: months as words, Panama's time."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import get_language

from coop.kernel import clock

LONGEST = 280
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


def day(value: date) -> str:
    """Return `lunes 23 de noviembre de 2026`, or `Monday, November 23, 2026`."""
    return date_format(value, "l, F j, Y" if _english() else r"l j \d\e F \d\e Y")


def moment(value: datetime) -> str:
    """Return the day and the wall-clock time in Panama, to the second."""
    wall = clock.panama(value)
    hour, half = wall.hour % 12 or 12, "a. m." if wall.hour < 12 else "p. m."  # noqa: PLR2004 - noon
    if _english():
        half = half.replace(". ", "").replace(".", "")
    return f"{day(wall.date())}, {hour}:{wall:%M:%S}\N{NO-BREAK SPACE}{half}"


def clip(text: str, *, longest: int = LONGEST) -> str:
    """Return at most `longest` characters, with an ellipsis where something is missing."""
    return text if len(text) <= longest else text[: longest - 1] + ELLIPSIS


def _english() -> bool:
    return (get_language() or "es").startswith("en")

"""Reads a day as people type it: `3 nov 2026`, `3/11/2026`, `19 de abril de 1996`, `2026-11-03`."""

import re
from datetime import date

from coop.kernel.text import fold

MONTHS = (
    ("ene", "enero", "jan", "january"),
    ("feb", "febrero", "february"),
    ("mar", "marzo", "march"),
    ("abr", "abril", "apr", "april"),
    ("may", "mayo"),
    ("jun", "junio", "june"),
    ("jul", "julio", "july"),
    ("ago", "agosto", "aug", "august"),
    ("sep", "sept", "septiembre", "setiembre", "september"),
    ("oct", "octubre", "october"),
    ("nov", "noviembre", "november"),
    ("dic", "diciembre", "dec", "december"),
)
_NUMBER = {name: number for number, names in enumerate(MONTHS, start=1) for name in names}
_FIGURES = re.compile(r"([0-9]{1,2})[ /.\-]([0-9]{1,2})[ /.\-]([0-9]{4})")
_WORDS = re.compile(r"([0-9]{1,2})[ /.\-]+(?:de )?([a-z]+)[ /.,\-]+(?:de |del )?([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")


def read_day(text: str, *, year_first: bool = True) -> date | None:
    """Return the day, or None for what is no day or could be two; the day stands before the month.

    A year has four figures, and figures are ASCII's: nothing is guessed. `year_first` takes
    `2026-11-03` too, as other programs write it.
    """
    typed = fold(text)
    if year_first and (found := _ISO.fullmatch(typed)):
        return _day(found[3], int(found[2]), found[1])
    if found := _FIGURES.fullmatch(typed):
        return _day(found[1], int(found[2]), found[3])
    if found := _WORDS.fullmatch(typed):
        return _day(found[1], _NUMBER.get(found[2], 0), found[3])
    return None


def _day(day: str, month: int, year: str) -> date | None:
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None

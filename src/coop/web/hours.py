"""The calendar's settings in words: hours, weekdays, windows of the close, services."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from coop.calendar.ports import Window
from coop.kernel import dates
from coop.kernel.zone import PANAMA

SERVICES = {
    "own_transfer": _("transferencias entre sus cuentas"),
    "third_party_transfer": _("transferencias a otras personas"),
    "movements": _("consulta de movimientos"),
    "loan_payment": _("pago de préstamos"),
    "card_payment": _("pago de tarjetas"),
    "bill_payment": _("pago de servicios"),
    "top_up": _("recargas"),
}
MIDNIGHT = time(0)
_SOME_DAY = date(2026, 1, 1)


def hour(wall: time) -> str:
    """Write `6:00 p. m.`; the end of a day is a word."""
    if wall == MIDNIGHT:
        return gettext("medianoche")
    return dates.hour(datetime.combine(_SOME_DAY, wall, PANAMA))


def weekdays(days: Iterable[int]) -> str:
    """Write `de lunes a viernes`, `los sábados` or a list; days are 1 Monday to 7 Sunday."""
    numbers = sorted(days)
    names = [str(WEEKDAYS[number - 1]) for number in numbers]
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:  # noqa: PLR2004 - a run
        return gettext("de {first} a {last}").format(first=names[0], last=names[-1])
    return gettext("cada {days}").format(days=listed(names))


def window(one: Window) -> str:
    """Write `de lunes a viernes, de 7:00 p. m. a 1:00 a. m.`."""
    return gettext("{days}, de {start} a {end}").format(
        days=weekdays(one.days), start=hour(one.start), end=hour(one.end)
    )


def services(names: Iterable[str]) -> str:
    """Name some services in one order, whatever order they come in."""
    given = set(names)
    return listed([gettext(words) for name, words in SERVICES.items() if name in given])


def listed(words: list[str]) -> str:
    """Join words as a sentence does."""
    if len(words) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(words)
    return gettext("{first} y {last}").format(first=", ".join(words[:-1]), last=words[-1])

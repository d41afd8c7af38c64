"""The sentence for each reason that the calendar gives with a date."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Protocol

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from coop.kernel import dates

SENTENCES: dict[str, str] = {
    # days
    "calendar.next_day": _("porque es el día siguiente"),
    "calendar.weekend": _("porque antes hay fin de semana"),
    "calendar.holiday": _("porque el {holiday_date} es feriado"),
    # transfers: the business date
    "calendar.before_close": _("porque se hace antes del cierre del día, a las {close_at}"),
    "calendar.after_close": _("porque se hace después del cierre del día, a las {close_at}"),
    "calendar.after_long_close": _(
        "porque el cierre del {close_weekday} fue a las {close_at}; este es el próximo día"
    ),
    "calendar.no_close_today": _("porque el {order_date} no trabajamos; este es el próximo día"),
    "calendar.books_day": _("porque para la Cooperativa ese día ya empezó"),
    # card payments
    "calendar.card_before_cut_off": _("porque el pago se hizo antes de las {cut_off_at}"),
    "calendar.card_after_cut_off": _("porque el pago se hizo después de las {cut_off_at}"),
    "calendar.card_on_holiday": _("porque el {paid_date} no hay servicio en las sucursales"),
    "calendar.card_on_sunday": _("porque el pago se hizo en domingo"),
    # bills
    "calendar.bill_before_cut_off": _("porque el pago se hizo antes de las {cut_off_at}"),
    "calendar.bill_after_cut_off": _("porque el pago se hizo después de las {cut_off_at}"),
    "calendar.bill_on_holiday": _("porque el {paid_date} no hay compensación bancaria"),
    "calendar.bill_on_saturday": _("porque el pago se hizo en sábado"),
    "calendar.bill_on_sunday": _("porque el pago se hizo en domingo"),
    # services
    "calendar.daily_close": _("por el cierre diario, hasta las {until_at}"),
}


class Reason(Protocol):
    """What `calendar` gives with a date: a stable code and its facts."""

    @property
    def code(self) -> str:
        """The stable name of the reason."""

    @property
    def data(self) -> Mapping[str, object]:
        """The facts that its sentence names."""


def sentence(reason: Reason | None) -> str:
    """Return why the date is what it is, in the language of the page."""
    if reason is None or reason.code not in SENTENCES:
        return ""
    facts = {name: _read(name, value) for name, value in reason.data.items()}
    shown = {name: _shown(value) for name, value in facts.items()}
    if isinstance(closed := facts.get("close_at"), datetime):
        shown["close_weekday"] = dates.weekday(closed)
    words = gettext(SENTENCES[reason.code]).format_map(shown)
    return words[:1].upper() + dates.one_stop(words[1:])


def _read(name: str, value: object) -> object:
    """An order keeps the facts of its reason as JSON: instants and dates come back as text."""
    if isinstance(value, str) and name.endswith("_at"):
        return datetime.fromisoformat(value)
    if isinstance(value, str) and name.endswith("_date"):
        return date.fromisoformat(value)
    return value


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        return dates.hour(value)
    if isinstance(value, date):
        return dates.day_of_year(value)
    return str(value)

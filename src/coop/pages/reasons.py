"""The sentence for each reason that the calendar gives with a date."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Protocol

from django.utils.translation import gettext

from coop.pages import dates

SENTENCES: dict[str, str] = {}


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
    facts = {name: _shown(value) for name, value in reason.data.items()}
    return gettext(SENTENCES[reason.code]).format_map(facts)


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        return dates.hour(value)
    if isinstance(value, date):
        return dates.day_of_year(value)
    return str(value)

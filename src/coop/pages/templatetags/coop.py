"""How amounts, dates and accounts are written on a page, and the few drawn parts."""

from collections.abc import Mapping
from datetime import date, datetime

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from coop.kernel import clock
from coop.kernel.money import NO_BREAK_SPACE, Money
from coop.pages import assets, icons, reasons, words
from coop.pages.problems import sentence

register = template.Library()

SHOWN_DIGITS = 4

register.filter("sentence", sentence)
register.filter("reason", reasons.sentence)
register.filter("order_word", words.order_status)
register.filter("status_tone", words.tone)
register.filter("headline", words.headline)
register.filter("status_word", words.account_status)
register.filter("kind_word", words.kind)


@register.filter
def money(cents: int) -> str:
    """Write `B/. 1,234.50`."""
    return str(Money(cents))


@register.filter
def signed(cents: int) -> str:
    """Write `+ B/. 120.00`, or with a true minus sign: the sign stands apart from the symbol."""
    sign = "\N{MINUS SIGN}" if cents < 0 else "+"
    return f"{sign}{NO_BREAK_SPACE}{Money(abs(cents))}"


@register.filter
def direction(cents: int) -> str:
    """Say in a word what the sign shows."""
    return gettext("débito") if cents < 0 else gettext("crédito")


@register.filter
def plain_money(cents: int) -> str:
    """Write `1234.50`, for a form's value."""
    return Money(cents).plain()


@register.filter
def day(value: date | None) -> str:
    """Write `23 nov 2026`."""
    return date_format(value, "SHORT_DATE_FORMAT") if value else ""


@register.filter
def day_in_words(value: date | None) -> str:
    """Write `lunes 23 de noviembre de 2026`."""
    if value is None:
        return ""
    form = r"l j F Y" if get_language() == "en" else r"l j \d\e F \d\e Y"
    return date_format(value, form)


@register.filter
def hour(instant: datetime | None) -> str:
    """Write `3:46 p. m.`, on Panama's clocks."""
    return date_format(clock.panama(instant), "TIME_FORMAT") if instant else ""


@register.filter
def moment(instant: datetime | None) -> str:
    """Write `23 nov 2026, 3:46 p. m.`, on Panama's clocks."""
    return date_format(clock.panama(instant), "SHORT_DATETIME_FORMAT") if instant else ""


@register.filter
def moment_in_words(instant: datetime | None) -> str:
    """Write `lunes 23 de noviembre de 2026, 3:46 p. m.`, on Panama's clocks."""
    return f"{day_in_words(clock.panama(instant).date())}, {hour(instant)}" if instant else ""


@register.filter
def masked(number: str) -> str:
    """Write the last four figures of an account's number: `••4821`."""
    return f"••{number[-SHOWN_DIGITS:]}"


@register.filter
def lookup(mapping: Mapping[str, object], key: str) -> object:
    """Return the mapping's value for a key that the template holds in a variable."""
    return mapping.get(key)


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon beside words that already say it; a screen reader passes over it."""
    return format_html(
        '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>', icons.PATHS[name]
    )


@register.simple_tag
def mark() -> SafeString:
    """Draw the brand's mark: the two pines of the cooperative movement."""
    return mark_safe(icons.MARK)  # noqa: S308 - a constant of ours


@register.simple_tag
def asset(name: str) -> str:
    """Return the lasting address of one of our own files."""
    return assets.address(name)

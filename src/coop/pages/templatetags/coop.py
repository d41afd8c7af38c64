"""How amounts, dates and accounts are written on a page, and the few drawn parts."""

from django import template
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe

from coop.kernel import dates
from coop.kernel.money import Money
from coop.kernel.text import masked
from coop.pages import assets, deeds, icons, pictures, reasons, words
from coop.pages.movement_rows import movement_rows
from coop.pages.ports import slot
from coop.pages.problems import sentence

register = template.Library()

DRAWN = {
    name: format_html('<svg viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>', path)
    for name, path in icons.PATHS.items()
}

register.filter("masked", masked)
register.filter("sentence", sentence)
register.filter("day", dates.day)
register.filter("day_in_words", dates.day_in_words)
register.filter("hour", dates.hour)
register.filter("hour_named", dates.hour_named)
register.filter("moment", dates.moment)
register.filter("moment_in_words", dates.moment_in_words)
register.filter("reason", reasons.sentence)
register.filter("order_word", words.order_status)
register.filter("status_tone", words.tone)
register.filter("headline", words.headline)
register.filter("status_word", words.account_status)
register.filter("kind_word", words.kind)
register.filter("why_not", words.why_not)
register.simple_tag(movement_rows)
register.filter("browser", words.browser)
register.filter("access_deed", deeds.access_deed)
register.filter("question", words.question)
register.filter("way_back", words.way_back)
register.filter("one_stop", dates.one_stop)
register.filter("picture", pictures.drawing)
register.filter("picture_name", pictures.name)


@register.filter
def money(cents: int) -> str:
    """Write `B/. 1,234.50`."""
    return str(Money(cents))


@register.filter
def available(cents: int) -> str:
    """Write what may be used: below the account's floor nothing may, and never less than that."""
    return str(Money(max(cents, 0)))


@register.filter
def dial(text: str) -> SafeString:
    """Make a link of the telephone to call, wherever a plain text names it."""
    house = slot.get()
    said = conditional_escape(text).replace(escape(house.cis_phone), house.phone)
    return mark_safe(said)  # noqa: S308 - escaped above; the link is ours


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon beside words that already say it; a screen reader passes over it."""
    return DRAWN[name]


@register.simple_tag
def mark() -> SafeString:
    """Draw the brand's mark: the two pines of the cooperative movement."""
    return mark_safe(icons.MARK)  # noqa: S308 - a constant of ours


@register.simple_tag
def asset(name: str) -> str:
    """Return the lasting address of one of our own files."""
    return assets.address(name)

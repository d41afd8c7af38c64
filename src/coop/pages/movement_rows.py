"""Rows of movements, written in one go: on a long page they are most of what it costs."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from coop.kernel import dates
from coop.kernel.money import NO_BREAK_SPACE, Money

ROW = (
    '<li><span class="name">{}</span><span class="num{}">{}</span>'
    '<span class="meta soft"><span>{}</span><span>{}{}</span></span></li>'
)
BALANCE = ' · {} <span class="num">{}</span>'


class Movement(Protocol):
    """A movement, as far as its row is concerned: cents from the holder's side."""

    @property
    def text(self) -> str:
        """What the books say of it."""

    @property
    def business_date(self) -> date:
        """The day that it belongs to."""

    @property
    def amount_cents(self) -> int:
        """In is positive, out negative."""

    @property
    def balance_cents(self) -> int | None:
        """The balance after it."""


def movement_rows(
    rows: Iterable[Movement], *, hidden: bool = False, balance: bool = False
) -> SafeString:
    """Draw a list of movements; `hidden` covers amounts, `balance` adds the balance after each.

    Only a movement's text is somebody else's, so only it is escaped: amounts, days and the words
    around them are written by us.
    """
    covered, word = gettext("oculto"), gettext("saldo")
    ways = {True: (" in", gettext("crédito")), False: ("", gettext("débito"))}

    def row(one: Movement) -> str:
        tone, way = ways[one.amount_cents > 0]
        amount = covered if hidden else signed(one.amount_cents)
        after = ""
        if balance and not hidden and one.balance_cents is not None:
            after = BALANCE.format(word, Money(one.balance_cents))
        return ROW.format(escape(one.text), tone, amount, dates.day(one.business_date), way, after)

    drawn = "".join(map(row, rows))
    return mark_safe(f'<ul class="rows">{drawn}</ul>')  # noqa: S308 - escaped above


def signed(cents: int) -> str:
    """Write `+ B/. 120.00`, or with a true minus sign: the sign stands apart from the symbol."""
    sign = "\N{MINUS SIGN}" if cents < 0 else "+"
    return f"{sign}{NO_BREAK_SPACE}{Money(abs(cents))}"

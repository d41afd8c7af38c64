"""Money: integer cents of the one currency (PAB, 1:1 with USD), read strictly, printed one way.

People write `1,234.50`. Django's localised fields would read `1234,50` as 123450, so reading is
done here, and whatever could mean two things is refused with words that say how to write it.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
SYMBOL = "B/."
LARGEST_CENTS = 10**15  # ten trillion balboas: beyond every real amount, far within bigint

_SPACES = " \t\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
_AMOUNT = re.compile(
    r"(?P<whole>[0-9]{1,32}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,10})(?:\.(?P<part>[0-9]{1,2}))?"
)
_COMMA_DECIMAL = re.compile(r"[0-9.]*[0-9],[0-9]{1,2}|[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]*)?")
_THREE_DECIMALS = re.compile(r"[0-9,]+\.[0-9]{3,}")
_MISGROUPED = re.compile(r"[0-9,]+(\.[0-9]{0,2})?")


class Unreadable(StrEnum):
    """Why a text is not an amount; `coop.pages` has the sentence for each."""

    EMPTY = "empty"
    COMMA_DECIMAL = "comma_decimal"
    GROUPING = "grouping"
    DECIMALS = "decimals"
    SIGN = "sign"
    TOO_LARGE = "too_large"
    NOT_AN_AMOUNT = "not_an_amount"


class MoneyUnreadable(ValueError):  # noqa: N818 - a family of its own, as in kernel.errors
    """The text is not an amount; `reason` says why."""

    def __init__(self, reason: Unreadable) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An exact amount. Sums and differences only: a rate never multiplies it without a rule."""

    cents: int

    @classmethod
    def parse(cls, text: str) -> "Money":
        """Read what a person typed: `1,234.50`, `1234.5`, `B/. 20`, `$20`. Never negative.

        Raises:
            MoneyUnreadable: with the reason; nothing is ever reinterpreted.
        """
        bare = text.strip(_SPACES)
        for symbol in (SYMBOL, "$"):
            if bare.startswith(symbol):
                bare = bare[len(symbol) :].lstrip(_SPACES)
                break
        match = _AMOUNT.fullmatch(bare)
        if match is None:
            raise MoneyUnreadable(_why(bare))
        part = (match["part"] or "").ljust(2, "0")
        cents = int(match["whole"].replace(",", "")) * 100 + int(part)
        if cents > LARGEST_CENTS:
            raise MoneyUnreadable(Unreadable.TOO_LARGE)
        return cls(cents)

    def plain(self) -> str:
        """Return `1234.50`: for form values, CSV and APIs."""
        sign = "-" if self.cents < 0 else ""
        return f"{sign}{abs(self.cents) // 100}.{abs(self.cents) % 100:02}"

    def typed(self) -> str:
        """Return `1,234.50`, as a person would type it into a form."""
        return str(self).removeprefix(f"{SYMBOL}{NO_BREAK_SPACE}")

    def __str__(self) -> str:
        """Return `B/. 1,234.50`, with a no-break space; a true minus sign before negatives."""
        sign = "\N{MINUS SIGN}" if self.cents < 0 else ""
        whole, part = divmod(abs(self.cents), 100)
        return f"{sign}{SYMBOL}{NO_BREAK_SPACE}{whole:,}.{part:02}"

    def __add__(self, other: "Money") -> "Money":
        return Money(self.cents + other.cents)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.cents - other.cents)

    def __neg__(self) -> "Money":
        return Money(-self.cents)


def _why(bare: str) -> Unreadable:
    if not bare:
        return Unreadable.EMPTY
    if bare[0] in "+-\N{MINUS SIGN}(":
        return Unreadable.SIGN
    if _COMMA_DECIMAL.fullmatch(bare):
        return Unreadable.COMMA_DECIMAL
    if _THREE_DECIMALS.fullmatch(bare):
        return Unreadable.DECIMALS
    if _MISGROUPED.fullmatch(bare) and "," in bare:
        return Unreadable.GROUPING
    return Unreadable.NOT_AN_AMOUNT

"""The life of an errand, and whether what a stranger typed about a product is on file; pure."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

ENOUGH_DIGITS = 6


class Status(StrEnum):
    """How far an errand has got."""

    ASKED = "asked"
    PROVED = "proved"
    DONE = "done"
    VOID = "void"


STEPS = frozenset(
    {
        (Status.ASKED, Status.PROVED),
        (Status.PROVED, Status.DONE),
        (Status.PROVED, Status.VOID),
    }
)
ENDS = frozenset({Status.DONE, Status.VOID})


def product_named(typed: str, numbers: Collection[str], *, whole: bool) -> bool:
    """Tell whether `typed` names one of the accounts.

    Args:
        typed: bare digits: a whole number, or its last six or more.
        numbers: the numbers that the person holds.
        whole: whether only a whole number will do.
    """
    if not typed:
        return False
    if typed in numbers:
        return True
    return not whole and len(typed) >= ENOUGH_DIGITS and any(n.endswith(typed) for n in numbers)


def facts_fit(
    *, typed_account: str, typed_birth: date | None, numbers: Collection[str], birth: date | None
) -> bool:
    """Tell whether account and birth date are the person's.

    Whose birth date is not on file (a company, an old record) names a whole account number.
    """
    if birth is None:
        return product_named(typed_account, numbers, whole=True)
    return typed_birth == birth and product_named(typed_account, numbers, whole=False)

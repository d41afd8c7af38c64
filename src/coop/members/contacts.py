"""E-mail addresses and Panamanian telephones, in the one form in which they are kept."""

import re
from typing import Literal

from coop.kernel.errors import Refused
from coop.kernel.text import clean
from coop.members.documents import form
from coop.notifications.rules import writable

COUNTRY_CODE = "+507"
TelephoneKind = Literal["mobile", "landline"]

_TELEPHONE_NOISE = re.compile(r"[\s().\-\N{EN DASH}\N{NON-BREAKING HYPHEN}]")


class EmailUnreadable(Refused):
    """The text is not an e-mail address."""

    code = "members.email_unreadable"


class TelephoneUnreadable(Refused):
    """The text is not a Panamanian telephone number."""

    code = "members.telephone_unreadable"


def email(text: str) -> str:
    """Return the address with its domain in lower case.

    Raises:
        EmailUnreadable: `members.email_unreadable`.
    """
    bare = clean(text)
    if not writable(bare):
        raise EmailUnreadable
    name, _, domain = bare.rpartition("@")
    return f"{name}@{domain.lower()}"


def telephone(text: str) -> str:
    """Return the number as `+50761234567`, from any usual way to write it.

    The operator is never derived from the number: numbers are portable between operators.

    Raises:
        TelephoneUnreadable: `members.telephone_unreadable`.
    """
    digits = _TELEPHONE_NOISE.sub("", clean(text))
    for prefix in (COUNTRY_CODE, "00507"):
        digits = digits.removeprefix(prefix)
    if len(digits) in {10, 11}:
        digits = digits.removeprefix("507")
    if not (form("celular_pa").fullmatch(digits) or form("fijo_pa").fullmatch(digits)):
        raise TelephoneUnreadable
    return COUNTRY_CODE + digits


def telephone_kind(number: str) -> TelephoneKind:
    """Tell a mobile number from a landline, of a number in its kept form."""
    bare = number.removeprefix(COUNTRY_CODE)
    return "mobile" if form("celular_pa").fullmatch(bare) else "landline"


def telephone_shown(number: str) -> str:
    """Return `6123-4567` or `205-0911`, of a number in its kept form."""
    bare = number.removeprefix(COUNTRY_CODE)
    return f"{bare[:-4]}-{bare[-4:]}"

"""Roles, names, and the first administrator's link; pure."""

import hmac
import re
import unicodedata
from collections.abc import Collection
from enum import StrEnum
from hashlib import sha256

from coop.kernel.text import clean, fold

OPERATOR = "operator"
"""How the trail names whoever runs the operator's own commands."""
FIRST_LINK_LENGTH = 26  # Crockford characters: 130 bits
SHORTEST_NAME, LONGEST_NAME = 3, 60
_LETTERS = frozenset("ÆæŒœØøŁłĐđÐðÞþß")  # Latin ones that are no plain letter with a mark
_BETWEEN = frozenset(" .,'-0123456789\N{RIGHT SINGLE QUOTATION MARK}")
_NOT_CODE = re.compile(r"[^0-9A-Z]+")
_MISREAD = str.maketrans("ILO", "110")


class Role(StrEnum):
    """What one of the staff may do; several may be held at once."""

    CIS = "cis"
    PLATAFORMA = "plataforma"
    OPERATIONS = "operations"
    AUDITOR = "auditor"
    ADMIN = "admin"


SERVES = frozenset({Role.CIS, Role.PLATAFORMA})
"""Serve members by telephone and at the branch."""
DECIDES_FACTORS = frozenset({Role.OPERATIONS})
DECIDES_ROLES = frozenset({Role.ADMIN, Role.OPERATIONS})


def staff_name(typed: str) -> str | None:
    """Return the full name, cleaned (3 to 60 Latin letters), or None if it cannot be one.

    One alphabet only, and no signs of sound: two people whose names look alike would otherwise
    be taken for each other by members and colleagues.
    """
    name = clean(typed)
    if not SHORTEST_NAME <= len(name) <= LONGEST_NAME or not _latin(name[0]):
        return None
    return name if all(_latin(sign) or sign in _BETWEEN for sign in name) else None


def _latin(sign: str) -> bool:
    """Tell whether it is a letter from A to Z, with or without a mark, or one of a few others."""
    bare = "".join(c for c in unicodedata.normalize("NFD", sign) if not unicodedata.combining(c))
    return sign in _LETTERS or (len(bare) == 1 and bare.isascii() and bare.isalpha())


def staff_username(name: str) -> str:
    """Return the user name of one of the staff: with a sign that no member's may hold."""
    return f"staff/{fold(name)}"


def bare_code(typed: str) -> str:
    """Return a typed or pasted code without spaces and hyphens, in capitals, as it was made."""
    return _NOT_CODE.sub("", typed.upper().translate(_MISREAD))


def seal_first_link(*, secret: str, expires: int, key: str) -> str:
    """Return what the settings keep of the link: when it ends, and a keyed hash (HMAC-SHA-256).

    Args:
        secret: the characters behind the link's `#`.
        expires: Unix seconds.
        key: the operator's secret key.
    """
    content = f"coop first administrator\0{expires}\0{secret}".encode()
    return f"{expires}.{hmac.new(key.encode(), content, sha256).hexdigest()}"


def opens_first_link(*, sealed: str, typed: str, now: int, key: str) -> bool:
    """Tell whether what was typed is the link's secret, and the link still lives."""
    expires = sealed.partition(".")[0]
    if not (expires.isascii() and expires.isdigit()):
        return False
    made = seal_first_link(secret=bare_code(typed), expires=int(expires), key=key)
    return hmac.compare_digest(made, sealed) and now < int(expires)


def roles_of(given: Collection[str]) -> frozenset[Role]:
    """Return the known roles among some words."""
    return frozenset(role for role in Role if role.value in given)

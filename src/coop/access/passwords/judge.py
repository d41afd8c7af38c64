"""Judge a password that a person chooses."""

import gzip
from collections.abc import Collection
from functools import cache
from importlib import resources

from coop.access.ports import slot
from coop.access.rules import PasswordFlaw, joined_from, normal_password, password_flaw
from coop.kernel.errors import Refused
from coop.kernel.text import fold


class PasswordRefused(Refused):
    """The password would be guessed early; `flaw` says why (a `rules.PasswordFlaw`)."""

    code = "access.password_refused"


def chosen(password: str, *, names: Collection[str]) -> str:
    """Return the password in its normal form if it may be chosen.

    Args:
        password: as typed.
        names: the person's and the user's own names.

    Raises:
        PasswordRefused: `access.password_refused` with `flaw`.
    """
    normal = normal_password(password)
    flaw = password_flaw(normal, common=common_words(), own_words=[*names, *slot.get().own_words])
    if flaw is None and joined_from(fold(normal), breached()):
        flaw = PasswordFlaw.COMMON
    if flaw is not None:
        raise PasswordRefused(flaw=flaw.value)
    return normal


@cache
def breached() -> frozenset[str]:
    """Return the 20,000 passwords met most often in breaches, folded, as Django ships them."""
    packed = (resources.files("django.contrib.auth") / "common-passwords.txt.gz").read_bytes()
    return frozenset(fold(line) for line in gzip.decompress(packed).decode("utf-8").splitlines())


@cache
def common_words() -> frozenset[str]:
    """Return the block list, folded: `common_words.txt`, one a line."""
    text = (resources.files(__package__) / "common_words.txt").read_text(encoding="utf-8")
    return frozenset(
        "".join(c for c in fold(line) if c.isalnum())
        for line in text.splitlines()
        if line and not line.startswith("#")
    )

"""What a user name and a password must be, and how a code is read; pure."""

import re
import unicodedata
from collections.abc import Collection
from enum import StrEnum

from coop.kernel.text import fold

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 256
_USERNAME = re.compile(r"[a-z0-9](?:[a-z0-9]|[._-](?=[a-z0-9])){3,29}")
_SHORTEST_WORD = 4
_FEW_CHARACTERS = 4
_CODE = re.compile(r"[0-9]{6}")
_CODE_SPACES = " \t\r\n\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}-"
_RUNS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_LEET = str.maketrans("0134578@$!", "oieastbasi")


class PasswordFlaw(StrEnum):
    """Why a password is refused; `coop.pages` has the sentence for each."""

    SHORT = "short"
    LONG = "long"
    COMMON = "common"
    OWN_WORDS = "own_words"
    REPEATED = "repeated"


def username_of(typed: str) -> str | None:
    """Return the folded user name (4-30 of a-z, 0-9, inner `._-`), or None if it cannot be one."""
    folded = fold(typed)
    return folded if _USERNAME.fullmatch(folded) else None


def normal_password(typed: str) -> str:
    """Return the password in NFC (SP 800-63B-4, 3.1.1.2): the same whichever keyboard made it."""
    return unicodedata.normalize("NFC", typed)


def password_flaw(
    password: str, *, common: Collection[str], own_words: Collection[str]
) -> PasswordFlaw | None:
    """Return why `password` cannot be chosen, or None. No rule asks for kinds of characters.

    Args:
        password: as `normal_password` returns it.
        common: folded words that are tried first.
        own_words: names of the person, the user and the cooperative.
    """
    if len(password) < SHORTEST_PASSWORD:
        return PasswordFlaw.SHORT
    if len(password) > LONGEST_PASSWORD:
        return PasswordFlaw.LONG
    bare = "".join(c for c in fold(password) if c.isalnum())
    if _repeats(bare):
        return PasswordFlaw.REPEATED
    own = {
        word for given in own_words for word in fold(given).split() if len(word) >= _SHORTEST_WORD
    }
    if _made_of(bare, {"".join(c for c in word if c.isalnum()) for word in own}):
        return PasswordFlaw.OWN_WORDS
    if _made_of(bare, common):
        return PasswordFlaw.COMMON
    return None


def code_of(typed: str) -> str | None:
    """Return the six ASCII digits of a pasted code (`123 456` too), or None."""
    bare = typed.translate(dict.fromkeys(map(ord, _CODE_SPACES)))
    return bare if _CODE.fullmatch(bare) else None


def _repeats(bare: str) -> bool:
    """Few different characters, a short piece again and again, or a run of the keyboard."""
    if len(set(bare)) < _FEW_CHARACTERS:
        return True
    if any(bare == (bare[:n] * len(bare))[: len(bare)] for n in range(1, 5)):
        return True
    runs = [run + run for run in _RUNS] + [run[::-1] + run[::-1] for run in _RUNS]
    return any(bare in run for run in runs)


def _made_of(bare: str, words: Collection[str]) -> bool:
    """Tell whether, with listed words and digits taken away, less than half a password is left."""
    for form in {bare, bare.translate(_LEET)}:
        if form in words:
            return True
        rest = form
        found = [word for word in words if len(word) >= _SHORTEST_WORD and word in form]
        for word in sorted(found, key=len, reverse=True):
            rest = rest.replace(word, "")
        if rest != form and len(rest.strip("0123456789")) < SHORTEST_PASSWORD // 3:
            return True
    return False

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
_CONTACT_CODE = re.compile(r"[0-9]{8}")
ONE_TIME_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ONE_TIME_CODE = re.compile(f"[{ONE_TIME_ALPHABET}]{{16}}")
_LOOKALIKES = str.maketrans("OIL", "011")
_CODE_SPACES = " \t\r\n\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}-"
_RUNS = ("abcdefghijklmnopqrstuvwxyz", "0123456789", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_LEET = str.maketrans("0134578@$!", "oieastbasi")


class PasswordFlaw(StrEnum):
    """Why a password is refused; `coop.pages` has the sentence for each."""

    SHORT = "short"
    LONG = "long"
    COMMON = "common"
    OWN_WORDS = "own_words"
    REPEATED = "repeated"
    SAME = "same"


class WaryReason(StrEnum):
    """Why a sign-in is unusual."""

    NEW_DEVICE = "new_device"
    ODD_HOUR = "odd_hour"
    FAILURES = "failures"


NIGHT = range(5)  # midnight to 4:59


def odd_hour(hour: int, seen: Collection[int]) -> bool:
    """Tell whether somebody who came in at the hours `seen` never does near `hour` of the night."""
    near = {(hour - 1) % 24, hour, (hour + 1) % 24}
    return hour in NIGHT and not near & set(seen)


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
    folded = fold(password)
    if _repeats(folded):
        return PasswordFlaw.REPEATED
    own = {word for given in own_words for word in fold(given).split()}
    if _made_of(folded, {_bare(word) for word in own if len(word) >= _SHORTEST_WORD}):
        return PasswordFlaw.OWN_WORDS
    if _made_of(folded, common):
        return PasswordFlaw.COMMON
    return None


def joined_from(folded: str, known: Collection[str]) -> bool:
    """Tell whether a password is one of `known`, or two of them one after the other.

    Guessers join what they know: of the listed passwords only some two hundred are as long as ours
    must be, while their pairs are hundreds of millions (ASVS 5.0, 6.2.4).
    """
    bare = folded.replace(" ", "")
    pairs = ((bare[:cut], bare[cut:]) for cut in range(1, len(bare)))
    return folded in known or any(one in known and two in known for one, two in pairs)


def code_of(typed: str) -> str | None:
    """Return the six ASCII digits of a pasted code (`123 456` too), or None."""
    bare = typed.translate(dict.fromkeys(map(ord, _CODE_SPACES)))
    return bare if _CODE.fullmatch(bare) else None


def contact_code_of(typed: str) -> str | None:
    """Return the eight ASCII digits of a mailed code (`1234 5678` too), or None."""
    bare = typed.translate(dict.fromkeys(map(ord, _CODE_SPACES)))
    return bare if _CONTACT_CODE.fullmatch(bare) else None


def one_time_code_of(typed: str) -> str | None:
    """Return the sixteen characters of a code typed from paper, or None.

    Case, spaces and hyphens do not matter, and letters that look like digits are read as them
    (Crockford's base 32).
    """
    bare = typed[:64].translate(dict.fromkeys(map(ord, _CODE_SPACES))).upper()
    plain = bare.translate(_LOOKALIKES)
    return plain if _ONE_TIME_CODE.fullmatch(plain) else None


def _bare(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _repeats(folded: str) -> bool:
    """Few different characters, a short piece again and again, or a run of the keyboard."""
    if len(set(folded)) < _FEW_CHARACTERS:
        return True
    if any(folded == (folded[:n] * len(folded))[: len(folded)] for n in range(1, 5)):
        return True
    bare = _bare(folded)
    ways = [way * 3 for run in _RUNS for way in (run, run[::-1])]
    return len(bare) >= SHORTEST_PASSWORD and any(bare in way for way in ways)


def _made_of(folded: str, words: Collection[str]) -> bool:
    """Tell whether listed words, with digits and signs around them, are most of the password."""
    core = folded.strip("0123456789 .,;:_-+*#!?()")
    for form in {_bare(folded), _bare(core.translate(_LEET))}:
        rest = form
        found = [word for word in words if len(word) >= _SHORTEST_WORD and word in form]
        for word in sorted(found, key=len, reverse=True):
            rest = rest.replace(word, "")
        if found and len(rest.strip("0123456789")) < SHORTEST_PASSWORD // 3:
            return True
    return False

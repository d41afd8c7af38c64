"""What people type, made safe to keep and easy to compare."""

import unicodedata

SHOWN_DIGITS = 4
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def clean(text: str) -> str:
    """Return `text` in NFC, without control, zero-width or bidi characters, spaces made single."""
    normal = unicodedata.normalize("NFC", text)
    kept = "".join(
        " " if c in "\t\n\r" else c
        for c in normal
        if c in "\t\n\r" or unicodedata.category(c) not in _DROPPED
    )
    return " ".join(kept.split())


def fold(text: str) -> str:
    """Return `text` as it is compared and searched: no case, no accents, single spaces.

    Ñ folds to n as well: people search for `Munoz`. The PostgreSQL of the wheel has no Spanish
    collation and no unaccent, so columns that are searched or sorted keep this form.
    """
    lowered = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return clean("".join(c for c in lowered if not unicodedata.combining(c)))


def unbroken(text: str) -> str:
    """Return a number whose hyphens break no line, for reading: not for keeping or comparing."""
    return text.replace("-", "\N{NON-BREAKING HYPHEN}")


def masked(number: str) -> str:
    """Return an account's number as everybody reads it: dots and its last four, `••4821`."""
    return f"••{number[-SHOWN_DIGITS:]}"

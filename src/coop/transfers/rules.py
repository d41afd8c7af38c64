"""Pure decisions about transfers: what can be asked, and the words on both accounts."""

from coop.kernel.money import LARGEST_CENTS
from coop.kernel.text import clean
from coop.members.rules import PersonName

LONGEST_MEMO = 80
LONGEST_WORDS = 40
MOST_CENTS = LARGEST_CENTS // 10


def memo_of(typed: str) -> str | None:
    """Return the memo to keep, or None if it is too long."""
    if len(typed) > LONGEST_MEMO * 8:
        return None
    memo = clean(typed)
    return memo if len(memo) <= LONGEST_MEMO else None


def short_name(name: PersonName) -> str:
    """Return `Rubén C.`: what the other side's movements show; a company's name whole."""
    if not name.family:
        return name.given[:LONGEST_WORDS].rstrip()
    return f"{name.first} {name.family[0]}."[:LONGEST_WORDS]


def sent_text(to: str, memo: str) -> str:
    """Return the words on the origin's movement."""
    return _with_memo(f"Transferencia a {to}", memo)


def received_text(sender: str, memo: str) -> str:
    """Return the words on the destination's movement."""
    return _with_memo(f"De {sender}", memo)


def _with_memo(words: str, memo: str) -> str:
    return f"{words} · {memo}" if memo else words

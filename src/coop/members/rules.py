"""Decisions about people: whose name was typed, and who is of age."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from coop.kernel.text import fold

Match = Literal["match", "close", "none"]
FULL_AGE = 18
SHORTEST_WORD = 2
SHORTEST_WITH_TYPO = 4
LONG_WORD = 8
MOST_SLIPS = 2
LARGEST_NAME_WORDS = 12

_WORD = re.compile(r"[^\W_]+")
_PARTICLES = frozenset({"de", "del", "la", "las", "los", "el", "y", "e", "da", "do", "dos", "di"})
_LEGAL_FORMS = frozenset({"sa", "s", "a", "rl", "r", "l", "inc", "corp", "ltd", "cia"})


@dataclass(frozen=True, slots=True)
class PersonName:
    """A registered name; a company has no family names."""

    given: str
    family: str = ""

    def __str__(self) -> str:
        return f"{self.given} {self.family}".strip()

    @property
    def first(self) -> str:
        """The first given name, for a greeting."""
        return self.given.split(" ", 1)[0]


def is_minor(birth_date: date | None, on: date) -> bool:
    """Tell whether a person is under eighteen on a date; unknown birth dates count as of age."""
    if birth_date is None:
        return False
    had_birthday = (on.month, on.day) >= (birth_date.month, birth_date.day)
    return on.year - birth_date.year - (not had_birthday) < FULL_AGE


def name_match(typed: str, registered: PersonName | str) -> Match:
    """Tell whether `typed` names the registered holder.

    Order, case, accents, particles (`de la`) and further registered names do not matter. One given
    and one family name, both exact, are a match; a small slip or one word too many is close. One
    word alone never matches a person, so that surnames cannot be tried one by one. Registered as
    plain text, or a company: two exact words are a match.

    Args:
        typed: what the payer believes the holder is called.
        registered: the holder's name, given and family apart where they are known.
    """
    if isinstance(registered, str):
        registered = PersonName(registered)
    company = not registered.family
    given, family = _words(registered.given, company), _words(registered.family, company)
    words = _words(typed, company)
    whole = [word for word in words if len(word) >= SHORTEST_WORD]
    fewest = min(2, len(given) + len(family))
    if not words or len(words) > LARGEST_NAME_WORDS or len(whole) < fewest or not fewest:
        return "none"
    # A word may stand among the given and the family names: try it as either.
    said = {_verdict(words, given, family, fewest), _verdict(words, family, given, fewest)}
    return "match" if "match" in said else "close" if "close" in said else "none"


def _verdict(words: list[str], one: list[str], other: list[str], fewest: int) -> Match:
    border = len(one)
    exact, slips, left = _assigned(words, one + other, border)
    names = exact | slips
    covered = (not one or any(at < border for at in names)) and (
        not other or any(at >= border for at in names)
    )
    if not covered or len(names) < fewest:
        return "none"
    wrong = len(slips) + len(left)
    if wrong == 0:
        return "match"
    return "close" if wrong == 1 else "none"


def _words(text: str, company: bool) -> list[str]:
    """Return the words that count, sorted, so that their order cannot matter."""
    dropped = _PARTICLES | _LEGAL_FORMS if company else _PARTICLES
    found = _WORD.findall(
        fold(text).replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
    )
    kept = [word for word in found if word not in dropped]
    return sorted(kept)


def _assigned(
    typed: list[str], names: list[str], border: int
) -> tuple[set[int], set[int], list[str]]:
    """Give each typed word its own registered word: exactly, as an initial, or with a slip.

    Returns the registered words met exactly and with a slip, by place, and the typed words left.
    """
    free = set(range(len(names)))
    exact: set[int] = set()
    slips: set[int] = set()
    rest: list[str] = []
    for word in typed:
        same = [at for at in sorted(free) if names[at] == word]
        sides = {at < border for at in exact}
        at = min(same, key=lambda at: (at < border) in sides, default=None)
        if at is None:
            rest.append(word)
        else:
            exact.add(at)
            free.discard(at)
    left: list[str] = []
    for word in rest:
        if len(word) < SHORTEST_WORD:
            at = next((at for at in sorted(free) if names[at].startswith(word)), None)
            if at is None:
                left.append(word)
            else:
                free.discard(at)
            continue
        near = [(_distance(word, names[at]), at) for at in free if _near(word, names[at])]
        if near:
            at = min(near)[1]
            slips.add(at)
            free.discard(at)
        else:
            left.append(word)
    return exact, slips, left


def _near(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    if shorter < SHORTEST_WITH_TYPO or abs(len(one) - len(other)) > MOST_SLIPS:
        return False
    return _distance(one, other) <= (MOST_SLIPS if shorter >= LONG_WORD else 1)


def _distance(one: str, other: str) -> int:
    """Count the letters to change, add, drop or swap with the next (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]

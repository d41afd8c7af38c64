"""Compare the books with their seals: `coop ledger verify`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from coop.audit.queries import trail
from coop.kernel import db
from coop.ledger.seal import SEALED, SEALER

PART_ENTRIES = 256

_SUSPECTS = """
SELECT e.number, e.id, g.why FROM (
    SELECT p.entry_id, CASE
        WHEN e.id IS NULL THEN 'its entry is missing'
        WHEN e.business_date <> p.business_date THEN 'dates differ'
        WHEN sum(p.amount_cents) OVER w <> 0 THEN 'does not sum to zero'
        WHEN e.account_ids <> array_agg(p.account_id) OVER w THEN 'accounts differ'
        WHEN e.digest <> sha256(convert_to(ROW(e.kind, e.reference,
            array_agg(p.account_id) OVER w, array_agg(p.amount_cents) OVER w,
            array_agg(p.text) OVER w)::text, 'UTF8')) THEN 'content differs from its digest'
        END AS why
    FROM ledger_posting p LEFT JOIN ledger_entry e ON e.id = p.entry_id
    WHERE p.id BETWEEN %s AND %s
    WINDOW w AS (PARTITION BY p.entry_id ORDER BY p.id
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
) AS g LEFT JOIN ledger_entry e ON e.id = g.entry_id
WHERE g.why IS NOT NULL GROUP BY e.number, e.id, g.why ORDER BY e.number LIMIT 5
"""


_CHAINS = """
SELECT number, business_date, encode(chain, 'hex') FROM ledger_seal ORDER BY number
"""
_DAYS = """
SELECT coalesce(max(s.business_date) + 1, min(d.opening_date)), min(d.business_date) - 1
FROM ledger_day d LEFT JOIN ledger_seal s ON s.business_date IS NOT NULL
"""
_LOADS = """
SELECT l.first_number, l.last_number FROM ledger_load l WHERE NOT EXISTS (
    SELECT FROM ledger_seal s WHERE s.business_date IS NULL AND s.first_number = l.first_number)
ORDER BY l.id
"""
_OPEN = (
    "has no seal; the clock gives it within a minute, so either it stood still or seals are gone"
)
_OTHER = "the audit trail kept another seal of this number: it was made anew"
_GONE = "the audit trail kept this seal, and it is gone"


@dataclass(frozen=True, slots=True)
class Tampering:
    """A seal that the rows no longer fit: which day (None for loaded history) and which rows.

    The seal that is missing at the end has the number that it would have.
    """

    seal: int
    business_date: date | None
    detail: str

    def __str__(self) -> str:
        day = f"day {self.business_date}" if self.business_date else "loaded history"
        return f"seal {self.seal}, {day}: {self.detail}"


@dataclass(frozen=True, slots=True)
class Verification:
    """What `verify` found."""

    seals: int
    last_day: date | None
    tamperings: list[Tampering]

    @property
    def right(self) -> bool:
        """Tell whether all that is closed is sealed, and every sealed row as it was sealed."""
        return not self.tamperings

    def __str__(self) -> str:
        until = f" until {self.last_day}" if self.last_day else ""
        if self.right:
            seals = "1 seal" if self.seals == 1 else f"{self.seals} seals"
            holds = "holds" if self.seals == 1 else "hold"
            return f"{seals}{until} {holds}: no sealed row has changed."
        lines = [f"{len(self.tamperings)} of the sealed parts do not hold:"]
        return "\n".join([*lines, *(f"  {tampering}" for tampering in self.tamperings)])


def verify(*, progress: Callable[[int, int], None] | None = None) -> Verification:
    """Compute every seal again from the rows and say where one no longer fits.

    Also: what is closed and has no seal, and seals that are not the ones the audit trail kept.

    Args:
        progress: called with how many seals are done and how many there are.
    """
    seals = db.fetch_all(_CHAINS)
    found: list[Tampering] = []
    for done, (number, day, _) in enumerate(seals, 1):
        if done != number:
            found.append(Tampering(number, day, "a seal before this one is missing"))
        for part, wrong in db.fetch_all("SELECT part, wrong FROM ledger_check_seal(%s)", [number]):
            found.append(Tampering(number, day, _detail(part, wrong)))
        if progress:
            progress(done, len(seals))
    found += _unsealed(len(seals) + 1)
    found += _kept_otherwise({number: chain for number, _, chain in seals})
    days = [day for _, day, _ in seals if day]
    return Verification(len(seals), max(days, default=None), found)


def _unsealed(following: int) -> Iterator[Tampering]:
    """Tell what is closed and not sealed: a load of history, or the days after the last seal."""
    for first, last in db.fetch_all(_LOADS):
        yield Tampering(following, None, f"the load of entries {first} to {last} {_OPEN}")
    first, last = db.fetch_one(_DAYS)
    if first <= last:
        closed = f"closed, and {_OPEN}" if first == last else f"closed until {last}, and {_OPEN}"
        yield Tampering(following, first, closed)


def _kept_otherwise(present: Mapping[int, str]) -> Iterator[Tampering]:
    """Tell which seals are not the ones that the audit trail kept when they were made."""
    before: int | None = None
    while kept := trail(actor=SEALER, before=before):
        for entry in kept:
            number = int(entry.subject)
            if entry.action == SEALED and present.get(number) != entry.data["chain"]:
                day = date.fromisoformat(entry.data["day"]) if entry.data["day"] else None
                yield Tampering(number, day, _OTHER if number in present else _GONE)
        before = kept[-1].id


def _detail(part: int | None, wrong: str) -> str:
    if part is None:
        return "the seal itself, or one before it, was changed"
    first = part * PART_ENTRIES
    place = f"entries number {first} to {first + PART_ENTRIES - 1} {wrong}"
    suspects = db.fetch_all(_SUSPECTS, [first * 1024, (first + PART_ENTRIES) * 1024 - 1])
    if not suspects:
        return place
    return f"{place}; " + "; ".join(f"entry {number} {eid}: {why}" for number, eid, why in suspects)

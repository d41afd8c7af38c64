"""Compare the books with their seals: `coop ledger verify`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from coop.kernel import db

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


@dataclass(frozen=True, slots=True)
class Tampering:
    """A seal that the rows no longer fit: which day (None for loaded history) and which rows."""

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
        """Tell whether every sealed row is as it was sealed."""
        return not self.tamperings

    def __str__(self) -> str:
        until = f" until {self.last_day}" if self.last_day else ""
        if self.right:
            return f"{self.seals} seals{until} hold: no sealed row has changed."
        lines = [f"{len(self.tamperings)} of the sealed parts do not hold:"]
        return "\n".join([*lines, *(f"  {tampering}" for tampering in self.tamperings)])


def verify(*, progress: Callable[[int, int], None] | None = None) -> Verification:
    """Compute every seal again from the rows and say where one no longer fits.

    Args:
        progress: called with how many seals are done and how many there are.
    """
    seals = db.fetch_all("SELECT number, business_date FROM ledger_seal ORDER BY number")
    found: list[Tampering] = []
    for done, (number, day) in enumerate(seals, 1):
        if done != number:
            found.append(Tampering(number, day, "a seal before this one is missing"))
        for part, wrong in db.fetch_all("SELECT part, wrong FROM ledger_check_seal(%s)", [number]):
            found.append(Tampering(number, day, _detail(part, wrong)))
        if progress:
            progress(done, len(seals))
    days = [day for _, day in seals if day]
    return Verification(len(seals), max(days, default=None), found)


def _detail(part: int | None, wrong: str) -> str:
    if part is None:
        return "the seal itself, or one before it, was changed"
    first = part * PART_ENTRIES
    place = f"entries number {first} to {first + PART_ENTRIES - 1} {wrong}"
    suspects = db.fetch_all(_SUSPECTS, [first * 1024, (first + PART_ENTRIES) * 1024 - 1])
    if not suspects:
        return place
    return f"{place}; " + "; ".join(f"entry {number} {eid}: {why}" for number, eid, why in suspects)

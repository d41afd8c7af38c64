"""Post many entries in one call."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from coop.kernel import db
from coop.kernel.errors import Problem
from coop.ledger.legs import Leg
from coop.ledger.outcomes import problem
from coop.ledger.post import Posted

MOST = 10_000

DOOR = """
SELECT outcome, day, instant, culprit, available FROM ledger_post_batch(
    %s::uuid[], %s::text[], %s::text[], %s::int[], %s::bigint[], %s::bigint[], %s::text[])
ORDER BY item
"""


@dataclass(frozen=True, slots=True)
class BatchEntry:
    """One entry of a batch, with the id its maker gave it."""

    entry_id: UUID
    kind: str
    legs: Sequence[Leg]
    reference: str = ""


def post_batch(*, entries: Sequence[BatchEntry]) -> list[Posted | Problem]:
    """Post up to 10,000 entries in their order; return for each its `Posted` or its problem.

    The guarantees are those of `post`. A refused item leaves no trace and the others go on; the
    caller decides what a problem of an item means and raises it or not. About 2,000 entries a call
    keep the members' postings fast while a long job runs; commit between calls.
    """
    if not entries:
        return []
    if len(entries) > MOST:
        message = f"a batch has at most {MOST} entries, not {len(entries)}"
        raise ValueError(message)
    flat = [(place, leg) for place, entry in enumerate(entries, 1) for leg in entry.legs]
    rows = db.fetch_all(
        DOOR,
        [
            [entry.entry_id for entry in entries],
            [entry.kind for entry in entries],
            [entry.reference for entry in entries],
            [place for place, _ in flat],
            [leg.account_id for _, leg in flat],
            [leg.amount_cents for _, leg in flat],
            [leg.text for _, leg in flat],
        ],
    )
    return [_answer(entry.entry_id, row) for entry, row in zip(entries, rows, strict=True)]


def _answer(entry_id: UUID, row: db.Row) -> Posted | Problem:
    outcome, day, instant, culprit, available = row
    if outcome not in {"posted", "repeated"}:
        return problem(outcome, culprit, available)
    return Posted(entry_id, day, instant, repeated=outcome == "repeated")

"""Post one entry, whole and once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from coop.kernel import db
from coop.ledger.legs import Leg
from coop.ledger.outcomes import (
    AccountNotOpen,
    AccountUnknown,
    EntryConflict,
    NotEnoughFunds,
    PostingsStopped,
    Unbalanced,
    problem,
)

__all__ = [
    "AccountNotOpen",
    "AccountUnknown",
    "EntryConflict",
    "NotEnoughFunds",
    "Posted",
    "PostingsStopped",
    "Unbalanced",
    "post",
]

DOOR = """
SELECT outcome, day, instant, culprit, available FROM ledger_post(
    %s::uuid, %s, %s, %s::bigint[], %s::bigint[], %s::text[], %s::uuid)
"""


@dataclass(frozen=True, slots=True)
class Posted:
    """An entry in the books; `repeated` when it was there before this call."""

    entry_id: UUID
    business_date: date
    posted_at: datetime
    repeated: bool


def post(
    *,
    entry_id: UUID,
    kind: str,
    legs: Sequence[Leg],
    reference: str = "",
) -> Posted:
    """Post an entry under the id its maker gave it; the same id and content answer the same.

    It runs in the caller's transaction, or is one by itself. A transaction should post once (or by
    `post_batch`): two posts may take their accounts in orders that wait for each other.

    Args:
        entry_id: made by the client, UUIDv7; repeating it is always safe.
        kind: what it is, such as `transfer_own`.
        legs: two to 1,024, summing to zero.
        reference: the public id of what caused it.

    Raises:
        NotEnoughFunds: `ledger.not_enough_funds`.
        AccountNotOpen: `ledger.account_not_open`.
        AccountUnknown: `ledger.account_unknown`.
        EntryConflict: `ledger.entry_conflict`.
        Unbalanced: `ledger.unbalanced`.
        PostingsStopped: `ledger.postings_stopped`.
    """
    return send(entry_id=entry_id, kind=kind, legs=legs, reference=reference, hold_id=None)


def send(
    *, entry_id: UUID, kind: str, legs: Sequence[Leg], reference: str, hold_id: UUID | None
) -> Posted:
    """Call the door; `post` and `capture` share it."""
    row = db.fetch_one(
        DOOR,
        [
            entry_id,
            kind,
            reference,
            [leg.account_id for leg in legs],
            [leg.amount_cents for leg in legs],
            [leg.text for leg in legs],
            hold_id,
        ],
    )
    return answer(entry_id, row)


def answer(entry_id: UUID, row: db.Row) -> Posted:
    """Turn the door's row into `Posted`, or raise what its outcome means."""
    outcome, day, instant, culprit, available = row
    if outcome not in {"posted", "repeated"}:
        raise problem(outcome, culprit, available)
    return Posted(entry_id, day, instant, repeated=outcome == "repeated")

"""Record that something is about to be sent outside for a hold."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from coop.kernel import db
from coop.ledger.outcomes import problem


@dataclass(frozen=True, slots=True)
class Attempt:
    """The first attempt for a hold; `first` when it is this call's, which then may send."""

    key: str
    attempted_at: datetime
    first: bool


def attempt(*, hold_id: UUID, key: str) -> Attempt:
    """Record the idempotency key before sending; commit, then send only if `first`.

    Whoever finds an attempt that is not theirs inquires with its key and never sends again.

    Raises:
        HoldUnknown: `ledger.hold_unknown`.
        HoldNotOpen: `ledger.hold_not_open`.
    """
    outcome, first_key, first_at = db.fetch_one(
        "SELECT outcome, first_key, first_at FROM ledger_attempt_hold(%s::uuid, %s)",
        [hold_id, key],
    )
    if outcome not in {"attempted", "attempted_before"}:
        raise problem(outcome)
    return Attempt(first_key, first_at, first=outcome == "attempted")

"""Give held money back."""

from typing import Literal
from uuid import UUID

from coop.kernel import db
from coop.ledger.outcomes import problem


def release(
    *, hold_id: UUID, because: Literal["cancelled", "answer", "settlement", "staff"]
) -> bool:
    """End a hold without an entry; return False when it had ended so before.

    A hold with an attempt ends only by an answer, the settlement file or two of the staff (whose
    approval the caller has consumed).

    Raises:
        HoldUnknown: `ledger.hold_unknown`.
        HoldNotOpen: `ledger.hold_not_open`, it was captured.
        HoldAwaitsAnswer: `ledger.hold_awaits_answer`.
    """
    (outcome,) = db.fetch_one("SELECT ledger_release_hold(%s::uuid, %s)", [hold_id, because])
    if outcome not in {"released", "repeated"}:
        raise problem(outcome)
    return bool(outcome == "released")

"""Reserve money for an answer that is awaited."""

from datetime import datetime
from uuid import UUID

from coop.kernel import db
from coop.ledger.outcomes import HoldConflict, problem


def hold(
    *, hold_id: UUID, account_id: int, amount_cents: int, expires_at: datetime, reference: str = ""
) -> bool:
    """Reserve an amount of a member's account; return False when this hold was there before.

    Args:
        hold_id: made by the client, UUIDv7; repeating it is always safe.
        account_id: a member account.
        amount_cents: positive.
        expires_at: instant of the business clock after which it ends by itself, unless an attempt
            to use it was recorded. Until it ends it can be captured.
        reference: the public id of what caused it.

    Raises:
        NotEnoughFunds: `ledger.not_enough_funds`.
        AccountNotOpen: `ledger.account_not_open`.
        AccountUnknown: `ledger.account_unknown`.
        HoldConflict: `ledger.hold_conflict`.
        PostingsStopped: `ledger.postings_stopped`.
    """
    outcome, available = db.fetch_one(
        "SELECT outcome, available FROM ledger_place_hold(%s::uuid, %s, %s, %s, %s)",
        [hold_id, account_id, amount_cents, expires_at, reference],
    )
    if outcome == "conflict":
        raise HoldConflict
    if outcome not in {"placed", "repeated"}:
        raise problem(outcome, account_id, available)
    return bool(outcome == "placed")

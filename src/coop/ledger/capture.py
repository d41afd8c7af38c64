"""Turn a hold into an entry."""

from collections.abc import Sequence
from uuid import UUID

from coop.ledger.legs import Leg
from coop.ledger.post import Posted, send


def capture(
    *, hold_id: UUID, entry_id: UUID, kind: str, legs: Sequence[Leg], reference: str = ""
) -> Posted:
    """Post the entry that the money was held for, and end the hold; what is left over is free.

    The entry takes from the held account at most what was held.

    Raises:
        HoldNotOpen: `ledger.hold_not_open`.
        HoldMismatch: `ledger.hold_mismatch`.
        AccountNotOpen: `ledger.account_not_open`, and the others of `post`.
    """
    return send(entry_id=entry_id, kind=kind, legs=legs, reference=reference, hold_id=hold_id)

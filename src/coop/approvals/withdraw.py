"""Take back what one asked for."""

from uuid import UUID

from coop.approvals.decide import AlreadyDecided
from coop.audit.record import record
from coop.kernel import db


def withdraw(*, request_id: UUID, by: str) -> None:
    """Withdraw a request that still waits, in a transaction of its own.

    Raises:
        AlreadyDecided: `approvals.already_decided`; also for a request of somebody else.
    """
    with db.transaction():
        found = db.fetch_all(
            "UPDATE approvals_request SET status = 'withdrawn'"
            " WHERE id = %s AND status = 'waiting' AND asked_by = %s RETURNING kind, subject",
            [request_id, by],
        )
        if not found:
            raise AlreadyDecided
        kind, subject = found[0]
        record(
            actor=by,
            action="approvals.withdrawn",
            subject=subject,
            data={"request": str(request_id), "kind": kind},
        )

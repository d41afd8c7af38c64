"""Forget the failed tries that keep a member out for a time."""

from uuid import UUID

from coop.access import guard
from coop.access.desk.served import locked_user
from coop.access.notice import tell
from coop.approvals.reason import given_reason
from coop.audit.record import record
from coop.kernel import db


def unlock(*, person_id: UUID, by: str, reason: str) -> None:
    """Let the member try again now, and tell them by mail.

    Raises:
        ReasonMissing: `approvals.reason_missing`.
        NotEnrolled: `access.not_enrolled`.
    """
    why = given_reason(reason)
    with db.transaction():
        user = locked_user(person_id)
        guard.forgive(names=[user.username, str(user.id)])
        record(actor=by, action="access.unlocked", subject=str(user.id), data={"reason": why})
        tell(user.id, "unlocked_by_staff")

"""Close a member's access at once, and open it again."""

from uuid import UUID

from coop.access.desk.served import locked_user
from coop.access.notice import tell
from coop.access.sessions.sign_out import end_sessions
from coop.approvals.reason import given_reason
from coop.audit.record import record
from coop.kernel import db
from coop.kernel.errors import Refused


class AlreadyBlocked(Refused):
    """The member's access is closed already."""

    code = "access.already_blocked"


class NotBlocked(Refused):
    """The member's access is not closed."""

    code = "access.not_blocked"


def block(*, person_id: UUID, by: str, reason: str) -> None:
    """End every session, let the member in no more, and tell them by mail.

    Raises:
        ReasonMissing: `approvals.reason_missing`.
        NotEnrolled: `access.not_enrolled`.
        AlreadyBlocked: `access.already_blocked`.
    """
    why = given_reason(reason)
    with db.transaction():
        user = locked_user(person_id)
        if user.status == "blocked":
            raise AlreadyBlocked
        user.status = "blocked"
        user.save(update_fields=["status"])
        end_sessions(user.id, keep=None)
        record(actor=by, action="access.blocked", subject=str(user.id), data={"reason": why})
        tell(user.id, "blocked_by_staff")


def unblock(*, person_id: UUID, by: str, reason: str) -> None:
    """Let the member in again with what they have, and tell them by mail.

    Raises:
        ReasonMissing: `approvals.reason_missing`.
        NotEnrolled: `access.not_enrolled`.
        NotBlocked: `access.not_blocked`.
    """
    why = given_reason(reason)
    with db.transaction():
        user = locked_user(person_id)
        if user.status != "blocked":
            raise NotBlocked
        user.status = "active"
        user.save(update_fields=["status"])
        record(actor=by, action="access.unblocked", subject=str(user.id), data={"reason": why})
        tell(user.id, "unblocked_by_staff")

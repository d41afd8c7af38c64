"""Close the door to one of the staff, at once; and open it again."""

from uuid import UUID

from coop.access.models import User
from coop.access.sessions.sign_out import end_sessions
from coop.access.staff.queries import staff_member
from coop.access.staff.roles import StaffNotFound, keep_an_administrator
from coop.access.staff.rules import Role
from coop.approvals.reason import given_reason
from coop.audit.record import record
from coop.kernel import db
from coop.kernel.errors import Refused


class NotYourself(Refused):
    """Nobody closes or opens their own door here."""

    code = "access.not_yourself"


def disable(*, user_id: UUID, by: str, reason: str) -> None:
    """End every session and let them in no more, in a transaction of its own.

    Raises:
        ReasonMissing: `approvals.reason_missing`.
        StaffNotFound: `access.staff_not_found`.
        NotYourself: `access.not_yourself`.
        LastAdministrator: `access.last_administrator`.
    """
    why = given_reason(reason)
    if str(user_id) == by:
        raise NotYourself
    with db.transaction():
        found = staff_member(user_id)
        if found is None:
            raise StaffNotFound
        if Role.ADMIN in found.roles:
            keep_an_administrator(besides=user_id)
        User.objects.filter(id=user_id).update(status="blocked")
        end_sessions(user_id, keep=None)
        record(
            actor=by,
            action="access.staff_disabled",
            subject=str(user_id),
            data={"reason": why},
        )


def enable(*, user_id: UUID, by: str, reason: str) -> None:
    """Let them in again with the passkeys that they have.

    Raises:
        ReasonMissing: `approvals.reason_missing`.
        StaffNotFound: `access.staff_not_found`.
        NotYourself: `access.not_yourself`.
    """
    why = given_reason(reason)
    if str(user_id) == by:
        raise NotYourself
    with db.transaction():
        if not User.objects.filter(id=user_id, kind="staff").update(status="active"):
            raise StaffNotFound
        record(
            actor=by,
            action="access.staff_enabled",
            subject=str(user_id),
            data={"reason": why},
        )

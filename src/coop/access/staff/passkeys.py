"""An administrator takes away the passkey of a lost or stolen device."""

from uuid import UUID

from coop.access.factors import lock_user
from coop.access.passkeys.rows import row_of
from coop.access.sessions.sign_out import end_sessions
from coop.access.staff.disable import NotYourself
from coop.access.staff.queries import staff_member
from coop.access.staff.roles import StaffNotFound
from coop.approvals.reason import given_reason
from coop.audit.record import record
from coop.kernel import db


def take_passkey(*, user_id: UUID, passkey_id: UUID, by: str, reason: str) -> None:
    """Remove one passkey, the last one too, and end every session of its owner.

    Raises:
        ReasonMissing: `approvals.reason_missing`.
        NotYourself: `access.not_yourself`.
        StaffNotFound: `access.staff_not_found`.
        PasskeyNotFound: `access.passkey_not_found`.
    """
    why = given_reason(reason)
    if by == str(user_id):
        raise NotYourself
    with db.transaction():
        if staff_member(user_id) is None:
            raise StaffNotFound
        lock_user(user_id)
        row_of(user_id, passkey_id).delete()
        end_sessions(user_id, keep=None)
        record(
            actor=by,
            action="access.staff_passkey_taken",
            subject=str(user_id),
            data={"passkey": str(passkey_id), "reason": why},
        )

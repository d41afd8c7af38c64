"""Another passkey for one of the staff who joined and lost theirs: after two others agreed.

Whoever holds the code acts as that colleague afterwards. So one asks, another decides, sees the
code and hands it over, and neither of them is the colleague (`approvals`).
"""

from uuid import UUID

from coop.access.codes import one_time_code
from coop.access.sessions.sign_out import end_sessions
from coop.access.staff.invitation import HOURS, Way
from coop.access.staff.queries import StaffMember, somebody_decides, staff_member
from coop.access.staff.roles import StaffNotFound
from coop.access.staff.rules import DECIDES_ROLES
from coop.access.staff.told import Told, tell_team
from coop.approvals.ask import ask
from coop.approvals.consume import consume
from coop.approvals.reason import given_reason
from coop.approvals.rules import digest_of
from coop.audit.record import record
from coop.kernel import db
from coop.kernel.errors import Refused

KIND = "access.staff_new_passkey"


class NeverJoined(Refused):
    """Who never registered a passkey gets another invitation, not another passkey."""

    code = "access.never_joined"


class NobodyDecides(Refused):
    """Besides the two there is nobody who could decide; the operator's command is the way out."""

    code = "access.nobody_decides"


def ask_new_passkey(*, user_id: UUID, by: str, reason: str) -> UUID:
    """Ask that another of the staff decide; return the request.

    Raises:
        ReasonMissing: `approvals.reason_missing`.
        StaffNotFound: `access.staff_not_found`, or they are disabled.
        NeverJoined: `access.never_joined`.
        NobodyDecides: `access.nobody_decides`.
        AlreadyAsked: `approvals.already_asked`.
    """
    why = given_reason(reason)
    with db.transaction():
        _joined(user_id)
        if not somebody_decides(besides={by, str(user_id)}, roles=DECIDES_ROLES):
            raise NobodyDecides
        return ask(kind=KIND, subject=str(user_id), facts={}, asked_by=by, reason=why)


def give_new_passkey(*, user_id: UUID, request_id: UUID, by: str) -> str:
    """End the colleague's sessions, as was approved, and return the code to hand over to them.

    The colleague and every administrator are told on their next page.

    Raises:
        StaffNotFound: `access.staff_not_found`, or they are disabled.
        NeverJoined: `access.never_joined`.
        NotApproved: `approvals.not_approved`, and the other refusals of `approvals.consume`.
    """
    digest = digest_of(kind=KIND, subject=str(user_id), facts={})
    with db.transaction():
        consume(request_id=request_id, kind=KIND, digest=digest, by=by)
        _joined(user_id)
        return write_code(user_id=user_id, by=by)


def write_code(*, user_id: UUID, by: str) -> str:
    """Make the code, in the caller's transaction; earlier ones end, and every session."""
    db.require_transaction()
    end_sessions(user_id, keep=None)
    record(actor=by, action="access.staff_new_passkey_given", subject=str(user_id))
    tell_team(about=user_id, what=Told.CODE_GIVEN)
    return one_time_code.make(purpose=Way.NEW_PASSKEY.value, user_id=user_id, by=by, hours=HOURS)


def _joined(user_id: UUID) -> StaffMember:
    found = staff_member(user_id)
    if found is None or not found.active:
        raise StaffNotFound
    if found.joined_at is None:
        raise NeverJoined
    return found

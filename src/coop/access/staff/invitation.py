"""Codes with which one of the staff registers a passkey: typed once, good for a day."""

from uuid import UUID

from coop.access.codes import one_time_code
from coop.access.staff.queries import staff_member
from coop.access.staff.roles import StaffNotFound
from coop.audit.record import NOBODY, record
from coop.kernel import db, throttle
from coop.kernel.errors import Refused

PURPOSE = "staff_invitation"
HOURS = 24
_BURST, _PER_MINUTE = 10, 2


class InvitationClosed(Refused):
    """The code is no invitation, was used, or is over."""

    code = "access.invitation_closed"


class InvitationsTooMany(Refused):
    """Too many codes were typed from this network."""

    code = "access.invitations_too_many"


def make_invitation(*, user_id: UUID, by: str) -> str:
    """Return a code, good once and for a day, with which one of the staff registers a passkey.

    Raises:
        StaffNotFound: `access.staff_not_found`, or they are disabled.
    """
    with db.transaction():
        return write_invitation(user_id=user_id, by=by)


def write_invitation(*, user_id: UUID, by: str) -> str:
    """Make an invitation, in the caller's transaction; earlier ones end.

    Raises:
        StaffNotFound: `access.staff_not_found`, or they are disabled.
    """
    found = staff_member(user_id)
    if found is None or not found.active:
        raise StaffNotFound
    return one_time_code.make(purpose=PURPOSE, user_id=user_id, by=by, hours=HOURS)


def open_invitation(*, typed: str, address: str) -> UUID:
    """Use the typed code up; return whose it is.

    Raises:
        InvitationClosed: `access.invitation_closed`.
        InvitationsTooMany: `access.invitations_too_many`.
    """
    with db.transaction():
        bucket = f"invitation:{throttle.network(address)}"
        if not throttle.take(bucket, burst=_BURST, per_minute=_PER_MINUTE):
            raise InvitationsTooMany
    with db.transaction():
        found = one_time_code.use(purpose=PURPOSE, typed=typed)
        who = staff_member(found.user_id) if found and found.user_id else None
        if who is None:
            record(actor=NOBODY, action="access.invitation_refused", subject=PURPOSE)
    if who is None or not who.active:
        raise InvitationClosed
    return who.user_id

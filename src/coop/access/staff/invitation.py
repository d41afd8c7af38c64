"""Codes with which one of the staff registers a passkey: typed once, good for a day.

Two purposes: to join, for who never registered one; and another passkey, for who joined and lost
theirs. Joining is claimed when it is finished, so a code to join is worth nothing once its owner
has joined, however it was kept.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from coop.access.codes import one_time_code
from coop.access.staff.queries import staff_member
from coop.access.staff.roles import StaffNotFound
from coop.audit.record import NOBODY, record
from coop.kernel import db, throttle
from coop.kernel.errors import Refused

HOURS = 24
_BURST, _PER_MINUTE = 10, 2


class Way(StrEnum):
    """By which way somebody registers a passkey; the last two are purposes of codes."""

    FIRST_LINK = "first_link"
    INVITATION = "staff_invitation"
    NEW_PASSKEY = "staff_new_passkey"


class InvitationClosed(Refused):
    """The code is no invitation, was used, or is over; or its owner has joined meanwhile."""

    code = "access.invitation_closed"


class InvitationsTooMany(Refused):
    """Too many codes were typed from this network."""

    code = "access.invitations_too_many"


class AlreadyJoined(Refused):
    """Who has joined gets another passkey only after somebody else agreed."""

    code = "access.already_joined"


@dataclass(frozen=True, slots=True)
class Opened:
    """Whose code was typed, and what for."""

    user_id: UUID
    way: Way


def make_invitation(*, user_id: UUID, by: str) -> str:
    """Return a code with which somebody who never joined registers a passkey; earlier ones end.

    Raises:
        StaffNotFound: `access.staff_not_found`, or they are disabled.
        AlreadyJoined: `access.already_joined`.
    """
    with db.transaction():
        return write_invitation(user_id=user_id, by=by)


def write_invitation(*, user_id: UUID, by: str) -> str:
    """Make an invitation, in the caller's transaction.

    Raises:
        StaffNotFound: `access.staff_not_found`, or they are disabled.
        AlreadyJoined: `access.already_joined`.
    """
    found = staff_member(user_id)
    if found is None or not found.active:
        raise StaffNotFound
    if found.joined_at is not None:
        raise AlreadyJoined
    return one_time_code.make(purpose=Way.INVITATION.value, user_id=user_id, by=by, hours=HOURS)


def open_invitation(*, typed: str, address: str) -> Opened:
    """Use the typed code up; return whose it is and what for.

    Raises:
        InvitationClosed: `access.invitation_closed`.
        InvitationsTooMany: `access.invitations_too_many`.
    """
    with db.transaction():
        bucket = f"invitation:{throttle.network(address)}"
        if not throttle.take(bucket, burst=_BURST, per_minute=_PER_MINUTE):
            raise InvitationsTooMany
    with db.transaction():
        opened = _used(typed, Way.INVITATION) or _used(typed, Way.NEW_PASSKEY)
        who = staff_member(opened.user_id) if opened else None
        if who is None:
            record(actor=NOBODY, action="access.invitation_refused", subject="staff_invitation")
    if opened is None or who is None or not who.active:
        raise InvitationClosed
    return opened


def _used(typed: str, way: Way) -> Opened | None:
    found = one_time_code.use(purpose=way.value, typed=typed)
    return Opened(found.user_id, way) if found and found.user_id else None

"""Give one of the cooperative's people a user, without any way in until they register a passkey."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.hashers import make_password

from coop.access.models import Staff, User
from coop.access.staff.invitation import write_invitation
from coop.access.staff.roles import seek_roles
from coop.access.staff.rules import Role, staff_name, staff_username
from coop.approvals.reason import given_reason
from coop.audit.record import record
from coop.kernel import clock, db
from coop.kernel.errors import Refused


class StaffNameUnusable(Refused):
    """A name of staff has 3 to 60 Latin letters and begins with one."""

    code = "access.staff_name_unusable"


class StaffNameTaken(Refused):
    """One of the staff has this name already: two must be told apart."""

    code = "access.staff_name_taken"


@dataclass(frozen=True, slots=True)
class Invited:
    """Who was invited, the code to hand over, and the request that their roles wait for."""

    user_id: UUID
    code: str
    request_id: UUID | None


def invite(*, name: str, roles: Collection[Role], by: str, reason: str) -> Invited:
    """Make the user, its roles or the request for them, and the code; whole, or nothing at all.

    Args:
        name: the full name, as members will read it.
        roles: what they will do; none is none for now.
        by: the opaque id of who invites, or `OPERATOR`, whose roles wait for nobody.
        reason: why, as typed.

    Raises:
        StaffNameUnusable: `access.staff_name_unusable`.
        StaffNameTaken: `access.staff_name_taken`.
        ReasonMissing: `approvals.reason_missing`.
    """
    why = given_reason(reason)
    with db.constraint_means({"access_user_name_once": StaffNameTaken}), db.transaction():
        user_id = add_staff(name=name, by=by)
        record(
            actor=by,
            action="access.staff_invited",
            subject=str(user_id),
            data={"reason": why},
        )
        request_id = None
        if roles:
            request_id = seek_roles(user_id=user_id, roles=roles, by=by, reason=why)
        code = write_invitation(user_id=user_id, by=by)
    return Invited(user_id, code, request_id)


def add_staff(*, name: str, by: str) -> UUID:
    """Insert the two rows of one of the staff, in the caller's transaction.

    Raises:
        StaffNameUnusable: `access.staff_name_unusable`.
    """
    cleaned = staff_name(name)
    if cleaned is None:
        raise StaffNameUnusable
    now = clock.now()
    user = User(
        username=staff_username(cleaned),
        shown_name=cleaned,
        kind="staff",
        password=make_password(None),
        created_at=now,
        password_changed_at=now,
    )
    user.save(force_insert=True)
    Staff(user_id=user.id, invited_by=by, invited_at=now).save(force_insert=True)
    return user.id

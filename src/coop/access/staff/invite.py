"""Give one of the cooperative's people a user, without any way in until they register a passkey."""

from uuid import UUID

from django.contrib.auth.hashers import make_password

from coop.access.models import Staff, User
from coop.access.staff.rules import staff_name, staff_username
from coop.audit.record import record
from coop.kernel import clock, db
from coop.kernel.errors import Refused

OPERATOR = "operator"
"""The actor of the operator's own commands."""


class StaffNameUnusable(Refused):
    """A name of staff has 3 to 60 letters and begins with one."""

    code = "access.staff_name_unusable"


class StaffNameTaken(Refused):
    """One of the staff has this name already: two must be told apart."""

    code = "access.staff_name_taken"


def invite(*, name: str, by: str) -> UUID:
    """Make the user, without roles, and return its id, in a transaction of its own.

    Args:
        name: the full name, as members will read it.
        by: the opaque id of who invites, or `OPERATOR`.

    Raises:
        StaffNameUnusable: `access.staff_name_unusable`.
        StaffNameTaken: `access.staff_name_taken`.
    """
    with db.constraint_means({"access_user_name_once": StaffNameTaken}), db.transaction():
        user_id = add_staff(name=name, by=by)
        record(actor=by, action="access.staff_invited", subject=str(user_id))
    return user_id


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

"""Reads of the cooperative's own people."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from coop.access.staff.rules import Role, roles_of
from coop.kernel import db

# Without the sign-ins and passkeys of everybody: each page of staff begins with it.
_ONE = """
    SELECT one.id, one.shown_name, one.status = 'active', staff.joined_at,
           array(SELECT role FROM access_staffrole WHERE user_id = one.id AND revoked_at IS NULL)
    FROM access_user one JOIN access_staff staff ON staff.user_id = one.id
    WHERE one.kind = 'staff'
"""


@dataclass(frozen=True, slots=True)
class StaffMember:
    """One of the staff. `joined_at` is when they first registered a passkey."""

    user_id: UUID
    name: str
    active: bool
    joined_at: datetime | None
    roles: frozenset[Role]

    def may(self, roles: Collection[Role]) -> bool:
        """Whether they hold one of some roles."""
        return not self.roles.isdisjoint(roles)


def staff_member(user_id: UUID) -> StaffMember | None:
    """Return one of the staff, or None: a member's user is not."""
    found = db.fetch_all(f"{_ONE} AND one.id = %s", [user_id])
    return _view(*found[0]) if found else None


def staff_named(username: str) -> StaffMember | None:
    """Return the one of a user name (`rules.staff_username`); for the operator's commands."""
    found = db.fetch_all(f"{_ONE} AND one.username = %s", [username])
    return _view(*found[0]) if found else None


def all_staff() -> list[StaffMember]:
    """Return everybody, those who may enter first, by name."""
    return [
        _view(*row) for row in db.fetch_all(f"{_ONE} ORDER BY one.status <> 'active', one.username")
    ]


def staff_names(user_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the names of some of the staff; ids of others are left out."""
    return dict(
        db.fetch_all(
            "SELECT id, shown_name FROM access_user WHERE kind = 'staff' AND id = ANY(%s)",
            [list(user_ids)],
        )
    )


def last_sign_ins() -> dict[UUID, datetime]:
    """Return when each of the staff last came in."""
    return dict(
        db.fetch_all(
            "SELECT one.id, max(access_signin.at) FROM access_user one"
            " JOIN access_signin ON access_signin.user_id = one.id"
            " WHERE one.kind = 'staff' GROUP BY one.id"
        )
    )


def others_decide(*, besides: str, roles: Collection[Role]) -> bool:
    """Tell whether somebody else ever joined who could decide: then nobody acts alone any more.

    Those who lost the role or were disabled count too, so that nobody becomes alone by removing
    the others.

    Args:
        besides: the opaque id of who would act alone.
        roles: those that decide.
    """
    return bool(
        db.fetch_all(
            "SELECT FROM access_staff staff JOIN access_staffrole USING (user_id)"
            " WHERE staff.user_id::text <> %s AND staff.joined_at IS NOT NULL"
            " AND role = ANY(%s) LIMIT 1",
            [besides, [role.value for role in roles]],
        )
    )


def somebody_decides(*, besides: Collection[str], roles: Collection[Role]) -> bool:
    """Tell whether somebody who may enter now could decide.

    Args:
        besides: the opaque ids of those who have a part in it.
        roles: those that decide.
    """
    return bool(
        db.fetch_all(
            "SELECT FROM access_user one JOIN access_staff staff ON staff.user_id = one.id"
            " JOIN access_staffrole held ON held.user_id = one.id"
            " WHERE one.status = 'active' AND staff.joined_at IS NOT NULL"
            " AND held.revoked_at IS NULL AND held.role = ANY(%s) AND one.id::text <> ALL(%s)"
            " LIMIT 1",
            [[role.value for role in roles], list(besides)],
        )
    )


def _view(
    user_id: UUID, name: str, active: bool, joined_at: datetime | None, roles: list[str]
) -> StaffMember:
    return StaffMember(user_id, name, active, joined_at, roles_of(roles))

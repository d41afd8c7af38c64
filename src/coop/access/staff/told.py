"""What the cooperative's own people are told on their next page, until they say that they saw it.

They have no address here to write to, and what a colleague's new passkey means must not wait for
somebody to read the trail.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from coop.access.models import StaffNotice
from coop.access.staff.rules import Role
from coop.kernel import clock, db

MOST = 5

_TELL = """
    INSERT INTO access_staffnotice (id, user_id, about_id, what, at)
    SELECT gen_random_uuid(), one.id, %(about)s, %(what)s, %(now)s
    FROM access_user one JOIN access_staff staff ON staff.user_id = one.id
    WHERE one.id = %(about)s OR one.status = 'active' AND staff.joined_at IS NOT NULL AND EXISTS (
        SELECT FROM access_staffrole role
        WHERE role.user_id = one.id AND role.role = %(admin)s AND role.revoked_at IS NULL
    )
"""
_UNSEEN = """
    SELECT notice.id, notice.what, notice.at, notice.about_id, about.shown_name
    FROM access_staffnotice notice JOIN access_user about ON about.id = notice.about_id
    WHERE notice.user_id = %s AND notice.seen_at IS NULL ORDER BY notice.at, notice.id LIMIT %s
"""


class Told(StrEnum):
    """What is told of a colleague."""

    CODE_GIVEN = "code_given"
    PASSKEY_ADDED = "passkey_added"


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that somebody has not yet said that they saw."""

    id: UUID
    what: Told
    at: datetime
    about: UUID
    name: str


def tell_team(*, about: UUID, what: Told) -> None:
    """Tell the colleague and every administrator, in the caller's transaction."""
    db.require_transaction()
    given = {"about": about, "what": what.value, "now": clock.now(), "admin": Role.ADMIN.value}
    db.execute(_TELL, given)


def unseen(user_id: UUID) -> list[Notice]:
    """Return what one of the staff has not said that they saw, the oldest first, five at most."""
    found = db.fetch_all(_UNSEEN, [user_id, MOST])
    return [Notice(key, Told(what), at, about, name) for key, what, at, about, name in found]


def see(*, user_id: UUID, notice_id: UUID) -> None:
    """Note that they saw it; another's notice, or one that was seen, stays as it is."""
    StaffNotice.objects.filter(id=notice_id, user_id=user_id, seen_at=None).update(
        seen_at=clock.now()
    )

"""The first administrator: by the link that `coop init` printed, while there is none.

The settings keep only a keyed hash of the link and when it ends. It opens as often as it must until
its user has a passkey, and never again; nor once another administrator has joined.
"""

from uuid import UUID

from coop.access.models import Staff, User
from coop.access.ports import slot
from coop.access.staff.invite import StaffNameTaken, StaffNameUnusable, add_staff
from coop.access.staff.roles import hold
from coop.access.staff.rules import Role, opens_first_link, staff_name, staff_username
from coop.audit.record import NOBODY, record
from coop.kernel import clock, db, throttle
from coop.kernel.errors import Refused

FIRST_LINK = "first_link"
_BUCKET = "first_link:everyone"
_BURST, _PER_MINUTE = 10, 2


class FirstLinkClosed(Refused):
    """The link is not the one of the settings, is over, or an administrator is in already."""

    code = "access.first_link_closed"


class FirstLinkTooMany(Refused):
    """Too many tries at the first administrator's link, from everywhere."""

    code = "access.first_link_too_many"


def first_link_open() -> bool:
    """Tell whether the page of the link is worth showing: there is one, and nobody used it."""
    return bool(slot.get().first_admin) and not _joined_administrator()


def open_first_link(*, typed: str, name: str) -> UUID:
    """Return the first administrator's user, made now or on an earlier try that was left.

    Args:
        typed: the characters behind the link's `#`.
        name: the administrator's full name.

    Raises:
        StaffNameUnusable: `access.staff_name_unusable`.
        StaffNameTaken: `access.staff_name_taken`.
        FirstLinkClosed: `access.first_link_closed`.
        FirstLinkTooMany: `access.first_link_too_many`.
    """
    cleaned = staff_name(name)
    if cleaned is None:
        raise StaffNameUnusable
    with db.transaction():
        if not throttle.take(_BUCKET, burst=_BURST, per_minute=_PER_MINUTE):
            raise FirstLinkTooMany
    ports = slot.get()
    opens = bool(ports.first_admin) and opens_first_link(
        sealed=ports.first_admin,
        typed=typed,
        now=int(clock.now().timestamp()),
        key=ports.secret_key,
    )
    if not opens:
        with db.transaction():
            record(actor=NOBODY, action="access.first_link_refused", subject=FIRST_LINK)
        raise FirstLinkClosed
    meanings = {
        "access_user_name_once": StaffNameTaken,
        "access_staff_first_link_once": FirstLinkClosed,
    }
    with db.constraint_means(meanings), db.transaction():
        return _user(cleaned)


def _user(name: str) -> UUID:
    if _joined_administrator():
        raise FirstLinkClosed
    found = Staff.objects.select_for_update().filter(invited_by=FIRST_LINK).first()
    if found is not None:
        User.objects.filter(id=found.user_id).update(shown_name=name, username=staff_username(name))
        return found.user_id
    user_id = add_staff(name=name, by=FIRST_LINK)
    hold(user_id=user_id, roles=frozenset({Role.ADMIN}), by=FIRST_LINK)
    record(actor=FIRST_LINK, action="access.first_link_opened", subject=str(user_id))
    return user_id


def _joined_administrator() -> bool:
    return bool(
        db.fetch_all(
            "SELECT FROM access_staff JOIN access_staffrole USING (user_id)"
            " WHERE joined_at IS NOT NULL AND role = 'admin' LIMIT 1"
        )
    )

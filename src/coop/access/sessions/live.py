"""The sessions of a user that live now, and the end of one of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from coop.access.models import Session
from coop.access.ports import slot
from coop.access.sessions.store import LIVES
from coop.audit.record import record
from coop.kernel import clock, db, rows
from coop.kernel.errors import Refused


class SessionNotFound(Refused):
    """No session of this user that still lives has this id."""

    code = "access.session_not_found"


@dataclass(frozen=True, slots=True)
class Live:
    """One session as its owner reads it; `session_id` opens nothing."""

    session_id: UUID
    began_at: datetime
    seen_at: datetime
    browser: str
    address: str
    present: bool
    """Whether it is the one that asks."""


def sessions_of(user_id: UUID, *, present: str | None) -> list[Live]:
    """Return the user's living sessions: the one that asks first, then the latest seen.

    Args:
        user_id: whose.
        present: the key of the session that asks.
    """
    ports, now = slot.get(), clock.now()
    found = rows.read(
        Session,
        f"WHERE user_id = %s AND seen_at > %s AND began_at > %s AND {LIVES} ORDER BY seen_at DESC",
        [
            user_id,
            now - timedelta(seconds=ports.idle_seconds),
            now - timedelta(seconds=ports.absolute_seconds),
        ],
    )
    live = [
        Live(
            row.public_id,
            row.began_at,
            row.seen_at,
            row.browser,
            row.address,
            row.session_key == present,
        )
        for row in found
        if row.public_id and row.began_at and row.seen_at
    ]
    return sorted(live, key=lambda one: not one.present)


def living_session(user_id: UUID, session_id: UUID) -> Live:
    """Return one living session of the user.

    Raises:
        SessionNotFound: `access.session_not_found`.
    """
    for one in sessions_of(user_id, present=None):
        if one.session_id == session_id:
            return one
    raise SessionNotFound


def end_one(*, user_id: UUID, session_id: UUID) -> None:
    """End one session of the user at once.

    Raises:
        SessionNotFound: `access.session_not_found`.
    """
    with db.transaction():
        if not Session.objects.filter(user_id=user_id, public_id=session_id).delete()[0]:
            raise SessionNotFound
        record(actor=str(user_id), action="access.session_ended", subject=str(user_id))

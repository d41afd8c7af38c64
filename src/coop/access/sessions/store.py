"""Django's session engine over this room's own table, which knows each session's user."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from coop.kernel import clock, db

if TYPE_CHECKING:
    from coop.access.models import Session

USER, PUBLIC, DEVICE = "user", "public", "device"
BEGAN, SEEN, ADDRESS, BROWSER = "began", "seen", "address", "browser"

LIVES = """
    (access_session.user_id IS NULL OR EXISTS (
        SELECT FROM access_user member
         WHERE member.id = access_session.user_id AND member.status = 'active'
           AND (member.sessions_end_at IS NULL OR began_at > member.sessions_end_at
                OR public_id = member.session_kept)))
"""
"""What a session must be to open anything: nobody's yet, or one that its user's end left alone."""

_LOAD = f"""
    SELECT session_data FROM access_session
    WHERE session_key = %s AND expire_date > %s AND {LIVES}
"""  # noqa: S608 - a condition of our own


class SessionStore(DatabaseStore):
    """Sessions in `access_session`; named in Django's settings as SESSION_ENGINE."""

    @classmethod
    def get_model_class(cls) -> "type[Session]":
        """Return the model, late: the engine is imported before the rooms are loaded."""
        from coop.access.models import Session

        return Session

    def load(self) -> dict[str, Any]:
        """Return what is kept of the session; every page begins with this one statement."""
        found = db.fetch_all(_LOAD, [self.session_key, clock.now()])
        if not found:
            self._session_key = None
            return {}
        return dict(self.decode(found[0][0]))

    def create_model_instance(self, data: dict[str, object]) -> "Session":
        """Keep beside the data what its owner reads of the session, and whose it is."""
        row = cast("Session", super().create_model_instance(data))
        row.user_id = _uuid(data.get(USER))
        row.public_id = _uuid(data.get(PUBLIC))
        row.device_id = _uuid(data.get(DEVICE))
        row.began_at = _instant(data.get(BEGAN))
        row.seen_at = _instant(data.get(SEEN))
        row.address = str(data.get(ADDRESS, ""))
        row.browser = str(data.get(BROWSER, ""))
        return row


def _uuid(text: object) -> UUID | None:
    return UUID(str(text)) if text else None


def _instant(stamp: object) -> datetime | None:
    return datetime.fromtimestamp(float(str(stamp)), UTC) if stamp else None

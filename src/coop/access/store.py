"""Django's session engine over this room's own table, which knows each session's user."""

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from coop.kernel import clock, db

if TYPE_CHECKING:
    from coop.access.models import Session

USER = "user"


class SessionStore(DatabaseStore):
    """Sessions in `access_session`; named in Django's settings as SESSION_ENGINE."""

    @classmethod
    def get_model_class(cls) -> "type[Session]":
        """Return the model, late: the engine is imported before the rooms are loaded."""
        from coop.access.models import Session

        return Session

    def load(self) -> dict[str, Any]:
        """Return what is kept of the session; every page begins with this one statement."""
        found = db.fetch_all(
            "SELECT session_data FROM access_session WHERE session_key = %s AND expire_date > %s",
            [self.session_key, clock.now()],
        )
        if not found:
            self._session_key = None
            return {}
        return dict(self.decode(found[0][0]))

    def create_model_instance(self, data: dict[str, object]) -> "Session":
        """Keep the user beside the data."""
        row = cast("Session", super().create_model_instance(data))
        user = data.get(USER)
        row.user_id = UUID(str(user)) if user else None
        return row

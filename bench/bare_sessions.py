"""Django's own database sessions, as they come, over the one table of sessions there is."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore


class SessionStore(DatabaseStore):
    """Named in the bare page's SESSION_ENGINE; nothing but the table is ours."""

    @classmethod
    def get_model_class(cls) -> type:
        """Return the model."""
        from coop.access.models import Session

        return Session

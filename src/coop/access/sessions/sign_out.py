"""End sessions."""

from uuid import UUID

from coop.access.models import Session
from coop.audit.record import record
from coop.kernel import db


def sign_out_everywhere(*, user_id: UUID, keep: str | None = None) -> int:
    """End every session of the user but the one whose key is `keep`; return how many."""
    with db.transaction():
        ended = end_sessions(user_id, keep=keep)
        record(
            actor=str(user_id),
            action="access.signed_out_everywhere",
            subject=str(user_id),
            data={"sessions": ended},
        )
    return ended


def end_sessions(user_id: UUID, *, keep: str | None) -> int:
    """End the user's sessions in the caller's transaction."""
    return Session.objects.filter(user_id=user_id).exclude(session_key=keep or "").delete()[0]

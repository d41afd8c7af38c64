"""Tell a user that the door is blocked; asked for names that nobody has, too."""

from datetime import datetime
from uuid import UUID

from coop.access.models import User
from coop.access.notice import tell
from coop.audit.record import record
from coop.kernel import db


def tell_locked_out(*, user: str, until: datetime) -> bool:
    """Write the notice if `user` is the id of one; return whether it was."""
    try:
        user_id = UUID(user)
    except ValueError:
        return False
    with db.transaction():
        if not User.objects.filter(id=user_id).exists():
            return False
        record(
            actor="jobs",
            action="access.locked_out",
            subject=user,
            data={"until": until.isoformat()},
        )
        tell(user_id, "locked_out", {"until_at": until.isoformat()})
    return True

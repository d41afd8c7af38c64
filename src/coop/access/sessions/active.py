"""Whether a user may still act, asked where a session that was open a moment ago is not enough."""

from uuid import UUID

from coop.kernel import db
from coop.kernel.errors import Refused

ACTIVE = "SELECT id FROM access_user WHERE id = %s AND status = 'active' FOR SHARE"
"""Finds a user who is not blocked; whoever would block them waits for the caller's transaction."""


class UserBlocked(Refused):
    """The user's access is blocked; what was on its way when that was done does not go on."""

    code = "access.user_blocked"


def require_active(user_id: UUID) -> None:
    """Refuse for a user who is blocked; nobody blocks another until the caller has committed.

    Raises:
        UserBlocked: `access.user_blocked`.
    """
    db.require_transaction()
    if not db.fetch_all(ACTIVE, [user_id]):
        raise UserBlocked

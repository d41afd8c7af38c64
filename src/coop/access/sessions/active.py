"""Whether a user may still act, asked where a session that was open a moment ago is not enough."""

from uuid import UUID

from coop.kernel import db
from coop.kernel.errors import Refused

_OPEN = "SELECT FROM access_user WHERE id = %s AND status = 'active' FOR SHARE"


class UserBlocked(Refused):
    """The user's access is blocked; what was on its way when that was done does not go on."""

    code = "access.user_blocked"


def require_active(user_id: UUID) -> None:
    """Refuse for a user who is blocked; whoever would block them now waits for the caller.

    Raises:
        UserBlocked: `access.user_blocked`.
    """
    db.require_transaction()
    if not db.fetch_all(_OPEN, [user_id]):
        raise UserBlocked

"""A user blocks their own access at once, from inside or from the door; the CIS unblocks it."""

from uuid import UUID

from coop.access.door.sign_in import check_password
from coop.access.models import User
from coop.access.notice import tell
from coop.access.sessions.device import forget_devices
from coop.access.sessions.sign_out import end_sessions
from coop.audit.record import record
from coop.kernel import db


def block_myself(*, user_id: UUID) -> None:
    """Block the user, end every session, recognise no device any more, and tell by mail."""
    with db.transaction():
        changed = User.objects.filter(id=user_id, status="active").update(status="blocked")
        end_sessions(user_id, keep=None)
        forget_devices(user_id)
        if changed:
            record(actor=str(user_id), action="access.blocked_by_owner", subject=str(user_id))
            tell(user_id, "access_blocked")


def block_from_the_door(
    *, username: str, password: str, address: str, user_agent: str, device: str
) -> UUID:
    """Block the user whose name and password these are, and return its id; no second step.

    Whoever knows both could at most keep the owner out, and should not come in.

    Raises:
        NotSignedIn: `access.not_signed_in`, the same for unknown, wrong and blocked.
        TooManyTries: `access.too_many`.
    """
    half = check_password(
        username=username, password=password, address=address, user_agent=user_agent, device=device
    )
    block_myself(user_id=half.user_id)
    return half.user_id

"""Tell a user that too many failures ended the password; asked for names that nobody has, too."""

from uuid import UUID

from coop.access.models import User
from coop.access.notice import tell
from coop.audit.record import record
from coop.kernel import db


def tell_password_off(*, user: str) -> bool:
    """Write the notice if `user` is the id of one; return whether it was."""
    try:
        user_id = UUID(user)
    except ValueError:
        return False
    with db.transaction():
        if not User.objects.filter(id=user_id).exists():
            return False
        record(actor="jobs", action="access.password_off", subject=user)
        tell(user_id, "password_off")
    return True

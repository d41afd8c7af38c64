"""Change a password that its owner knows."""

from uuid import UUID

from django.contrib.auth.hashers import make_password

from coop.access import guard
from coop.access.models import User
from coop.access.notice import tell
from coop.access.passwords.hasher import verify
from coop.access.passwords.judge import PasswordRefused, chosen
from coop.access.rules import PasswordFlaw, normal_password
from coop.access.sessions.sign_out import end_sessions
from coop.audit.record import record
from coop.kernel import clock, db
from coop.kernel.errors import Refused
from coop.members.queries import person


class PasswordWrong(Refused):
    """The present password is not this one, or too many wrong ones were tried."""

    code = "access.password_wrong"


def change_password(*, user_id: UUID, present: str, new: str, session_key: str | None) -> None:
    """Set the new password, end every other session, and tell the user by mail.

    Args:
        user_id: whose.
        present: the present password, as typed; wrong ones count towards a block of this page.
        new: the new password, as typed.
        session_key: the session that may go on; the caller renews its key.

    Raises:
        PasswordWrong: `access.password_wrong`.
        PasswordRefused: `access.password_refused`.
        SessionNotFound: `access.session_not_found`, the session that may go on is over.
    """
    user = User.objects.get(id=user_id)
    names = [user.username, *([person(user.person_id).full_name] if user.person_id else [])]
    normal = chosen(new, names=names)
    with db.transaction():
        tried = guard.count(name=str(user_id), side=guard.CHANGE)
    right = verify(normal_password(present), user.password)
    if not (right and tried.allowed):
        with db.transaction():
            record(
                actor=str(user_id), action="access.password_change_refused", subject=str(user_id)
            )
        raise PasswordWrong
    if normal == normal_password(present):
        raise PasswordRefused(flaw=PasswordFlaw.SAME.value)
    encoded = make_password(normal)
    with db.transaction():
        guard.clear(tried)
        changed = User.objects.filter(id=user_id, password=user.password).update(
            password=encoded, password_changed_at=clock.now(), password_due=False
        )
        if not changed:
            raise PasswordWrong
        end_sessions(user_id, keep=session_key)
        record(actor=str(user_id), action="access.password_changed", subject=str(user_id))
        tell(user_id, "password_changed")

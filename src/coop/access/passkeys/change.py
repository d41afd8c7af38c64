"""Name a passkey anew, or take it away."""

from uuid import UUID

from coop.access.factors import lock_user, require_another
from coop.access.notice import tell
from coop.access.passkeys.rows import row_of
from coop.access.sessions.sign_out import end_errands
from coop.audit.record import record
from coop.kernel import db
from coop.kernel.errors import Refused
from coop.kernel.text import clean

LONGEST_NAME = 40


class PasskeyNameUnusable(Refused):
    """A passkey's name has 1 to `longest` letters."""

    code = "access.passkey_name_unusable"


def named(typed: str) -> str:
    """Return a passkey's name, clean.

    Raises:
        PasskeyNameUnusable: `access.passkey_name_unusable`.
    """
    name = clean(typed)
    if not 0 < len(name) <= LONGEST_NAME:
        raise PasskeyNameUnusable(longest=LONGEST_NAME)
    return name


def rename_passkey(*, user_id: UUID, passkey_id: UUID, name: str) -> None:
    """Change what its owner calls a passkey.

    Raises:
        PasskeyNameUnusable: `access.passkey_name_unusable`.
        PasskeyNotFound: `access.passkey_not_found`.
    """
    wanted = named(name)
    with db.transaction():
        row = row_of(user_id, passkey_id)
        row.data["name"] = wanted
        row.save(update_fields=["data"])
        _trail("access.passkey_renamed", user_id, passkey_id)


def remove_passkey(*, user_id: UUID, passkey_id: UUID) -> None:
    """Take a passkey away: from now it neither opens nor authorises; tell the user by mail.

    The page that calls it asks for a fresh proof of a factor before.

    Raises:
        PasskeyNotFound: `access.passkey_not_found`.
        LastFactor: `access.last_factor`.
    """
    with db.transaction():
        lock_user(user_id)
        row = row_of(user_id, passkey_id)
        name = row.data["name"]
        row.delete()
        require_another(user_id)
        end_errands(user_id)
        _trail("access.passkey_removed", user_id, passkey_id)
        tell(user_id, "passkey_removed", {"passkey_name": name})


def _trail(action: str, user_id: UUID, passkey_id: UUID) -> None:
    data = {"passkey": str(passkey_id)}
    record(actor=str(user_id), action=action, subject=str(user_id), data=data)

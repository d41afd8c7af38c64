"""In by a passkey straight away: it names its owner, and proves possession and person at once.

A passkey cannot be guessed, so no lock-out of the password keeps it out.
"""

from uuid import UUID

from coop.access import guard
from coop.access.door.come_in import From, come_in
from coop.access.models import User
from coop.access.passkeys.passkey import finish_sign_in
from coop.access.signed_in import NotSignedIn, SignedIn
from coop.audit.record import NOBODY, record
from coop.kernel import db, rows
from coop.kernel.text import clean


def enter_by_passkey(
    *, ceremony_id: UUID, credential: str, address: str, user_agent: str, device: str = ""
) -> SignedIn:
    """Return who came in, if a passkey of a member who may enter answered the ceremony.

    Args:
        ceremony_id: of `passkey.begin_sign_in`.
        credential: the device's answer, JSON.
        address: the client's address, from a trusted proxy or the socket.
        user_agent: the browser's own words.
        device: the secret by which this browser may be recognised; from now on it is.

    Raises:
        CeremonyOver: `access.ceremony_over`.
        PasskeyRefused: `access.passkey_refused`.
        NotSignedIn: `access.not_signed_in`, the user is blocked.
    """
    user_id = finish_sign_in(ceremony_id=ceremony_id, credential=credential)
    with db.transaction():
        user = rows.first(User, "WHERE id = %s FOR NO KEY UPDATE", [user_id])
        if user is not None and user.is_active and user.kind == "member":
            where = From(address[:64], clean(user_agent[:300])[:200], device, keep=True)
            return come_in(user, where=where, failures=guard.failures(name=user.username))
        record(actor=NOBODY, action="access.sign_in_refused", subject=str(user_id))
    raise NotSignedIn

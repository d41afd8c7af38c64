"""The door of the back office: a passkey, and nothing else."""

from uuid import UUID

from coop.access.door.come_in import From, come_in
from coop.access.models import User
from coop.access.passkeys.passkey import finish_sign_in
from coop.access.ports import slot
from coop.access.signed_in import SignedIn, TooManyTries
from coop.audit.record import NOBODY, record
from coop.kernel import db, rows, throttle
from coop.kernel.errors import Refused
from coop.kernel.text import clean


class NotStaff(Refused):
    """The passkey is nobody's of the staff, or of somebody who was disabled."""

    code = "access.not_staff"


def admit(address: str) -> None:
    """Count a try from the network.

    Raises:
        TooManyTries: `access.too_many`.
    """
    ports = slot.get()
    with db.transaction():
        admitted = throttle.take(
            f"staff:{throttle.network(address)}",
            burst=ports.address_burst,
            per_minute=ports.address_per_minute,
        )
    if not admitted:
        raise TooManyTries


def staff_sign_in(*, ceremony_id: UUID, credential: str, address: str, user_agent: str) -> SignedIn:
    """Return who came in.

    Args:
        ceremony_id: of `passkey.begin_sign_in`.
        credential: the device's answer.
        address: the client's address.
        user_agent: the browser's own words.

    Raises:
        CeremonyOver: `access.ceremony_over`.
        PasskeyRefused: `access.passkey_refused`.
        NotStaff: `access.not_staff`.
    """
    user_id = finish_sign_in(ceremony_id=ceremony_id, credential=credential)
    browser = clean(user_agent[:300])[:200]
    with db.transaction():
        user = rows.first(User, "WHERE id = %s AND kind = 'staff' FOR NO KEY UPDATE", [user_id])
        if user is not None and user.is_active:
            return come_in(user, where=From(address[:64], browser))
        record(actor=NOBODY, action="access.staff_sign_in_refused", subject=str(user_id))
    raise NotStaff

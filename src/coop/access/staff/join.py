"""From an opened link or code to a passkey, and in.

The code is used up when it is typed; the web session then stays half open for half an hour, in
which a passkey can be registered and nothing else be done.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

from coop.access.door.come_in import From, come_in
from coop.access.models import User
from coop.access.passkeys.ceremony import Ceremony
from coop.access.passkeys.passkey import begin_register, judge_new, keep_new
from coop.access.signed_in import SignedIn
from coop.access.staff.first import FirstLinkClosed
from coop.access.staff.invitation import InvitationClosed, Opened, Way
from coop.access.staff.queries import StaffMember, staff_member
from coop.access.staff.roles import StaffNotFound
from coop.access.staff.told import Told, tell_team
from coop.audit.record import record
from coop.kernel import clock, db
from coop.kernel.text import clean

JOIN_FOR = timedelta(minutes=30)
_JOINING = "joining"


def open_joining(store: SessionBase, opened: Opened) -> None:
    """Keep in a new session who may register a passkey, until when, and by which way."""
    store.flush()
    until = (clock.now() + JOIN_FOR).isoformat()
    store[_JOINING] = {"user": str(opened.user_id), "until": until, "way": opened.way.value}
    store.create()


def joining_of(store: SessionBase) -> tuple[StaffMember, Way] | None:
    """Return who may register a passkey in this session, and by which way."""
    kept = store.get(_JOINING)
    if not kept or "way" not in kept:  # a release before kept something else
        return None
    if clock.now() >= datetime.fromisoformat(kept["until"]):
        return None
    found = staff_member(UUID(kept["user"]))
    return (found, Way(kept["way"])) if found is not None and found.active else None


def begin_joining(*, user_id: UUID, name: str) -> Ceremony:
    """Ask the browser to make the passkey.

    Raises:
        PasskeyNameUnusable: `access.passkey_name_unusable`.
    """
    return begin_register(user_id=user_id, name=name)


def finish_joining(
    *,
    opened: Opened,
    ceremony_id: UUID,
    credential: str,
    address: str,
    user_agent: str,
) -> SignedIn:
    """Keep the passkey and come in, whole or not at all: a failure leaves the way open.

    The first administrator's link ends here, for good.

    Raises:
        FirstLinkClosed: `access.first_link_closed`, somebody else finished by the same link.
        InvitationClosed: `access.invitation_closed`, somebody finished by another code to join.
        StaffNotFound: `access.staff_not_found`, they were disabled meanwhile.
        CeremonyOver: `access.ceremony_over`.
        PasskeyRefused: `access.passkey_refused`.
        PasskeyPresent: `access.passkey_present`.
        PasskeysTooMany: `access.passkeys_too_many`.
    """
    user_id = opened.user_id
    made = judge_new(user_id=user_id, ceremony_id=ceremony_id, credential=credential)
    browser = clean(user_agent[:300])[:200]
    with db.transaction():
        user = User.objects.select_for_update().get(id=user_id)
        if not user.is_active:
            raise StaffNotFound
        _claim(opened)
        keep_new(user_id=user_id, made=made)
        if opened.way is Way.NEW_PASSKEY:
            tell_team(about=user_id, what=Told.PASSKEY_ADDED)
        else:
            record(actor=str(user_id), action="access.staff_joined", subject=str(user_id))
        return come_in(user, where=From(address[:64], browser))


def _claim(opened: Opened) -> None:
    """Mark as joined whoever was not yet; of two at once, one is told so."""
    joined = db.fetch_all(
        "UPDATE access_staff SET joined_at = %s WHERE user_id = %s AND joined_at IS NULL"
        " RETURNING 1",
        [clock.now(), opened.user_id],
    )
    if joined or opened.way is Way.NEW_PASSKEY:
        return
    raise FirstLinkClosed if opened.way is Way.FIRST_LINK else InvitationClosed

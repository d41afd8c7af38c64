"""What a request's web session is worth: who it is, until when, and when to warn.

A member's session ends after 5 minutes without a request and 60 minutes after it began, whichever
is first; one of staff after 15 minutes and 8 hours, and neither is worth anything to the other's
pages. The instant of the last request is written at most once a minute, so an idle session ends
4 to 5 minutes after it. Polling never renews: only pages call `touch`.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from uuid import UUID, uuid4

from django.contrib.sessions.backends.base import SessionBase, UpdateError

from coop.access.personal import personalisation
from coop.access.ports import slot
from coop.access.sessions.store import ADDRESS, BEGAN, BROWSER, DEVICE, PUBLIC, SEEN, USER
from coop.access.signed_in import LastAccess, SignedIn
from coop.audit.record import record
from coop.kernel import clock

Kind = Literal["member", "staff"]
KEPT_AFTER = timedelta(hours=1)  # so that the page can say why it ended

_KIND = "kind"
_WHOLE = "whole"
_PERSON, _NAME, _LAST = "person", "name", "last"


@dataclass(frozen=True, slots=True)
class State:
    """A session as it stands. Everything but `why` is empty unless `why` is `active`."""

    why: Literal["active", "none", "idle", "absolute"]
    user_id: UUID | None = None
    person_id: UUID | None = None
    username: str = ""
    last_access: LastAccess | None = None
    ends_at: datetime | None = None
    """When it ends if nothing more is asked: the earlier of the idle and the absolute limit."""
    warn_at: datetime | None = None
    whole: bool = False
    """Whether the user may go anywhere; until then only personalisation is open."""
    extendable: bool = False
    """Whether a request now would move `ends_at`: not in the last stretch of the absolute limit."""

    @property
    def active(self) -> bool:
        """Whether somebody is signed in."""
        return self.why == "active"


def begin(store: SessionBase, signed_in: SignedIn, kind: Kind = "member") -> None:
    """Start the signed-in session with a new key and nothing of what was there before.

    It begins with the sign-in: whatever ended the user's sessions since has ended this one too.
    """
    store.flush()
    began = signed_in.at.timestamp()
    last = signed_in.last_access
    store.update(
        {
            USER: str(signed_in.user_id),
            _PERSON: str(signed_in.person_id) if signed_in.person_id else None,
            _NAME: signed_in.username,
            _WHOLE: personalisation.whole(signed_in.user_id),
            BEGAN: began,
            SEEN: clock.now().timestamp(),
            PUBLIC: str(uuid4()),
            DEVICE: str(signed_in.device_id) if signed_in.device_id else None,
            ADDRESS: signed_in.address,
            BROWSER: signed_in.browser,
            _LAST: [last.at.timestamp(), last.address, last.browser] if last else None,
        }
    )
    if kind == "staff":
        store[_KIND] = kind
        store.set_expiry(int((_limits(kind)[1] + KEPT_AFTER).total_seconds()))
    store.modified = True
    store.create()


def state(store: SessionBase, kind: Kind = "member") -> State:
    """Say what the session is worth now to pages of this kind; it changes nothing."""
    if not store.get(USER) or store.get(_KIND, "member") != kind:
        return State("none")
    ports, now = slot.get(), clock.now()
    idle, absolute = _limits(kind)
    idle_end = _instant(store[SEEN]) + idle
    last_end = _instant(store[BEGAN]) + absolute
    if now >= last_end:
        return State("absolute")
    if now >= idle_end:
        return State("idle")
    ends_at = min(idle_end, last_end)
    last = store.get(_LAST)
    return State(
        "active",
        user_id=UUID(store[USER]),
        person_id=UUID(store[_PERSON]) if store[_PERSON] else None,
        username=store[_NAME],
        last_access=LastAccess(_instant(last[0]), last[1], last[2]) if last else None,
        ends_at=ends_at,
        warn_at=ends_at - timedelta(seconds=ports.warning_seconds),
        whole=bool(store.get(_WHOLE)),
        extendable=idle_end < last_end,
    )


def open_everything(store: SessionBase, user_id: UUID) -> bool:
    """Let the session go anywhere if its user has personalised; return whether it may."""
    store[_WHOLE] = personalisation.whole(user_id)
    return bool(store[_WHOLE])


def touch(store: SessionBase) -> bool:
    """Note that a page was asked for; False if the session was ended meanwhile elsewhere.

    It writes at most once a minute, and never brings back a session that was ended.
    """
    now = clock.now().timestamp()
    if now - float(store[SEEN]) < slot.get().touch_seconds:
        return True
    modified = store.modified
    store[SEEN] = now
    try:
        store.save()
    except UpdateError:
        store.clear()
        store.modified = False
        return False
    store.modified = modified
    return True


def end(store: SessionBase) -> None:
    """Sign out: the row is gone, and the cookie's key means nothing."""
    user = store.get(USER)
    store.flush()
    if user:
        record(actor=str(user), action="access.signed_out", subject=str(user))


def _limits(kind: Kind) -> tuple[timedelta, timedelta]:
    """Return how long a session lives without a request, and at most."""
    ports = slot.get()
    if kind == "staff":
        idle, absolute = ports.staff_idle_seconds, ports.staff_absolute_seconds
    else:
        idle, absolute = ports.idle_seconds, ports.absolute_seconds
    return timedelta(seconds=idle), timedelta(seconds=absolute)


def _instant(stamp: float) -> datetime:
    return datetime.fromtimestamp(float(stamp), UTC)

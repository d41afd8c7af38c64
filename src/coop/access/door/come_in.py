"""What every way in ends with: the sign-in is remembered, and told where it is out of the usual."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from coop.access.door import wary
from coop.access.models import SignIn, User
from coop.access.notice import tell
from coop.access.rules import WaryReason
from coop.access.sessions.device import Kept, recognise, remember
from coop.access.signed_in import LastAccess, SignedIn
from coop.audit.record import record
from coop.kernel import clock, db, throttle

ONCE_A_DAY = 1 / (24 * 60)  # by the minute, as throttles count


@dataclass(frozen=True, slots=True)
class From:
    """From where somebody comes in."""

    address: str
    browser: str
    """The browser's own words, clean."""
    device: str = ""
    """The secret that its cookie holds."""
    keep: bool = False
    """Whether the person wants this browser recognised; one that is stays so."""


def come_in(user: User, *, where: From, failures: int = 0) -> SignedIn:
    """Remember the sign-in in the caller's transaction, and return who came in.

    Args:
        user: whose factors were all shown, as locked by the caller.
        where: from where.
        failures: how many passwords failed before.
    """
    db.require_transaction()
    now = _after_the_last_end(user)
    recognised = recognise(secret=where.device, name=user.username) is not None
    reasons = wary.reasons(user.id, recognised=recognised, failures=failures)
    mine = SignIn.objects.filter(user=user)
    last = mine.order_by("-at").first()
    if last is not None and _to_be_told(user, where, reasons):
        tell(user.id, "new_sign_in", {"browser": where.browser, "address": where.address})
    SignIn.objects.create(
        user=user,
        at=now,
        address=where.address,
        browser=where.browser,
        wary=" ".join(reasons),
    )
    record(actor=str(user.id), action="access.signed_in", subject=str(user.id))
    kept: Kept | None = None
    if recognised or where.keep:
        kept = remember(user_id=user.id, secret=where.device, browser=where.browser)
    before = LastAccess(last.at, last.address, last.browser) if last else None
    return SignedIn(
        user.id,
        user.person_id,
        user.shown_name,
        before,
        now,
        where.address,
        where.browser,
        kept.device_id if kept else None,
        kept.secret if kept else "",
    )


def _after_the_last_end(user: User) -> datetime:
    """Return the present instant; after the last end of sessions whatever this clock says."""
    now, end = clock.now(), user.sessions_end_at
    return now if end is None or now > end else end + timedelta(microseconds=1)


def _to_be_told(user: User, where: From, reasons: tuple[WaryReason, ...]) -> bool:
    """Tell whether it is out of the usual and its owner was not told of the same today.

    A thief can have the owner's network and kind of browser, so these excuse nothing: they only
    keep a person who is never recognised from a mail at every sign-in.
    """
    if not reasons:
        return False
    browser = sha256(where.browser.encode()).hexdigest()[:16]
    bucket = f"new_sign_in:{user.id}:{throttle.network(where.address)}:{browser}"
    first_today = throttle.take(bucket, burst=1, per_minute=ONCE_A_DAY)
    return first_today or reasons != (WaryReason.NEW_DEVICE,)

"""What every way in ends with: the sign-in is remembered, and told where it is out of the usual."""

from dataclasses import dataclass
from datetime import timedelta

from coop.access.door import wary
from coop.access.models import SignIn, User
from coop.access.notice import tell
from coop.access.rules import WaryReason
from coop.access.sessions.device import Kept, recognise, remember
from coop.access.signed_in import LastAccess, SignedIn
from coop.audit.record import record
from coop.kernel import clock, db, throttle

SEEN_BEFORE = timedelta(days=90)


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
        user: whose factors were all shown.
        where: from where.
        failures: how many passwords failed before.
    """
    db.require_transaction()
    recognised = recognise(secret=where.device, name=user.username) is not None
    reasons = wary.reasons(user.id, recognised=recognised, failures=failures)
    mine = SignIn.objects.filter(user=user)
    last = mine.order_by("-at").first()
    if last is not None and _out_of_the_usual(user, where, reasons):
        tell(user.id, "new_sign_in", {"browser": where.browser, "address": where.address})
    SignIn.objects.create(
        user=user,
        at=clock.now(),
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
        where.address,
        where.browser,
        kept.device_id if kept else None,
        kept.secret if kept else "",
    )


def _out_of_the_usual(user: User, where: From, reasons: tuple[WaryReason, ...]) -> bool:
    """Tell whether it is unusual, except for a browser that was seen in the same network lately."""
    if reasons != (WaryReason.NEW_DEVICE,):
        return bool(reasons)
    since = clock.now() - SEEN_BEFORE
    seen = SignIn.objects.filter(user=user, browser=where.browser, at__gt=since).order_by("-at")
    return throttle.network(where.address) not in {
        throttle.network(one.address) for one in seen[:50]
    }

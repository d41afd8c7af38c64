"""What every way in ends with: the sign-in is remembered, and told where it is out of the usual."""

from datetime import timedelta

from coop.access.models import SignIn, User
from coop.access.notice import tell
from coop.access.sign_in import LastAccess, SignedIn
from coop.audit.record import record
from coop.kernel import clock, db, throttle

SEEN_BEFORE = timedelta(days=90)


def come_in(user: User, *, address: str, browser: str) -> SignedIn:
    """Remember the sign-in in the caller's transaction, and return who came in.

    Args:
        user: whose factors were all shown.
        address: the client's address.
        browser: the browser's own words, clean.
    """
    db.require_transaction()
    now = clock.now()
    mine = SignIn.objects.filter(user=user)
    last = mine.order_by("-at").first()
    known = [
        throttle.network(seen.address)
        for seen in mine.filter(browser=browser, at__gt=now - SEEN_BEFORE).order_by("-at")[:50]
    ]
    SignIn.objects.create(user=user, at=now, address=address, browser=browser)
    record(actor=str(user.id), action="access.signed_in", subject=str(user.id))
    if last is not None and throttle.network(address) not in known:
        tell(user.id, "new_sign_in", {"browser": browser, "address": address})
    before = LastAccess(last.at, last.address, last.browser) if last else None
    return SignedIn(user.id, user.person_id, user.shown_name, before, address, browser)

"""Drafts that nobody confirmed end by themselves."""

from coop.kernel import clock, db
from coop.orders.models import Order as Row
from coop.orders.row import walk
from coop.orders.rules import Status

AT_ONCE = 500


def expire() -> int:
    """Expire the drafts whose time has passed, some hundreds a call; return how many.

    A draft that a person is confirming is skipped: their transaction decides it. Safe to run in
    several workers at once.
    """
    with db.transaction():
        now = clock.business_now()
        due = (
            Row.objects.select_for_update(skip_locked=True)
            .filter(status=Status.DRAFTED, expires_at__lte=now)
            .order_by("expires_at")[:AT_ONCE]
        )
        rows = list(due)
        for row in rows:
            walk(row, [Status.EXPIRED], at=now)
        return len(rows)

"""Forget what no longer decides anything."""

from datetime import datetime, timedelta

from django.db.models import Q

from coop.access.guard import FORGOTTEN_AFTER
from coop.access.models import (
    Ceremony,
    Challenge,
    ContactCode,
    Device,
    Errand,
    Guard,
    OneTimeCode,
    Session,
    TokenPairing,
)
from coop.access.ports import slot
from coop.access.sessions.device import KEPT
from coop.kernel import clock, db

CHALLENGES_KEPT = timedelta(days=90)
GUARDS_KEPT = timedelta(days=365)
ERRANDS_KEPT = timedelta(hours=1)
CONTACT_CODES_KEPT = timedelta(days=1)
ONE_TIME_CODES_KEPT = timedelta(days=90)


def forget() -> int:
    """Delete what ended or went quiet, in every table of this room; return how many rows."""
    now = clock.now()
    with db.transaction():
        gone = [
            Session.objects.filter(expire_date__lt=now).delete()[0],
            _guards(now),
            Device.objects.filter(seen_at__lte=now - KEPT).delete()[0],
            Errand.objects.filter(expires_at__lt=now - ERRANDS_KEPT).delete()[0],
            ContactCode.objects.filter(expires_at__lt=now - CONTACT_CODES_KEPT).delete()[0],
            OneTimeCode.objects.filter(expires_at__lt=now - ONE_TIME_CODES_KEPT).delete()[0],
            Ceremony.objects.filter(expires_at__lt=now).delete()[0],
            Challenge.objects.filter(expires_at__lt=now - CHALLENGES_KEPT).delete()[0],
            TokenPairing.objects.filter(expires_at__lt=now - CHALLENGES_KEPT).delete()[0],
        ]
    return sum(gone)


def _guards(now: datetime) -> int:
    """Forget the few failures of a quiet day; many are kept, since a hundred end a password."""
    few = Q(tried_at__lt=now - FORGOTTEN_AFTER, total__lt=slot.get().failures_before_block)
    old = Q(tried_at__lt=now - GUARDS_KEPT)
    return Guard.objects.filter(few | old).delete()[0]

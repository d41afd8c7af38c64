"""Forget what no longer decides anything."""

from datetime import timedelta

from coop.access.guard import FORGOTTEN_AFTER
from coop.access.models import (
    Ceremony,
    Challenge,
    ContactCode,
    Errand,
    Guard,
    OneTimeCode,
    Session,
    TokenPairing,
)
from coop.kernel import clock, db

CHALLENGES_KEPT = timedelta(days=90)
ERRANDS_KEPT = timedelta(hours=1)
CONTACT_CODES_KEPT = timedelta(days=1)
ONE_TIME_CODES_KEPT = timedelta(days=90)


def forget() -> int:
    """Delete what ended or went quiet, in every table of this room; return how many rows."""
    now = clock.now()
    with db.transaction():
        gone = [
            Session.objects.filter(expire_date__lt=now).delete()[0],
            Guard.objects.filter(tried_at__lt=now - FORGOTTEN_AFTER).delete()[0],
            Errand.objects.filter(expires_at__lt=now - ERRANDS_KEPT).delete()[0],
            ContactCode.objects.filter(expires_at__lt=now - CONTACT_CODES_KEPT).delete()[0],
            OneTimeCode.objects.filter(expires_at__lt=now - ONE_TIME_CODES_KEPT).delete()[0],
            Ceremony.objects.filter(expires_at__lt=now).delete()[0],
            Challenge.objects.filter(expires_at__lt=now - CHALLENGES_KEPT).delete()[0],
            TokenPairing.objects.filter(expires_at__lt=now - CHALLENGES_KEPT).delete()[0],
        ]
    return sum(gone)

"""The day after an unusual sign-in: less may go to new payees, whoever it was.

A sign-in is unusual from a browser that was not recognised, at an hour of the night in which the
person never comes in, or after many failures. Its row says why.
"""

from datetime import timedelta
from uuid import UUID

from coop.access.models import SignIn
from coop.access.rules import WaryReason, odd_hour
from coop.kernel import clock, db

WARY_FOR = timedelta(hours=24)
COMPARED = timedelta(days=90)
MANY_FAILURES = 5

_WARY = """
    SELECT 1 FROM access_signin signin JOIN access_user member ON member.id = signin.user_id
     WHERE member.person_id = %s AND signin.at > %s AND signin.wary <> '' LIMIT 1
"""


def person_is_wary(person_id: UUID) -> bool:
    """Tell whether somebody signed in as the person, unusually, in the last 24 hours."""
    return bool(db.fetch_all(_WARY, [person_id, clock.now() - WARY_FOR]))


def reasons(user_id: UUID, *, recognised: bool, failures: int) -> tuple[WaryReason, ...]:
    """Return why a sign-in of now is unusual, in the order of `WaryReason`.

    Args:
        user_id: who comes in.
        recognised: whether the browser is one of their devices.
        failures: how many tries failed before this one.
    """
    now = clock.now()
    seen = SignIn.objects.filter(user_id=user_id, at__gt=now - COMPARED).values_list(
        "at", flat=True
    )
    hours = {clock.panama(at).hour for at in seen}
    found = {
        WaryReason.NEW_DEVICE: not recognised,
        WaryReason.ODD_HOUR: odd_hour(clock.panama(now).hour, hours),
        WaryReason.FAILURES: failures >= MANY_FAILURES,
    }
    return tuple(reason for reason, holds in found.items() if holds)

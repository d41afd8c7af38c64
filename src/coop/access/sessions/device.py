"""Browsers that a user has signed in from and asked to be recognised.

The browser holds one random secret in a cookie, and one browser may know several users; here stands
a keyed hash of it for each of them. Every sign-in gives the browser another secret, so that a
copied one, or one that somebody planted, ends with the next.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.crypto import salted_hmac

from coop.access.models import Device
from coop.access.notice import tell
from coop.audit.record import record
from coop.kernel import clock, db
from coop.kernel.errors import Refused
from coop.kernel.ids import uuid7

KEPT = timedelta(days=180)
MOST = 20
_LONGEST_SECRET = 100

_KNOWN = """
    SELECT device.id FROM access_device device JOIN access_user member ON member.id = user_id
     WHERE secret = %s AND username = %s AND seen_at > %s
"""

_KEEP = """
    INSERT INTO access_device (id, user_id, secret, browser, began_at, seen_at)
    VALUES (%(id)s, %(user)s, %(secret)s, %(browser)s, %(now)s, %(now)s)
    ON CONFLICT (secret, user_id) DO UPDATE
       SET seen_at = excluded.seen_at, browser = excluded.browser
    RETURNING id
"""

_ONLY_THE_LATEST = """
    DELETE FROM access_device WHERE user_id = %s AND id NOT IN (
        SELECT id FROM access_device WHERE user_id = %s ORDER BY seen_at DESC, id DESC LIMIT %s)
"""


class DeviceNotFound(Refused):
    """No recognised device of this user has this id."""

    code = "access.device_not_found"


@dataclass(frozen=True, slots=True)
class Kept:
    """A browser that will be recognised: its row, and the secret that its cookie must hold."""

    device_id: UUID
    secret: str


@dataclass(frozen=True, slots=True)
class DeviceView:
    """A recognised device as its owner reads it."""

    device_id: UUID
    browser: str
    began_at: datetime
    seen_at: datetime


def recognise(*, secret: str, name: str) -> UUID | None:
    """Return which device of the user this browser is, or None; one statement in every case.

    Args:
        secret: what the browser's cookie holds, however long; empty without one.
        name: a folded user name, whether anybody has it or not.
    """
    found = db.fetch_all(_KNOWN, [_hash(secret), name, clock.now() - KEPT])
    return found[0][0] if found else None


def remember(*, user_id: UUID, secret: str, browser: str) -> Kept:
    """Recognise this browser from now on, under a new secret, in the caller's transaction.

    Args:
        user_id: who signed in.
        secret: what the cookie held, for the other users of this browser; empty without one.
        browser: the browser's own words, clean.
    """
    db.require_transaction()
    new = secrets.token_urlsafe(32)
    if secret:
        db.execute(
            "UPDATE access_device SET secret = %s WHERE secret = %s", [_hash(new), _hash(secret)]
        )
    values = {
        "id": uuid7(),
        "user": user_id,
        "secret": _hash(new),
        "browser": browser,
        "now": clock.now(),
    }
    (device_id,) = db.fetch_one(_KEEP, values)
    db.execute(_ONLY_THE_LATEST, [user_id, user_id, MOST])
    return Kept(device_id, new)


def devices_of(user_id: UUID) -> list[DeviceView]:
    """Return the devices that are recognised now, the latest seen first."""
    found = Device.objects.filter(user_id=user_id, seen_at__gt=clock.now() - KEPT)
    return [
        DeviceView(row.id, row.browser, row.began_at, row.seen_at)
        for row in found.order_by("-seen_at", "-id")
    ]


def revoke(*, user_id: UUID, device_id: UUID) -> None:
    """Recognise the device no more, end the sessions begun on it, and tell the user.

    Raises:
        DeviceNotFound: `access.device_not_found`.
    """
    with db.transaction():
        if not Device.objects.filter(id=device_id, user_id=user_id).delete()[0]:
            raise DeviceNotFound
        db.execute(
            "DELETE FROM access_session WHERE user_id = %s AND device_id = %s", [user_id, device_id]
        )
        record(actor=str(user_id), action="access.device_revoked", subject=str(user_id))
        tell(user_id, "device_revoked")


def forget_devices(user_id: UUID) -> int:
    """Recognise no device of the user any more, in the caller's transaction; return how many."""
    db.require_transaction()
    return Device.objects.filter(user_id=user_id).delete()[0]


def _hash(secret: str) -> bytes:
    kept = secret if len(secret) <= _LONGEST_SECRET else ""
    return salted_hmac("coop.access.device", kept, algorithm="sha256").digest()

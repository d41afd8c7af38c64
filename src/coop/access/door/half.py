"""The half-open sign-in between two steps, kept in the web session under a key that opens nothing.

The session holds nothing else then, and signing in begins another with a new key.
"""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

from coop.access.door.second_step import HALF_FOR
from coop.access.signed_in import HalfIn
from coop.kernel import clock

_HALF, _WISH = "half", "wish"


def open_half(store: SessionBase, half: HalfIn, *, wish: str) -> None:
    """Keep who typed the right password, and the page that they wished, under a new key."""
    store.flush()
    kept = asdict(half)
    kept["user_id"] = str(half.user_id)
    kept["at"] = half.at.isoformat()
    kept["password_changed_at"] = half.password_changed_at.isoformat()
    end = half.sessions_end_at
    kept["sessions_end_at"] = end.isoformat() if end else None
    kept["device_id"] = str(half.device_id) if half.device_id else None
    store.update({_HALF: kept, _WISH: wish})
    store.create()


def half_of(store: SessionBase) -> HalfIn | None:
    """Return the half-open sign-in of this session, if its time has not passed."""
    kept = store.get(_HALF)
    if not kept:
        return None
    at = datetime.fromisoformat(kept["at"])
    if clock.now() >= at + HALF_FOR:
        return None
    end = kept.get("sessions_end_at")
    return HalfIn(
        user_id=UUID(kept["user_id"]),
        at=at,
        password_changed_at=datetime.fromisoformat(kept["password_changed_at"]),
        methods=tuple(kept["methods"]),
        address=kept["address"],
        browser=kept["browser"],
        device_id=UUID(kept["device_id"]) if kept["device_id"] else None,
        nonce=kept["nonce"],
        failures=kept["failures"],
        sessions_end_at=datetime.fromisoformat(end) if end else None,
    )


def wish_of(store: SessionBase) -> str:
    """Return the page that was wished for before signing in."""
    return str(store.get(_WISH, ""))

"""One question to a device and its one answer: single-use, short-lived, bound to its purpose."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from coop.kernel import clock, db
from coop.kernel.errors import Refused
from coop.kernel.ids import uuid7

REGISTER, SIGN_IN, PROVE = "register", "sign_in", "prove"
LIVES = timedelta(minutes=5)
CHALLENGE_BYTES = 32

_TAKE = """
    DELETE FROM access_ceremony
    WHERE id = %s AND purpose = %s AND user_id IS NOT DISTINCT FROM coalesce(%s, user_id)
    RETURNING user_id, challenge, data, expires_at
"""
_OPEN = """
    INSERT INTO access_ceremony (id, purpose, user_id, challenge, data, expires_at)
    VALUES (%s, %s, %s, %s, %s::jsonb, %s)
"""


class CeremonyOver(Refused):
    """The question to the device was answered before, took too long, or was never asked here."""

    code = "access.ceremony_over"


@dataclass(frozen=True, slots=True)
class Ceremony:
    """A question to a device: its id, and the options for the browser as JSON."""

    id: UUID
    options: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What was kept of the question that is being answered."""

    user_id: UUID | None
    challenge: bytes
    data: Mapping[str, Any]


def fresh_challenge() -> bytes:
    """Return random bytes that no other ceremony has."""
    return secrets.token_bytes(CHALLENGE_BYTES)


def open_ceremony(
    *, purpose: str, user_id: UUID | None, challenge: bytes, data: Mapping[str, Any] | None = None
) -> UUID:
    """Keep a question for five minutes; return its id."""
    ceremony = uuid7()
    ends = clock.now() + LIVES
    given = json.dumps(dict(data or {}))
    db.execute(_OPEN, [ceremony, purpose, user_id, challenge, given, ends])
    return ceremony


def take_ceremony(*, purpose: str, ceremony_id: UUID, user_id: UUID | None = None) -> Taken:
    """Take the question away, for good, whatever its answer turns out to be worth.

    Args:
        purpose: what it was asked for.
        ceremony_id: which.
        user_id: whose it must be; None takes whosever it is.

    Raises:
        CeremonyOver: `access.ceremony_over`.
    """
    with db.transaction():
        found = db.fetch_all(_TAKE, [ceremony_id, purpose, user_id])
    if not found or clock.now() >= found[0][3]:
        raise CeremonyOver
    owner, challenge, data, _ = found[0]
    return Taken(owner, bytes(challenge), json.loads(data) if isinstance(data, str) else data)

"""Codes typed from paper or a mail: sixteen characters, for one purpose and one person, once.

Eighty random bits, written `7K3M-9QPT-2V4X-8HJR`; the row keeps a keyed hash that also names the
purpose, so that a code of one purpose is nothing to another.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.crypto import salted_hmac

from coop.access.models import OneTimeCode
from coop.access.rules import ONE_TIME_ALPHABET, one_time_code_of
from coop.audit.record import record
from coop.kernel import clock, db, rows
from coop.kernel.ids import uuid7

LENGTH, GROUP = 16, 4
LONGEST_HOURS = 24 * 7

_USE = """
    UPDATE access_onetimecode SET status = 'used', ended_at = %s
    WHERE id = %s AND purpose = %s AND status = 'open' AND expires_at > %s
    RETURNING 1
"""


@dataclass(frozen=True, slots=True)
class Found:
    """What a code opens: its purpose, for whom, and who handed it over."""

    code_id: UUID
    purpose: str
    person_id: UUID | None
    user_id: UUID | None
    made_by: str
    expires_at: datetime


def make(
    *,
    purpose: str,
    by: str,
    hours: int,
    person_id: UUID | None = None,
    user_id: UUID | None = None,
) -> str:
    """Return a fresh code, in groups of four, in the caller's transaction; it is kept nowhere.

    Earlier ones of the same purpose for the same person or user end.

    Args:
        purpose: what it opens, and nothing else (`activation`, `assisted_recovery` ...).
        by: who hands it over, as the trail names them (a user's id, or a command's name).
        hours: its life, a week at most.
        person_id: whom it is for, where the person has no user yet.
        user_id: whom it is for, where there is a user.
    """
    db.require_transaction()
    assert 0 < hours <= LONGEST_HOURS, hours
    now, code_id = clock.now(), uuid7()
    code = "".join(secrets.choice(ONE_TIME_ALPHABET) for _ in range(LENGTH))
    db.execute(
        "UPDATE access_onetimecode SET status = 'void', ended_at = %s "
        "WHERE purpose = %s AND status = 'open' "
        "AND person_id IS NOT DISTINCT FROM %s AND user_id IS NOT DISTINCT FROM %s",
        [now, purpose, person_id, user_id],
    )
    row = OneTimeCode(
        id=code_id,
        purpose=purpose,
        hash=_hash(purpose, code),
        person_id=person_id,
        user_id=user_id,
        made_by=by,
        made_at=now,
        expires_at=now + timedelta(hours=hours),
    )
    rows.add(row)
    record(
        actor=by,
        action="access.one_time_code_made",
        subject=str(user_id or person_id or code_id),
        data={"purpose": purpose, "code": str(code_id), "hours": hours},
    )
    return "-".join(code[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def peek(*, purpose: str, typed: str) -> Found | None:
    """Return what a typed code would open now; it stays usable."""
    row = rows.first(
        OneTimeCode,
        "WHERE hash = %s AND status = 'open' AND expires_at > %s",
        [_hash(purpose, one_time_code_of(typed) or ""), clock.now()],
    )
    if row is None:
        return None
    return Found(row.id, row.purpose, row.person_id, row.user_id, row.made_by, row.expires_at)


def use(*, purpose: str, typed: str) -> Found | None:
    """Use up a typed code, in the caller's transaction; None if it opens nothing (any more).

    Of two at once, one gets it: the other waits for the row and finds it used.
    """
    db.require_transaction()
    found = peek(purpose=purpose, typed=typed)
    return found if found is not None and use_found(found=found) else None


def use_found(*, found: Found) -> bool:
    """Use up a code that `peek` found on an earlier page, in the caller's transaction."""
    db.require_transaction()
    now = clock.now()
    used = bool(db.fetch_all(_USE, [now, found.code_id, found.purpose, now]))
    if used:
        record(
            actor=str(found.user_id or found.person_id or found.made_by),
            action="access.one_time_code_used",
            subject=str(found.code_id),
            data={"purpose": found.purpose},
        )
    return used


def open_code(code_id: UUID, *, purpose: str) -> Found | None:
    """Return a code by its row, while it could still be used."""
    row = rows.first(
        OneTimeCode,
        "WHERE id = %s AND purpose = %s AND status = 'open' AND expires_at > %s",
        [code_id, purpose, clock.now()],
    )
    if row is None:
        return None
    return Found(row.id, row.purpose, row.person_id, row.user_id, row.made_by, row.expires_at)


def _hash(purpose: str, code: str) -> bytes:
    said = f"{purpose}\0{code}"
    return salted_hmac("coop.access.one_time_code", said, algorithm="sha256").digest()

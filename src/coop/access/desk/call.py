"""A telephone call in which both sides prove themselves, and nobody reads a code to staff.

The adviser says six figures; the member finds the same ones, and the adviser's name, on their own
page, and confirms there with a factor. The figures are no secret: they open nothing.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from coop.access.desk.served import locked_user
from coop.access.models import CallProof
from coop.audit.record import record
from coop.kernel import clock, db, rows
from coop.kernel.errors import Refused
from coop.kernel.ids import uuid7

LIVES = timedelta(minutes=5)

_END = """
    UPDATE access_callproof SET status = %s, ended_at = %s
    WHERE id = %s AND user_id = %s AND status = 'waiting' AND expires_at > %s
    RETURNING staff_id
"""


class CallNotFound(Refused):
    """There is no such call of this adviser."""

    code = "access.call_not_found"


class CallOver(Refused):
    """The call was answered, replaced by another, or its five minutes are over."""

    code = "access.call_over"


@dataclass(frozen=True, slots=True)
class Call:
    """A call as both sides see it: waiting, confirmed, refused, void or expired."""

    id: UUID
    user_id: UUID
    staff_id: UUID
    code: str
    status: str
    begun_at: datetime
    expires_at: datetime

    @property
    def spoken(self) -> str:
        """The figures as they are said: `123 456`."""
        return f"{self.code[:3]} {self.code[3:]}"


def begin(*, person_id: UUID, by: UUID) -> UUID:
    """Begin the proof, which lives five minutes and ends any earlier one; return its id.

    Raises:
        NotEnrolled: `access.not_enrolled`.
    """
    now, call_id = clock.now(), uuid7()
    with db.transaction():
        user_id = locked_user(person_id).id
        CallProof.objects.filter(user_id=user_id, status="waiting").update(
            status="void", ended_at=now
        )
        call = CallProof(
            id=call_id,
            user_id=user_id,
            staff_id=by,
            code=f"{secrets.randbelow(1_000_000):06}",
            begun_at=now,
            expires_at=now + LIVES,
        )
        call.save(force_insert=True)
        record(
            actor=str(by),
            action="access.call_begun",
            subject=str(user_id),
            data={"call": str(call_id)},
        )
    return call_id


def call_of_staff(*, call_id: UUID, staff_id: UUID) -> Call:
    """Return a call to the adviser who made it.

    Raises:
        CallNotFound: `access.call_not_found`.
    """
    found = rows.first(CallProof, "WHERE id = %s AND staff_id = %s", [call_id, staff_id])
    if found is None:
        raise CallNotFound
    return _view(found)


def waiting_call(user_id: UUID) -> Call | None:
    """Return the call that waits for the member, if there is one."""
    found = rows.first(
        CallProof,
        "WHERE user_id = %s AND status = 'waiting' AND expires_at > %s",
        [user_id, clock.now()],
    )
    return _view(found) if found else None


def confirm(*, user_id: UUID, call_id: UUID) -> None:
    """Say that the figures are the same; the page has taken a factor since the call began.

    Raises:
        CallOver: `access.call_over`.
    """
    _end(user_id, call_id, "confirmed")


def refuse(*, user_id: UUID, call_id: UUID) -> None:
    """Say that the figures differ, or that nobody calls.

    Raises:
        CallOver: `access.call_over`.
    """
    _end(user_id, call_id, "refused")


def _end(user_id: UUID, call_id: UUID, status: str) -> None:
    now = clock.now()
    with db.transaction():
        found = db.fetch_all(_END, [status, now, call_id, user_id, now])
        if not found:
            raise CallOver
        record(
            actor=str(user_id),
            action=f"access.call_{status}",
            subject=str(user_id),
            data={"call": str(call_id), "staff": str(found[0][0])},
        )


def _view(row: CallProof) -> Call:
    over = row.status == "waiting" and row.expires_at <= clock.now()
    return Call(
        id=row.id,
        user_id=row.user_id,
        staff_id=row.staff_id,
        code=row.code,
        status="expired" if over else row.status,
        begun_at=row.begun_at,
        expires_at=row.expires_at,
    )

"""A telephone call in which both sides prove themselves, and nobody reads a code to staff.

The adviser says what it is about and six figures; the member finds the same, and the adviser's
name, on their own page, and confirms there with a factor: the passkey or the token, a code only
where there is nothing else. The figures are no secret: they open nothing.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from coop.access.desk.served import locked_user
from coop.access.factors import TOTP, factors_of
from coop.access.models import CallProof
from coop.access.proofs.fresh import FactorWrong, prove, prove_by_passkey
from coop.audit.record import record
from coop.kernel import clock, db, rows
from coop.kernel.errors import Refused
from coop.kernel.ids import uuid7

LIVES = timedelta(minutes=5)
LASTS = timedelta(minutes=30)
"""How long a confirmed call is spoken of: nobody tells us when the telephone is put down."""
ACTIONS = ("access.call_confirmed", "access.call_refused")


class Purpose(StrEnum):
    """What a call is about, as the adviser chose it (`pages.calls` has the words)."""

    QUESTION = "question"
    MOVEMENT = "movement"
    ACCESS = "access"
    RECOVERY = "recovery"
    CONTACTS = "contacts"
    PRODUCT = "product"


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
    purpose: Purpose
    status: str
    begun_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None

    @property
    def spoken(self) -> str:
        """The figures as they are said: `123 456`."""
        return f"{self.code[:3]} {self.code[3:]}"


def begin(*, person_id: UUID, by: UUID, purpose: Purpose) -> UUID:
    """Begin the proof, which lives five minutes and ends any earlier one; return its id.

    Args:
        person_id: whom the adviser calls.
        by: the adviser's user.
        purpose: what the call is about.

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
            purpose=purpose.value,
            begun_at=now,
            expires_at=now + LIVES,
        )
        call.save(force_insert=True)
        record(
            actor=str(by),
            action="access.call_begun",
            subject=str(user_id),
            data={"call": str(call_id), "purpose": purpose.value},
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


def confirmed_call(user_id: UUID) -> Call | None:
    """Return the call that the member has confirmed and may still be on, if there is one."""
    found = rows.first(
        CallProof,
        "WHERE user_id = %s AND status = 'confirmed' AND ended_at > %s"
        " ORDER BY ended_at DESC LIMIT 1",
        [user_id, clock.now() - LASTS],
    )
    return _view(found) if found else None


def methods(user_id: UUID) -> tuple[str, ...]:
    """Return the factors with one of which the member confirms: a code only if there is no other.

    A code can be asked for by whoever really calls; a passkey answers this site alone, and a
    token shows on its own screen what it is asked.
    """
    has = factors_of(user_id)
    return tuple(one for one in has if one != TOTP) or has


def confirm(*, user_id: UUID, call_id: UUID, method: str, typed: str, nonce: str = "") -> None:
    """Say that name, purpose and figures are the same, with a typed proof of this very moment.

    Args:
        user_id: whose call.
        call_id: which.
        method: the factor that is typed.
        typed: the code, or what the token showed.
        nonce: what the token was asked (`token.change_question`).

    Raises:
        CallOver: `access.call_over`.
        FactorWrong: `access.factor_wrong`, of another method than `methods` too.
        FactorTriesSpent: `access.factor_tries_throttled`.
        FactorMissing: `access.factor_missing`.
    """
    _waits(user_id, call_id)
    if method not in methods(user_id):
        raise FactorWrong
    prove(user_id=user_id, method=method, typed=typed, nonce=nonce)
    _end(user_id, call_id, "confirmed")


def confirm_by_passkey(*, user_id: UUID, call_id: UUID, ceremony_id: UUID, credential: str) -> None:
    """Say the same with an answer to `passkey.begin_proof`.

    Raises:
        CallOver: `access.call_over`.
        CeremonyOver: `access.ceremony_over`.
        PasskeyRefused: `access.passkey_refused`.
    """
    _waits(user_id, call_id)
    prove_by_passkey(user_id=user_id, ceremony_id=ceremony_id, credential=credential)
    _end(user_id, call_id, "confirmed")


def refuse(*, user_id: UUID, call_id: UUID) -> None:
    """Say that the figures differ, or that nobody calls.

    Raises:
        CallOver: `access.call_over`.
    """
    _end(user_id, call_id, "refused")


def _waits(user_id: UUID, call_id: UUID) -> None:
    """Refuse before a proof is spent on a call that is over.

    Raises:
        CallOver: `access.call_over`.
    """
    found = waiting_call(user_id)
    if found is None or found.id != call_id:
        raise CallOver


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
        purpose=Purpose(row.purpose),
        status="expired" if over else row.status,
        begun_at=row.begun_at,
        expires_at=row.expires_at,
        ended_at=row.ended_at,
    )

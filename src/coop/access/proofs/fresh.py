"""A factor proven a moment ago, in this session: what pages ask before a sensitive change.

Any factor that the user has will do; the password is none. The mark stands in the web session and
ends with it, or after five minutes.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

from coop.access.codes import totp
from coop.access.factors import TOKEN, TOTP, lock_user
from coop.access.passkeys.passkey import finish_proof
from coop.access.ports import slot
from coop.access.tokens import token
from coop.audit.record import record
from coop.kernel import clock, db, throttle
from coop.kernel.errors import Refused

_PROVED = "proved"


class FactorWrong(Refused):
    """The code is not a fresh one of the user's own generator or token."""

    code = "access.factor_wrong"


class FactorTriesSpent(Refused):
    """Too many wrong codes in a short time; none is looked at for some minutes."""

    code = "access.factor_tries_throttled"


def is_fresh(store: SessionBase) -> bool:
    """Tell whether a factor was proven in this session in the last minutes."""
    proved = float(store.get(_PROVED, 0))
    return 0 <= clock.now().timestamp() - proved < slot.get().fresh_seconds


def proved_since(store: SessionBase, instant: datetime) -> bool:
    """Tell whether a factor was proven in this session after an instant, and lately."""
    return is_fresh(store) and float(store[_PROVED]) >= instant.timestamp()


def mark_fresh(store: SessionBase) -> None:
    """Remember that a factor was proven in this session, now."""
    store[_PROVED] = clock.now().timestamp()


def prove_by_code(*, user_id: UUID, typed: str) -> None:
    """Take a code of the user's generator; wrong ones count with those of orders.

    Raises:
        FactorWrong: `access.factor_wrong`.
        FactorTriesSpent: `access.factor_tries_throttled`.
        FactorMissing: `access.factor_missing`.
    """
    _judge(user_id, TOTP, lambda: totp.take_code(user_id=user_id, typed=typed))


def prove_by_token(*, user_id: UUID, nonce: str, typed: str) -> None:
    """Take the answer of the user's token to `nonce`; wrong ones count with those of orders.

    Args:
        user_id: whose.
        nonce: of `token.change_question`, kept in the session.
        typed: what the token showed.

    Raises:
        FactorWrong: `access.factor_wrong`.
        FactorTriesSpent: `access.factor_tries_throttled`.
    """
    _judge(user_id, TOKEN, lambda: token.take_change(user_id=user_id, nonce=nonce, typed=typed))


def prove_by_passkey(*, user_id: UUID, ceremony_id: UUID, credential: str) -> None:
    """Take an answer to `passkey.begin_proof`.

    Raises:
        CeremonyOver: `access.ceremony_over`.
        PasskeyRefused: `access.passkey_refused`.
    """
    finish_proof(user_id=user_id, ceremony_id=ceremony_id, credential=credential)
    data = {"method": "passkey"}
    record(actor=str(user_id), action="access.factor_proved", subject=str(user_id), data=data)


def _judge(user_id: UUID, method: str, take: Callable[[], bool]) -> None:
    ports, bucket = slot.get(), f"proof:{user_id}"
    burst, per_minute = ports.proof_burst, ports.proof_per_minute
    with db.transaction():
        lock_user(user_id)
        if not throttle.room(bucket, burst=burst, per_minute=per_minute):
            raise FactorTriesSpent
        right = take()
        if not right:
            throttle.take(bucket, burst=burst, per_minute=per_minute)
        action = "access.factor_proved" if right else "access.factor_wrong"
        record(actor=str(user_id), action=action, subject=str(user_id), data={"method": method})
    if not right:
        raise FactorWrong

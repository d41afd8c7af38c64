"""A factor proven a moment ago, in this session: what pages ask before a sensitive change.

Any factor that the user has will do; the password is none. The mark stands in the web session and
ends with it, or after five minutes. Who lost their factor may give a recovery code instead: it
opens what repairs the access (factors and codes themselves), and no other page.
"""

from collections.abc import Callable
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

from coop.access.factors import FactorMissing, factors_of, lock_user
from coop.access.passkeys.passkey import finish_proof
from coop.access.ports import slot
from coop.access.proofs.tries import Judged, judge
from coop.access.proofs.typed import RECOVERY, TYPED, changing, minutes_off, unasked
from coop.audit.record import record
from coop.kernel import clock, db
from coop.kernel.errors import Refused

_PROVED, _REPAIRING = "proved", "repairing"


class FactorWrong(Refused):
    """The code is not a fresh one of the user's generator or token; `minutes_off` if it was."""

    code = "access.factor_wrong"


class RecoveryCodeWrong(Refused):
    """The code is not one of the user's recovery codes, or was used."""

    code = "access.recovery_code_wrong"


class FactorTriesSpent(Refused):
    """Too many wrong codes in a short time; none is looked at for some minutes."""

    code = "access.factor_tries_throttled"


def is_fresh(store: SessionBase) -> bool:
    """Tell whether a factor was proven in this session in the last minutes."""
    return _lately(store, _PROVED)


def may_repair(store: SessionBase) -> bool:
    """Tell whether factors and codes may be changed: after a factor, or a recovery code."""
    return is_fresh(store) or _lately(store, _REPAIRING)


def mark_fresh(store: SessionBase) -> None:
    """Remember that a factor was proven in this session, now."""
    store[_PROVED] = clock.now().timestamp()


def mark_repairing(store: SessionBase) -> None:
    """Remember that a recovery code was given in this session, now."""
    store[_REPAIRING] = clock.now().timestamp()


def prove(*, user_id: UUID, method: str, typed: str, nonce: str = "") -> None:
    """Take a typed proof of one of the user's factors; wrong ones count with those of orders.

    Args:
        user_id: whose.
        method: one of the user's factors that is typed.
        typed: the code, or what the token showed.
        nonce: of `token.change_question`, kept in the session; for a token alone.

    Raises:
        FactorWrong: `access.factor_wrong`.
        FactorTriesSpent: `access.factor_tries_throttled`.
        FactorMissing: `access.factor_missing`.
    """
    take = TYPED.get(method)
    if take is None or method not in factors_of(user_id):
        raise FactorMissing
    if not _is_right(user_id, method, lambda: take(user_id, typed, changing(nonce))):
        with db.transaction():
            off = minutes_off(method, user_id, typed)
        raise FactorWrong(**({"minutes_off": off} if off else {}))


def prove_by_recovery_code(*, user_id: UUID, typed: str) -> None:
    """Use up one of the user's recovery codes; wrong ones count with those of orders.

    Raises:
        RecoveryCodeWrong: `access.recovery_code_wrong`.
        FactorTriesSpent: `access.factor_tries_throttled`.
    """
    if not _is_right(user_id, RECOVERY, lambda: TYPED[RECOVERY](user_id, typed, unasked)):
        raise RecoveryCodeWrong


def prove_by_passkey(*, user_id: UUID, ceremony_id: UUID, credential: str) -> None:
    """Take an answer to `passkey.begin_proof`.

    Raises:
        CeremonyOver: `access.ceremony_over`.
        PasskeyRefused: `access.passkey_refused`.
    """
    finish_proof(user_id=user_id, ceremony_id=ceremony_id, credential=credential)
    data = {"method": "passkey"}
    record(actor=str(user_id), action="access.factor_proved", subject=str(user_id), data=data)


def _is_right(user_id: UUID, method: str, take: Callable[[], bool]) -> bool:
    with db.transaction():
        lock_user(user_id)
        judged = judge(user_id, take)
        if judged is Judged.BLOCKED:
            raise FactorTriesSpent
        right = judged is Judged.RIGHT
        action = "access.factor_proved" if right else "access.factor_wrong"
        record(actor=str(user_id), action=action, subject=str(user_id), data={"method": method})
    return right


def _lately(store: SessionBase, mark: str) -> bool:
    passed = clock.now().timestamp() - float(store.get(mark, 0))
    return 0 <= passed < slot.get().fresh_seconds

"""What may stand beside a mailed code when a password is recovered: a factor, or two codes."""

from contextlib import suppress
from uuid import UUID

from coop.access.codes import recovery_codes, totp
from coop.access.factors import TOKEN, TOTP, factors_of
from coop.access.ports import slot
from coop.access.tokens import token
from coop.kernel import db, throttle

CODES = "codes"
CODES_ASKED = 2


class _WrongCodeError(Exception):
    """Rolls back the first code where the second one is wrong."""


def methods(*, user_id: UUID) -> tuple[str, ...]:
    """Return the methods that this user can prove with, the strongest first."""
    found = factors_of(user_id)
    return (*found, CODES) if recovery_codes.left(user_id) >= CODES_ASKED else found


def accept(*, user_id: UUID, method: str, proof: str, nonce: str) -> bool:
    """Judge a typed proof in the caller's transaction; wrong ones count as an order's do.

    Args:
        user_id: whose factor.
        method: one of `methods`; a passkey is not typed and is judged by `recovery`.
        proof: as typed; of recovery codes two, a line each.
        nonce: the six figures that the page showed for the token.
    """
    db.require_transaction()
    ports = slot.get()
    bucket, burst, per_minute = f"proof:{user_id}", ports.proof_burst, ports.proof_per_minute
    if method not in methods(user_id=user_id):
        return False
    if not throttle.room(bucket, burst=burst, per_minute=per_minute):
        return False
    right = _right(user_id, method, proof, nonce)
    if not right:
        throttle.take(bucket, burst=burst, per_minute=per_minute)
    return right


def _right(user_id: UUID, method: str, proof: str, nonce: str) -> bool:
    if method == TOTP:
        return totp.take_code(user_id=user_id, typed=proof)
    if method == TOKEN and nonce:
        return token.take_change(user_id=user_id, nonce=nonce, typed=proof)
    return method == CODES and _two_codes(user_id, proof.split("\n"))


def _two_codes(user_id: UUID, typed: list[str]) -> bool:
    """Use two codes, or none of them."""
    if len(typed) != CODES_ASKED:
        return False
    with suppress(_WrongCodeError), db.savepoint():
        for one in typed:
            _take(user_id, one)
        return True
    return False


def _take(user_id: UUID, typed: str) -> None:
    if not recovery_codes.take(user_id=user_id, typed=typed):
        raise _WrongCodeError

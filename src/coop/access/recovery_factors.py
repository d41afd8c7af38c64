"""The bound factors that may stand beside a mailed code when a password is recovered."""

from uuid import UUID

from coop.access import totp
from coop.access.ports import slot
from coop.kernel import db, throttle

TOTP = "totp"


def methods(*, user_id: UUID) -> tuple[str, ...]:
    """Return the methods that this user can prove with, the strongest first."""
    return (TOTP,) if totp.has_totp(user_id) else ()


def accept(*, user_id: UUID, method: str, proof: str) -> bool:
    """Judge a proof in the caller's transaction; wrong ones count as an order's do."""
    db.require_transaction()
    ports = slot.get()
    bucket, burst, per_minute = f"proof:{user_id}", ports.proof_burst, ports.proof_per_minute
    if method not in methods(user_id=user_id):
        return False
    if not throttle.room(bucket, burst=burst, per_minute=per_minute):
        return False
    right = totp.take_code(user_id=user_id, typed=proof)
    if not right:
        throttle.take(bucket, burst=burst, per_minute=per_minute)
    return right

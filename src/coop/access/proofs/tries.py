"""Wrong proofs of one person, counted together: over orders, sensitive pages and recoveries."""

from collections.abc import Callable
from enum import StrEnum
from uuid import UUID

from coop.access.ports import slot
from coop.kernel import db, throttle


class Judged(StrEnum):
    """What came of a proof. Only `RIGHT` proves; the caller commits in every case."""

    RIGHT = "right"
    WRONG = "wrong"
    BLOCKED = "blocked"
    """Too many were wrong lately, and this one was not looked at."""


def judge(user_id: UUID, is_right: Callable[[], bool]) -> Judged:
    """Look at a proof in the caller's transaction, and count it if it is wrong.

    The caller holds a lock under which one proof of this person is judged at a time; else many at
    once would all find room.
    """
    db.require_transaction()
    ports, bucket = slot.get(), f"proof:{user_id}"
    burst, per_minute = ports.proof_burst, ports.proof_per_minute
    if not throttle.room(bucket, burst=burst, per_minute=per_minute):
        return Judged.BLOCKED
    if is_right():
        return Judged.RIGHT
    throttle.take(bucket, burst=burst, per_minute=per_minute)
    return Judged.WRONG

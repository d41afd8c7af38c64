"""The authorisation of one order: a proof of possession bound to what the person was shown.

The method is the server's choice. There is one now: a fresh time-based code, redeemed for one
digest. Passkeys and signed codes will be further methods behind the same two verbs.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from coop.access import totp
from coop.access.models import Challenge as Row
from coop.access.ports import slot
from coop.audit.record import record
from coop.kernel import clock, db, rows, throttle
from coop.kernel.ids import uuid7

TOTP = "totp"

# What was redeemed or voided keeps its times.
_ISSUE = """
    INSERT INTO access_challenge AS kept
        (id, user_id, digest, method, status, wrong, issued_at, expires_at)
    VALUES (%s, %s, %s, %s, 'open', 0, %s, %s)
    ON CONFLICT (user_id, digest) DO UPDATE SET
        issued_at = CASE kept.status WHEN 'open' THEN excluded.issued_at ELSE kept.issued_at END,
        expires_at = CASE kept.status WHEN 'open' THEN excluded.expires_at ELSE kept.expires_at END
    RETURNING method, status, wrong
"""


class Outcome(StrEnum):
    """What came of a proof. Only `ACCEPTED` authorises; the caller commits in every case."""

    ACCEPTED = "accepted"
    WRONG = "wrong"
    VOID = "void"
    EXPIRED = "expired"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Challenge:
    """What the person is asked for, and until when."""

    method: str
    expires_at: datetime
    tries_left: int


@dataclass(frozen=True, slots=True)
class Redeemed:
    """The outcome, the method that the server chose, and how many wrong proofs are still borne."""

    outcome: Outcome
    method: str
    tries_left: int

    @property
    def accepted(self) -> bool:
        """Whether the order is authorised."""
        return self.outcome is Outcome.ACCEPTED


def issue(*, user_id: UUID, digest: bytes) -> Challenge:
    """Ask for a proof over `digest`, for two minutes, in the caller's transaction or its own.

    Asked again for the same digest it gives two minutes more; wrong proofs stay counted. A digest
    whose challenge was redeemed or voided gets no new tries: `tries_left` is 0.

    Raises:
        FactorMissing: `access.factor_missing`.
    """
    if not totp.has_totp(user_id):
        raise totp.FactorMissing
    ports, now = slot.get(), clock.now()
    expires = now + timedelta(seconds=ports.challenge_seconds)
    method, status, wrong = db.fetch_one(_ISSUE, [uuid7(), user_id, digest, TOTP, now, expires])
    left = ports.wrong_proofs - wrong if status == "open" else 0
    return Challenge(method, expires, left)


def redeem(*, user_id: UUID, digest: bytes, proof: str) -> Redeemed:
    """Judge `proof` for `digest`, inside the order's own transaction, under the person's lock.

    The lock has one proof of a person judged at a time, so that only wrong ones need be counted.

    It answers and does not raise, so that the caller can commit the count of a wrong proof: on
    anything but `ACCEPTED` write nothing else and commit; on `VOID` refuse the order for good. If
    the caller rolls back after `ACCEPTED`, the code was not used.

    Raises:
        FactorMissing: `access.factor_missing`.
    """
    db.require_transaction()
    ports, now = slot.get(), clock.now()
    row = rows.first(Row, "WHERE user_id = %s AND digest = %s FOR UPDATE", [user_id, digest])
    if row is None or (row.status == "open" and now >= row.expires_at):
        left = ports.wrong_proofs - row.wrong if row else ports.wrong_proofs
        return Redeemed(Outcome.EXPIRED, TOTP, left)
    if row.status != "open":
        return Redeemed(Outcome.VOID, row.method, 0)
    bucket, burst, per_minute = f"proof:{user_id}", ports.proof_burst, ports.proof_per_minute
    if not throttle.room(bucket, burst=burst, per_minute=per_minute):
        return Redeemed(Outcome.BLOCKED, row.method, ports.wrong_proofs - row.wrong)
    if totp.take_code(user_id=user_id, typed=proof):
        db.execute("UPDATE access_challenge SET status = 'redeemed' WHERE id = %s", [row.id])
        return Redeemed(Outcome.ACCEPTED, row.method, ports.wrong_proofs - row.wrong)
    throttle.take(bucket, burst=burst, per_minute=per_minute)
    return _wrong(row, ports.wrong_proofs)


def _wrong(row: Row, borne: int) -> Redeemed:
    row.wrong += 1
    void = row.wrong >= borne
    if void:
        row.status = "void"
    row.save(update_fields=["wrong", "status"])
    record(
        actor=str(row.user_id),
        action="access.proof_voided" if void else "access.proof_wrong",
        subject=str(row.id),
    )
    return Redeemed(Outcome.VOID if void else Outcome.WRONG, row.method, borne - row.wrong)

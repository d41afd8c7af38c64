"""The authorisation of one order: a proof of possession bound to what the person was shown.

The method is the server's choice, by what the person has: a passkey or a soft token, whichever they
take up; a fresh time-based code only where there is neither. What a passkey signs is made of the
order's digest, so that no other order, nor this one with another payee, is what it signed.
"""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from coop.access.factors import PASSKEY, TOKEN, TOTP, FactorMissing, factors_of
from coop.access.models import Challenge as Row
from coop.access.passkeys.relying_party import PasskeyRefused, read_assertion, request_options
from coop.access.passkeys.rows import kept, take_assertion
from coop.access.ports import slot
from coop.access.proofs.tries import Judged, judge
from coop.access.proofs.typed import TYPED, Answer, minutes_off, unasked
from coop.access.sessions.active import ACTIVE, require_active
from coop.access.tokens import token
from coop.audit.record import record
from coop.kernel import clock, db, rows
from coop.kernel.ids import uuid7

DOMAIN = b"coop.order.v1\0"
NONCE_BYTES = 32

# What was redeemed or voided keeps its times. A nonce serves while its two minutes run, so that a
# page that is shown again asks the same.
_ISSUE = """
    INSERT INTO access_challenge AS kept
        (id, user_id, digest, nonce, token_nonce, method, status, wrong, issued_at, expires_at)
    VALUES (%s, %s, %s, %s, %s, %s, 'open', 0, %s, %s)
    ON CONFLICT (user_id, digest) DO UPDATE SET
        issued_at = CASE kept.status WHEN 'open' THEN excluded.issued_at ELSE kept.issued_at END,
        expires_at = CASE kept.status WHEN 'open' THEN excluded.expires_at ELSE kept.expires_at END,
        method = CASE kept.status WHEN 'open' THEN excluded.method ELSE kept.method END,
        nonce = CASE WHEN kept.status = 'open'
            AND (kept.expires_at <= excluded.issued_at OR kept.nonce = '')
            THEN excluded.nonce ELSE kept.nonce END,
        token_nonce = CASE WHEN kept.status = 'open'
            AND (kept.expires_at <= excluded.issued_at OR kept.token_nonce = '')
            THEN excluded.token_nonce ELSE kept.token_nonce END
    RETURNING status, wrong, nonce, token_nonce
"""
_OF_ACTIVE = f"WHERE user_id = ({ACTIVE}) AND digest = %s FOR UPDATE"


class Outcome(StrEnum):
    """What came of a proof. Only `ACCEPTED` authorises; the caller commits in every case."""

    ACCEPTED = "accepted"
    WRONG = "wrong"
    VOID = "void"
    EXPIRED = "expired"
    BLOCKED = "blocked"
    TOO_WEAK = "too_weak"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a token answers about, as the server knows it of the order: never what a client says."""

    amount_cents: int
    destination_last6: str
    payee: str


@dataclass(frozen=True, slots=True)
class Challenge:
    """What the person is asked for, and until when.

    `methods` are those that the server takes, the first one offered first. `options` is what a
    passkey is asked to sign, as JSON for the browser, and `question` what a token is asked; empty
    where the person has none.
    """

    methods: tuple[str, ...]
    expires_at: datetime
    tries_left: int
    options: str = ""
    question: token.Question | None = None

    @property
    def method(self) -> str:
        """The one that is offered first."""
        return self.methods[0]


@dataclass(frozen=True, slots=True)
class Redeemed:
    """The outcome, the method of the proof, and how many wrong proofs are still borne.

    `minutes_off` is by how much the phone of a wrong code seems to be off; 0 if nothing is known.
    """

    outcome: Outcome
    method: str
    tries_left: int
    minutes_off: int = 0

    @property
    def accepted(self) -> bool:
        """Whether the order is authorised."""
        return self.outcome is Outcome.ACCEPTED


def issue(*, user_id: UUID, digest: bytes, facts: Callable[[], Facts] | None = None) -> Challenge:
    """Ask for a proof over `digest`, for two minutes, in the caller's transaction or its own.

    Asked again for the same digest it gives two minutes more; wrong proofs stay counted. A digest
    whose challenge was redeemed or voided gets no new tries: `tries_left` is 0.

    Args:
        user_id: who is asked.
        digest: of what was shown.
        facts: reads what a token is asked about; without it no token is asked.

    Raises:
        FactorMissing: `access.factor_missing`.
    """
    methods = _methods(user_id)
    six = token.fresh_nonce(user_id=user_id) if TOKEN in methods else ""
    ports, now = slot.get(), clock.now()
    expires = now + timedelta(seconds=ports.challenge_seconds)
    fresh = secrets.token_bytes(NONCE_BYTES)
    status, wrong, nonce, six = db.fetch_one(
        _ISSUE, [uuid7(), user_id, digest, fresh, six, methods[0], now, expires]
    )
    left = ports.wrong_proofs - wrong if status == "open" else 0
    options, question = "", None
    if PASSKEY in methods:
        options = request_options(challenge=signed_over(digest, nonce), known=kept(user_id))
    if six and facts is not None and TOKEN in methods:
        question = _question(user_id, facts(), six)
    return Challenge(methods, expires, left, options, question)


def redeem(
    *,
    user_id: UUID,
    digest: bytes,
    proof: str,
    method: str = "",
    totp_allowed: bool = True,
    facts: Callable[[], Facts] | None = None,
) -> Redeemed:
    """Judge `proof` for `digest`, inside the order's own transaction, under the person's lock.

    The lock has one proof of a person judged at a time, so that only wrong ones need be counted.

    It answers and does not raise, so that the caller can commit the count of a wrong proof: on
    anything but `ACCEPTED` write nothing else and commit; on `VOID` refuse the order for good. If
    the caller rolls back after `ACCEPTED`, the proof was not used.

    Args:
        user_id: whose.
        digest: of what was shown.
        proof: a code as typed, or a passkey's answer as JSON.
        method: what `proof` says that it is; one that the server does not take is a wrong proof.
        totp_allowed: whether a time-based code is enough for this order.
        facts: reads what a token was asked about; without it no token's answer is right.

    Raises:
        UserBlocked: `access.user_blocked`.
        FactorMissing: `access.factor_missing`.
    """
    db.require_transaction()
    ports, now = slot.get(), clock.now()
    methods = _methods(user_id)
    row = rows.first(Row, _OF_ACTIVE, [user_id, digest])
    if row is None:
        require_active(user_id)
    given = method or methods[0]
    if row is None or (row.status == "open" and now >= row.expires_at):
        left = ports.wrong_proofs - row.wrong if row else ports.wrong_proofs
        return Redeemed(Outcome.EXPIRED, given, left)
    if row.status != "open":
        return Redeemed(Outcome.VOID, given, 0)
    left = ports.wrong_proofs - row.wrong
    if methods == (TOTP,) and not totp_allowed:
        return Redeemed(Outcome.TOO_WEAK, TOTP, left)
    judged = judge(user_id, lambda: given in methods and _right(row, given, proof, facts))
    if judged is Judged.BLOCKED:
        return Redeemed(Outcome.BLOCKED, given, left)
    if judged is Judged.RIGHT:
        db.execute(
            "UPDATE access_challenge SET status = 'redeemed', method = %s WHERE id = %s",
            [given, row.id],
        )
        return Redeemed(Outcome.ACCEPTED, given, left)
    off = minutes_off(given, user_id, proof) if given in methods else 0
    return _wrong(row, given, ports.wrong_proofs, off)


def signed_over(digest: bytes, nonce: bytes) -> bytes:
    """Return what a passkey is asked to sign: SHA-256 of our domain, the order and the nonce."""
    return hashlib.sha256(DOMAIN + digest + nonce).digest()


def _methods(user_id: UUID) -> tuple[str, ...]:
    """Choose by what the person has: a code is asked for only where nothing binds better."""
    present = factors_of(user_id)
    if not present:
        raise FactorMissing
    return tuple(one for one in present if one != TOTP) or (TOTP,)


def _question(user_id: UUID, facts: Facts, nonce: str) -> token.Question:
    return token.question(
        user_id=user_id,
        amount_cents=facts.amount_cents,
        destination_last6=facts.destination_last6,
        payee=facts.payee,
        nonce=nonce,
    )


def _right(row: Row, method: str, proof: str, facts: Callable[[], Facts] | None) -> bool:
    if method == PASSKEY:
        return _signed(row, proof)
    return TYPED[method](row.user_id, proof, _paying(row, facts))


def _signed(row: Row, answer: str) -> bool:
    challenge = signed_over(bytes(row.digest), bytes(row.nonce))
    try:
        take_assertion(read_assertion(answer), challenge=challenge, user_id=row.user_id)
    except PasskeyRefused:
        return False
    return True


def _paying(row: Row, facts: Callable[[], Facts] | None) -> Answer:
    """Return how a token's answer to the order's own facts is judged."""
    if facts is None or not row.token_nonce:
        return unasked

    def answered(user_id: UUID, typed: str) -> bool:
        about = facts()
        return token.take(
            user_id=user_id,
            amount_cents=about.amount_cents,
            destination_last6=about.destination_last6,
            nonce=row.token_nonce,
            typed=typed,
        )

    return answered


def _wrong(row: Row, method: str, borne: int, off: int) -> Redeemed:
    row.wrong += 1
    void = row.wrong >= borne
    if void:
        row.status = "void"
    row.save(update_fields=["wrong", "status"])
    record(
        actor=str(row.user_id),
        action="access.proof_voided" if void else "access.proof_wrong",
        subject=str(row.user_id),
        data={"method": method, "challenge": str(row.id)},
    )
    return Redeemed(Outcome.VOID if void else Outcome.WRONG, method, borne - row.wrong, off)

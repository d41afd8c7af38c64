"""Make a phone a token: a secret shown once, a key agreed, and a first answer typed back.

1. `begin`: a signed-in member gets a secret, as a QR or 12 characters, for ten minutes.
2. `join`: the phone brings the secret and its public key, once, and gets ours.
3. `finish`: the member types the phone's first answer. Only then is the phone a token, so that a
   pairing that was overheard, or mistyped, never answers for anybody.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.crypto import salted_hmac

from coop.access.factors import lock_user, require_none
from coop.access.models import Token, TokenPairing
from coop.access.notice import tell
from coop.access.sessions.sign_out import end_errands, end_sessions
from coop.access.signed_in import TooManyTries
from coop.access.tokens import rules
from coop.access.tokens.keys import PublicKeyUnreadable, agree, seal, unseal
from coop.audit.record import record
from coop.kernel import clock, db, rows, throttle
from coop.kernel.errors import Refused
from coop.kernel.ids import short_code
from coop.kernel.text import clean

LIVES = timedelta(minutes=10)
MOST_TOKENS = 3
WRONG_ANSWERS = 5
LONGEST_NAME = 60
_BURST, _PER_MINUTE = 20, 2

_JOIN = """
    UPDATE access_tokenpairing SET status = 'joined', sealed = %s, nonce = %s, name = %s
    WHERE secret = %s AND status = 'open' AND expires_at > %s
    RETURNING id, user_id
"""


class TokensTooMany(Refused):
    """The user has `most` tokens already; one must go first."""

    code = "access.tokens_too_many"


class PairingUnknown(Refused):
    """No open pairing has this secret: mistyped, too old, or used by another phone."""

    code = "access.token_pairing_unknown"


class PairingEnded(Refused):
    """The pairing is too old or was voided: begin again."""

    code = "access.token_pairing_ended"


class PairingWaits(Refused):
    """No phone has brought the secret yet, so there is no answer to type."""

    code = "access.token_pairing_waits"


class AnswerWrong(Refused):
    """The figures are not the phone's first answer; `tries_left` remain."""

    code = "access.token_answer_wrong"


@dataclass(frozen=True, slots=True)
class Pairing:
    """A pairing that was begun; `secret` is told once, here."""

    id: UUID
    secret: str
    expires_at: datetime

    @property
    def fragment(self) -> str:
        """What stands behind `{public_url}/token#` in the pairing's QR."""
        return f"v1.pair.{self.secret}"


@dataclass(frozen=True, slots=True)
class Joined:
    """What the phone needs to make the same key, and the number of its first question."""

    public: str
    nonce: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a pairing has come; `phone` is the name of the one that joined, or empty."""

    expires_at: datetime
    phone: str


def begin(*, user_id: UUID) -> Pairing:
    """Give the user a secret for one phone; one begun before is void.

    The caller has asked for a factor where the user has one.

    Raises:
        TokensTooMany: `access.tokens_too_many` with `most`.
    """
    now, secret = clock.now(), short_code(rules.PAIRING_CHARACTERS)
    with db.transaction():
        lock_user(user_id)
        if Token.objects.filter(user_id=user_id, status="active").count() >= MOST_TOKENS:
            raise TokensTooMany(most=MOST_TOKENS)
        live = TokenPairing.objects.filter(user_id=user_id, status__in=["open", "joined"])
        live.update(status="void", sealed="")
        row = TokenPairing.objects.create(
            user_id=user_id, secret=_hash(secret), begun_at=now, expires_at=now + LIVES
        )
        _trail("access.token_pairing_begun", user_id, pairing=row.id)
    return Pairing(row.id, secret, row.expires_at)


def join(*, secret: str, phone_public: str, name: str, address: str) -> Joined:
    """Agree a key with the phone that brings the secret; the first one that comes has it.

    Args:
        secret: as typed or scanned.
        phone_public: the phone's public key, as `token_keys.agree` reads it.
        name: what the member will know the phone by.
        address: the phone's, for the throttle.

    Raises:
        TooManyTries: `access.too_many`.
        PairingUnknown: `access.token_pairing_unknown`.
    """
    bucket = f"token_pairing:{throttle.network(address)}"
    with db.transaction():
        if not throttle.take(bucket, burst=_BURST, per_minute=_PER_MINUTE):
            raise TooManyTries
    whole = rules.pairing_secret(secret)
    if whole is None:
        raise PairingUnknown
    try:
        agreed = agree(secret=whole, phone_public=phone_public)
    except PublicKeyUnreadable as unreadable:
        raise PairingUnknown from unreadable
    nonce = f"{secrets.randbelow(10**rules.NONCE):0{rules.NONCE}}"
    shown = clean(name)[:LONGEST_NAME]
    facts = [seal(agreed.key), nonce, shown, _hash(whole), clock.now()]
    with db.transaction():
        joined = db.fetch_all(_JOIN, facts)
        if not joined:
            raise PairingUnknown
        pairing_id, user_id = joined[0]
        _trail("access.token_joined", user_id, pairing=pairing_id)
    return Joined(agreed.public, nonce)


def progress(*, user_id: UUID, pairing_id: UUID) -> Progress | None:
    """Return how far a pairing has come, or None when it has ended."""
    row = rows.first(TokenPairing, "WHERE id = %s AND user_id = %s", [pairing_id, user_id])
    if row is None or row.status not in {"open", "joined"} or clock.now() >= row.expires_at:
        return None
    return Progress(row.expires_at, row.name)


def finish(
    *, user_id: UUID, pairing_id: UUID, typed: str, first: bool = False, keep: str | None = None
) -> UUID:
    """Make the phone a token if `typed` is its first answer; return the token's id.

    Args:
        user_id: whose.
        pairing_id: of `begin`.
        typed: what the phone shows.
        first: whether it must be the user's first factor: every other session then ends.
        keep: the key of the session in which a first one is bound.

    Raises:
        FirstFactorBound: `access.first_factor_bound`.
        SessionNotFound: `access.session_not_found`, the session to keep is over.
        PairingEnded: `access.token_pairing_ended`.
        PairingWaits: `access.token_pairing_waits`.
        AnswerWrong: `access.token_answer_wrong` with `tries_left`.
    """
    with db.transaction():
        lock_user(user_id)
        if first:
            require_none(user_id)
        outcome = _judge(user_id, pairing_id, typed)
        if first and not isinstance(outcome, Refused):
            end_sessions(user_id, keep=keep)
    if isinstance(outcome, Refused):
        raise outcome
    return outcome


def _judge(user_id: UUID, pairing_id: UUID, typed: str) -> UUID | Refused:
    """Under the row's lock: what was counted against the pairing is committed, then raised."""
    condition = "WHERE id = %s AND user_id = %s FOR UPDATE"
    row = rows.first(TokenPairing, condition, [pairing_id, user_id])
    if row is None or row.status not in {"open", "joined"} or clock.now() >= row.expires_at:
        return PairingEnded()
    if row.status == "open":
        return PairingWaits()
    key = unseal(row.sealed)
    right = rules.answer(key, rules.plain_question(rules.PAIR, row.nonce))
    given = rules.answer_of(typed) or "-" * rules.FIGURES
    if not hmac.compare_digest(right, given):
        return _wrong(row)
    row.status, row.sealed = "done", ""
    row.save(update_fields=["status", "sealed"])
    token = Token.objects.create(
        user_id=user_id, name=row.name, sealed=seal(key), paired_at=clock.now()
    )
    end_errands(user_id)
    _trail("access.token_added", user_id, token=token.id)
    tell(user_id, "token_added", {"token_name": row.name})
    return token.id


def _wrong(row: TokenPairing) -> Refused:
    row.wrong += 1
    left = WRONG_ANSWERS - row.wrong
    if left <= 0:
        row.status, row.sealed = "void", ""
    row.save(update_fields=["wrong", "status", "sealed"])
    _trail("access.token_pairing_answer_wrong", row.user_id, pairing=row.id)
    return AnswerWrong(tries_left=left) if left > 0 else PairingEnded()


def _trail(action: str, user_id: UUID, **about: UUID) -> None:
    data = {name: str(one) for name, one in about.items()}
    record(actor=str(user_id), action=action, subject=str(user_id), data=data)


def _hash(secret: str) -> bytes:
    return salted_hmac("coop.access.token_pairing", secret, algorithm="sha256").digest()

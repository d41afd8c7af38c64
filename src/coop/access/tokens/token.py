"""The soft token: a page of ours on a phone that answers an order's own facts with 8 figures.

The token's key is agreed at the pairing (`token_pairing`) and kept sealed. An answer is computed
over amount, destination and a number that is used once, so it fits no other order. Nothing in it is
time: a phone's clock may be wrong. Several phones of one user may be tokens.
"""

import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from coop.access.factors import lock_user, require_another
from coop.access.models import Token as Row
from coop.access.models import TokenAnswer
from coop.access.notice import tell
from coop.access.sessions.sign_out import end_errands
from coop.access.tokens import rules
from coop.access.tokens.keys import text, unseal
from coop.audit.record import record
from coop.kernel import clock, db, rows
from coop.kernel.errors import Refused

_ONCE = """
    INSERT INTO access_tokenanswer (user_id, purpose, nonce, at) VALUES (%s, %s, %s, %s)
    ON CONFLICT (user_id, purpose, nonce) DO NOTHING RETURNING 1
"""

_REVOKE = """
    UPDATE access_token SET status = 'revoked', sealed = '', revoked_at = %s
    WHERE user_id = %s AND id = coalesce(%s, id) AND status = 'active'
    RETURNING id, name
"""


class TokenNotFound(Refused):
    """The user has no such token: the same answer as for another user's."""

    code = "access.token_not_found"


@dataclass(frozen=True, slots=True)
class TokenView:
    """One phone that answers for the user. Instants are UTC."""

    id: UUID
    name: str
    paired_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Question:
    """What a page shows for the token: the three facts to type, or `fragment` in a QR.

    `fragment` stands behind `{public_url}/token#`: it never leaves the phone.
    """

    amount_cents: int
    destination_last6: str
    nonce: str
    fragment: str


def tokens_of(user_id: UUID) -> tuple[TokenView, ...]:
    """Return the user's tokens, the newest first."""
    found = Row.objects.filter(user_id=user_id, status="active").order_by("-paired_at")
    return tuple(TokenView(one.id, one.name, one.paired_at, one.used_at) for one in found)


def fresh_nonce(*, user_id: UUID, purpose: str = rules.PAY) -> str:
    """Return 6 random figures that this user's tokens never answered for this purpose."""
    while True:
        nonce = f"{secrets.randbelow(10**rules.NONCE):0{rules.NONCE}}"
        used = TokenAnswer.objects.filter(user_id=user_id, purpose=purpose, nonce=nonce)
        if not used.exists():
            return nonce


def question(
    *, user_id: UUID, amount_cents: int, destination_last6: str, payee: str, nonce: str
) -> Question:
    """Return what the review page shows for an order, from the order's own facts.

    The fragment bears a mark of each of the user's tokens over all of it, the payee's name too, so
    that a token shows no name that the cooperative did not write.

    Args:
        user_id: who confirms.
        amount_cents: as the page shows it.
        destination_last6: `token_rules.last6` of the destination account.
        payee: the name to show.
        nonce: from `fresh_nonce`, kept in the challenge's row.
    """
    asked = rules.order_question(
        amount_cents=amount_cents, destination_last6=destination_last6, nonce=nonce
    )
    marks = "~".join(text(rules.tag(unseal(one.sealed), asked, payee)) for one in _active(user_id))
    name = urlsafe_b64encode(payee.encode()).rstrip(b"=").decode("ascii")
    fragment = f"v1.pay.{amount_cents}.{destination_last6}.{nonce}.{name}.{marks}"
    return Question(amount_cents, destination_last6, nonce, fragment)


def take(
    *, user_id: UUID, amount_cents: int, destination_last6: str, nonce: str, typed: str
) -> bool:
    """Take the answer to an order's question, once: False for any other amount, account or nonce.

    It belongs to the caller's transaction: rolled back, the answer was not used. All of the user's
    tokens are always computed, so that no time tells which one answered.
    """
    asked = rules.order_question(
        amount_cents=amount_cents, destination_last6=destination_last6, nonce=nonce
    )
    return _take(user_id, rules.PAY, nonce, asked, typed)


def sign_in_question(*, user_id: UUID) -> str:
    """Return the 6 figures to type into the token for a sign-in; kept by the caller."""
    return fresh_nonce(user_id=user_id, purpose=rules.ENTER)


def sign_in_fragment(nonce: str) -> str:
    """Return what stands behind `{public_url}/token#` in a sign-in's QR."""
    return f"v1.in.{nonce}"


def change_question(*, user_id: UUID) -> str:
    """Return the 6 figures to type before a sensitive change; kept by the caller."""
    return fresh_nonce(user_id=user_id, purpose=rules.CHANGE)


def change_fragment(nonce: str) -> str:
    """Return what stands behind `{public_url}/token#` in the QR of a sensitive change."""
    return f"v1.chg.{nonce}"


def take_sign_in(*, user_id: UUID, nonce: str, typed: str) -> bool:
    """Take the answer to a sign-in's figures, once, in the caller's transaction.

    It is good for nothing but entering: the question of an order begins otherwise.
    """
    if not rules.is_nonce(nonce):
        return False
    return _take(user_id, rules.ENTER, nonce, rules.plain_question(rules.ENTER, nonce), typed)


def take_change(*, user_id: UUID, nonce: str, typed: str) -> bool:
    """Take the answer that proves who is about to change how they enter, once, as above."""
    if not rules.is_nonce(nonce):
        return False
    return _take(user_id, rules.CHANGE, nonce, rules.plain_question(rules.CHANGE, nonce), typed)


def revoke_token(*, user_id: UUID, token_id: UUID) -> None:
    """Make a token useless, forget its key, and tell the user. The caller has asked for a proof.

    Raises:
        TokenNotFound: `access.token_not_found`.
        LastFactor: `access.last_factor`.
    """
    with db.transaction():
        lock_user(user_id)
        revoked = _revoke(user_id, token_id)
        if not revoked:
            raise TokenNotFound
        require_another(user_id)
        end_errands(user_id)
        _say(user_id, revoked, by=str(user_id))


def revoke_tokens(*, user_id: UUID, by: str) -> int:
    """Make every token of the user useless, in the caller's transaction; return how many.

    Args:
        user_id: whose.
        by: the opaque id of who has it done, for the trail.
    """
    db.require_transaction()
    revoked = _revoke(user_id, None)
    if revoked:
        _say(user_id, revoked, by=by)
    return len(revoked)


def _take(user_id: UUID, purpose: str, nonce: str, asked: str, typed: str) -> bool:
    db.require_transaction()
    given = rules.answer_of(typed) or "-" * rules.FIGURES
    matched: UUID | None = None
    for one in _active(user_id):
        if hmac.compare_digest(rules.answer(unseal(one.sealed), asked), given):
            matched = one.id
    now = clock.now()
    if matched is None or not db.fetch_all(_ONCE, [user_id, purpose, nonce, now]):
        return False
    db.execute("UPDATE access_token SET used_at = %s WHERE id = %s", [now, matched])
    return True


def _active(user_id: UUID) -> list[Row]:
    return rows.read(Row, "WHERE user_id = %s AND status = 'active' ORDER BY id", [user_id])


def _revoke(user_id: UUID, token_id: UUID | None) -> list[tuple[UUID, str]]:
    found = db.fetch_all(_REVOKE, [clock.now(), user_id, token_id])
    return [(revoked_id, name) for revoked_id, name in found]


def _say(user_id: UUID, revoked: Sequence[tuple[UUID, str]], *, by: str) -> None:
    for token_id, name in revoked:
        data = {"token": str(token_id)}
        record(actor=by, action="access.token_removed", subject=str(user_id), data=data)
        tell(user_id, "token_removed", {"token_name": name})

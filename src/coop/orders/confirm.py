"""The one transaction in which an order is authorized and posted."""

from datetime import datetime
from functools import partial
from uuid import UUID

from coop.access.factors import PASSKEY
from coop.access.proofs.challenge import Outcome, Redeemed, redeem
from coop.audit.record import record
from coop.kernel import clock, db
from coop.kernel.errors import Refused
from coop.orders import limits
from coop.orders.challenge import (
    MethodTooWeak,
    OrderClosed,
    OrderExpired,
    code_is_enough,
    facts_of,
)
from coop.orders.codes import candidates
from coop.orders.draft import revise
from coop.orders.kinds import Kind, Quote, Request, kind_of
from coop.orders.models import Order as Row
from coop.orders.order import Order
from coop.orders.ports import slot
from coop.orders.row import OrderNotFound, lock_person, locked, shown, walk
from coop.orders.rules import WRONG_PROOFS_ALLOWED, Status, proofs_left


class QuoteChanged(Refused):
    """What the person was shown is not true any more; the draft now shows what is."""

    code = "orders.quote_changed"


class ProofWrong(Refused):
    """The code is not the one that was asked for; `tries_left` remain, `minutes_off` is a hint."""

    code = "orders.proof_wrong"


class PasskeyWrong(ProofWrong):
    """The passkey did not sign this order, as it is; `tries_left` remain."""

    code = "orders.passkey_wrong"


class ProofExpired(Refused):
    """Two minutes passed since the proof was asked for, or what was shown changed."""

    code = "orders.proof_expired"


class ProofVoid(Refused):
    """Too many wrong proofs: this order is refused for good, and nothing was moved."""

    code = "orders.proof_void"


class ProofThrottled(Refused):
    """Too many wrong proofs were given in a short time, over all orders."""

    code = "orders.proof_throttled"


class _DayMoved(Exception):  # noqa: N818 - it never leaves this module
    """The books closed the day between the quote and the posting."""


def confirm(
    *,
    person_id: UUID,
    user_id: UUID,
    order_id: UUID,
    proof: str,
    address: str,
    seen: str | None = None,
    method: str = "",
) -> Order:
    """Authorize an order with a proof and post it, all or nothing; again gives the same receipt.

    Under the person's lock and the order's: the frozen content is proven, the kind quotes again,
    limits are counted, the proof is redeemed, the entry is posted, and receipt, trail and a job
    for the notices are written. A refusal that must leave a mark (a wrong proof, another quote) is
    committed and then raised. When the commit's answer is lost, `kernel.commit_unknown` is raised:
    the same call again finds the receipt, or confirms for the first time.

    Args:
        person_id: whose order.
        user_id: who confirms: the one who drafted.
        order_id: the draft's id.
        proof: what the person typed, or what their passkey answered, as JSON.
        address: where the request came from, for the trail.
        seen: the hexadecimal digest of what the person was shown; None if no page carried one.
        method: what `proof` says that it is (`access.factors`); empty, what the server offers
            first. One that the server does not take for this person is a wrong proof.

    Raises:
        OrderNotFound: `orders.order_not_found`.
        OrderClosed: `orders.order_closed`.
        OrderExpired: `orders.order_expired`.
        QuoteChanged: `orders.quote_changed`.
        ProofWrong: `orders.proof_wrong`.
        PasskeyWrong: `orders.passkey_wrong`.
        MethodTooWeak: `orders.method_too_weak`.
        ProofExpired: `orders.proof_expired`.
        ProofVoid: `orders.proof_void`.
        ProofThrottled: `orders.proof_throttled`.
        UserBlocked: `access.user_blocked`, though the session was open when the page was asked for.
        Refused: the kind's own codes, those of the limits and of the books.
    """
    attempt = partial(
        _attempt,
        person_id=person_id,
        user_id=user_id,
        order_id=order_id,
        proof=proof,
        address=address,
        seen=seen,
        method=method,
    )
    try:
        outcome = attempt()
    except _DayMoved:
        outcome = attempt()
    except Refused as refused:
        with db.transaction():
            _trail(user_id, order_id, "orders.refused", address, code=refused.code)
        raise
    if isinstance(outcome, Refused):
        raise outcome
    return outcome


def _attempt(
    *,
    person_id: UUID,
    user_id: UUID,
    order_id: UUID,
    proof: str,
    address: str,
    seen: str | None,
    method: str,
) -> Order | Refused:
    with db.transaction():
        lock_person(person_id)
        row = locked(person_id=person_id, order_id=order_id)
        if row.user_id != user_id:
            raise OrderNotFound
        if row.authorized_at is not None:
            return shown(row)
        if row.status != Status.DRAFTED:
            raise OrderClosed(status=row.status)
        now = clock.business_now()
        if now >= row.expires_at:
            walk(row, [Status.EXPIRED], at=now)
            return OrderExpired()
        if seen is not None and seen != bytes(row.digest).hex():
            return QuoteChanged()
        kind = kind_of(row.kind)
        quote = kind.quote(_request(row), at=now)
        if quote.terms() != _terms(row, quote):
            revise(row, quote, by=user_id, at=now)
            return QuoteChanged()
        limits.check(
            person_id=person_id,
            group=kind.group,
            counterparty=quote.counterparty,
            total_cents=quote.total_cents,
            at=now,
        )
        redeemed = redeem(
            user_id=user_id,
            digest=bytes(row.digest),
            proof=proof,
            method=method,
            totp_allowed=code_is_enough(row),
            facts=lambda: facts_of(row),
        )
        if not redeemed.accepted:
            return _unproven(row, redeemed, at=now)
        return _posted(row, kind, quote, method=redeemed.method, address=address, at=now)


def _posted(
    row: Row, kind: Kind, quote: Quote, *, method: str, address: str, at: datetime
) -> Order:
    done = kind.post(shown(row), quote)
    if done.business_date != row.effective_date:
        raise _DayMoved
    codes = candidates(row.id, letter=kind.letter, key=slot.get().receipt_keys[0])
    walk(row, [Status.AUTHORIZED, Status.POSTED], at=at, method=method, codes=codes)
    order = shown(row)
    kind.tell(order)
    _trail(
        row.user_id,
        row.id,
        "orders.confirmed",
        address,
        kind=row.kind,
        total_cents=row.total_cents,
        method=method,
    )
    return order


def _unproven(row: Row, redeemed: Redeemed, *, at: datetime) -> Refused:
    if redeemed.outcome is Outcome.EXPIRED:
        return ProofExpired()
    if redeemed.outcome is Outcome.BLOCKED:
        return ProofThrottled()
    if redeemed.outcome is Outcome.TOO_WEAK:
        return MethodTooWeak(limit_cents=slot.get().totp_cents)
    row.wrong_proofs = min(row.wrong_proofs + 1, WRONG_PROOFS_ALLOWED)
    row.save(update_fields=["wrong_proofs"])
    left = min(proofs_left(row.wrong_proofs), redeemed.tries_left)
    if redeemed.outcome is Outcome.VOID or left == 0:
        walk(row, [Status.REFUSED], at=at, note="proofs")
        return ProofVoid()
    wrong = PasskeyWrong if redeemed.method == PASSKEY else ProofWrong
    hint = {"minutes_off": redeemed.minutes_off} if redeemed.minutes_off else {}
    return wrong(tries_left=left, **hint)


def _request(row: Row) -> Request:
    return Request(
        person_id=row.person_id,
        origin_id=row.origin_account,
        destination_id=None if row.payee else row.destination_account,
        payee_id=row.payee,
        amount_cents=row.amount_cents,
        memo=row.memo,
    )


def _terms(row: Row, quote: Quote) -> tuple[object, ...]:
    """Return the frozen terms: `quote`'s form, the row's values."""
    order = shown(row)
    return Quote(
        origin=order.origin,
        destination=order.destination,
        payee_id=row.payee,
        counterparty=row.counterparty,
        amount_cents=row.amount_cents,
        fee_cents=row.fee_cents,
        memo=row.memo,
        effective_date=row.effective_date,
        effective_reason=order.effective_reason,
        origin_ledger=quote.origin_ledger,
        destination_ledger=quote.destination_ledger,
    ).terms()


def _trail(user_id: UUID, order_id: UUID, action: str, address: str, **facts: object) -> None:
    record(
        actor=str(user_id), action=action, subject=str(order_id), data={"address": address, **facts}
    )

"""Rows of this room: locked in one order, read as results, moved step by step. Private to it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from coop.kernel import db, rows
from coop.kernel.errors import Broken, Refused
from coop.orders.kinds import Quote, content, place_from
from coop.orders.models import Event as EventRow
from coop.orders.models import Order as Row
from coop.orders.order import Event, Family, Order, Reason
from coop.orders.rules import Status, can_walk, digest, proofs_left


class OrderNotFound(Refused):
    """There is no such order for this person: the same answer as for another's order."""

    code = "orders.order_not_found"


class OrderTampered(Broken):
    """What an order froze no longer has the digest that was frozen with it."""

    code = "orders.order_tampered"


class StepForbidden(Broken):
    """An order was asked to take a step that its life does not have."""

    code = "orders.step_forbidden"


def lock_person(person_id: UUID) -> None:
    """Wait for the person's other sessions, until this transaction ends.

    It comes before every other lock of a verb, so that two sessions never wait for each other; and
    it stands alone in its statement, so that the next one sees what the others committed.
    """
    db.require_transaction()
    key = int.from_bytes(person_id.bytes[8:], signed=True)
    db.fetch_one("SELECT pg_advisory_xact_lock(%s)", [key])


def locked(*, person_id: UUID, order_id: UUID) -> Row:
    """Return the person's order, locked, its frozen content proven.

    Raises:
        OrderNotFound: `orders.order_not_found`.
        OrderTampered: `orders.order_tampered`.
    """
    row = rows.first(Row, "WHERE id = %s AND person_id = %s FOR UPDATE", [order_id, person_id])
    if row is None:
        raise OrderNotFound
    prove(row)
    return row


def prove(row: Row) -> None:
    """Compare the columns that money follows, and the content, with the digest.

    Raises:
        OrderTampered: `orders.order_tampered`.
    """
    kept = row.content
    whole = (
        digest(kept) == bytes(row.digest)
        and kept["order"] == str(row.id)
        and kept["person"] == str(row.person_id)
        and kept["kind"] == row.kind
        and kept["origin"]["account"] == str(row.origin_account)
        and kept["destination"]["account"] == str(row.destination_account)
        and kept["amount_cents"] == row.amount_cents
        and kept["fee_cents"] == row.fee_cents
        and kept["total_cents"] == row.total_cents
        and kept["memo"] == row.memo
    )
    if not whole:
        raise OrderTampered(order=str(row.id))


def fill(row: Row, quote: Quote) -> None:
    """Put a quote into a draft's columns, and its digest."""
    kept = content(
        order_id=row.id,
        revision=row.revision,
        kind=row.kind,
        person_id=row.person_id,
        quote=quote,
    )
    row.origin_account = quote.origin.account_id
    row.destination_account = quote.destination.account_id
    row.payee = quote.payee_id
    row.counterparty = quote.counterparty
    row.amount_cents = quote.amount_cents
    row.fee_cents = quote.fee_cents
    row.total_cents = quote.total_cents
    row.memo = quote.memo
    row.effective_date = quote.effective_date
    row.content = kept
    row.digest = digest(kept)


def walk(
    row: Row,
    steps: Sequence[Status],
    *,
    at: datetime,
    note: str = "",
    method: str | None = None,
    codes: Sequence[str] | None = None,
) -> None:
    """Take the steps, in one statement, with an event each.

    Raises:
        StepForbidden: `orders.step_forbidden`.
    """
    if not can_walk(Status(row.status), steps):
        raise StepForbidden(order=str(row.id), status=row.status, steps=[*steps])
    (code,) = db.fetch_one(
        "SELECT orders_walk(%s, %s::text[], %s, %s, %s, %s::text[])",
        [row.id, [*steps], at, note, method, [*codes] if codes else None],
    )
    row.status = steps[-1]
    row.method = method or row.method
    if Status.AUTHORIZED in steps:
        row.authorized_at = at
    if Status.POSTED in steps:
        row.posted_at = at
    row.receipt_code = code or row.receipt_code


def shown(row: Row, events: Sequence[EventRow] = (), *, at: datetime | None = None) -> Order:
    """Return the row as the result that pages and other rooms know.

    Seen at an instant, a draft whose time has passed is expired, though no job has said so yet.
    """
    kept = row.content
    status = Status(row.status)
    if at is not None and status is Status.DRAFTED and at >= row.expires_at:
        status = Status.EXPIRED
    family: Family = row.family  # type: ignore[assignment]  # kinds register only families
    return Order(
        id=row.id,
        kind=row.kind,
        family=family,
        person_id=row.person_id,
        status=status,
        revision=row.revision,
        amount_cents=row.amount_cents,
        fee_cents=row.fee_cents,
        total_cents=row.total_cents,
        origin=place_from(kept["origin"]),
        destination=place_from(kept["destination"]),
        payee_id=row.payee,
        memo=row.memo,
        effective_date=row.effective_date,
        effective_reason=Reason.from_plain(kept["effective_reason"]),
        drafted_at=row.drafted_at,
        expires_at=row.expires_at,
        authorized_at=row.authorized_at,
        posted_at=row.posted_at,
        receipt_code=row.receipt_code or "",
        digest=bytes(row.digest),
        proofs_left=proofs_left(row.wrong_proofs),
        method=row.method,
        events=tuple(Event(Status(found.status), found.at, found.note) for found in events),
    )

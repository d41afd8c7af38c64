"""Write down what a person asks for, quoted and frozen, before anything is proven."""

from datetime import datetime
from uuid import UUID

from coop.audit.record import record
from coop.kernel import clock, db, rows
from coop.kernel.errors import Refused
from coop.kernel.text import fold
from coop.orders import limits
from coop.orders.kinds import Kind, Quote, Request, kind_of
from coop.orders.models import Order as Row
from coop.orders.order import Order
from coop.orders.ports import slot
from coop.orders.row import OrderNotFound, fill, lock_person, prove, shown
from coop.orders.rules import Status

MOST_DRAFTS = 50

_WAITING = """
    SELECT count(*) FROM orders_order
     WHERE person_id = %s AND status = 'DRAFTED' AND expires_at > %s
"""
_BEGUN = "INSERT INTO orders_event (order_id, status, at, note) VALUES (%s, %s, %s, '')"


class DraftConflict(Refused):
    """This draft's id belongs to another instruction, or to one that is not a draft any more."""

    code = "orders.draft_conflict"


class DraftsTooMany(Refused):
    """The person has more drafts waiting than anyone reads."""

    code = "orders.drafts_too_many"


def draft(*, kind: str, user_id: UUID, draft_id: UUID, request: Request) -> Order:
    """Draft an order, or edit the draft of this id.

    The same id with the same content is the same order, whatever became of it. Other content is an
    edit while the order is a draft: the revision rises, the digest changes, and a challenge issued
    before is worth nothing.

    Args:
        kind: a registered kind's name.
        user_id: who drafts; only they can confirm.
        draft_id: made by the caller, once for each instruction that is meant.
        request: what is asked; its memo is clean already.

    Raises:
        OrderNotFound: `orders.order_not_found`, the id is another person's.
        DraftConflict: `orders.draft_conflict`.
        DraftsTooMany: `orders.drafts_too_many`.
        Refused: the kind's own codes, and those of the limits.
    """
    with db.transaction():
        lock_person(request.person_id)
        row = rows.first(Row, "WHERE id = %s FOR UPDATE", [draft_id])
        now = clock.business_now()
        if row is not None:
            if (row.person_id, row.user_id) != (request.person_id, user_id):
                raise OrderNotFound
            prove(row)
            if _same(row, kind, request):
                return shown(row, at=now)
        if row is not None and not _editable(row, kind, now):
            raise DraftConflict(status=row.status)
        found = kind_of(kind)
        quote = found.quote(request, at=now)
        limits.check(
            person_id=request.person_id,
            group=found.group,
            counterparty=quote.counterparty,
            total_cents=quote.total_cents,
            at=now,
        )
        if row is None:
            return shown(
                _new(found, quote, user_id=user_id, draft_id=draft_id, request=request, at=now)
            )
        return shown(revise(row, quote, by=user_id, at=now))


def revise(row: Row, quote: Quote, *, by: UUID, at: datetime) -> Row:
    """Freeze another quote into a draft that the caller holds locked."""
    row.revision += 1
    fill(row, quote)
    row.search = searchable(quote)
    row.expires_at = at + slot.get().draft_for
    row.save()
    record(
        actor=str(by),
        action="orders.draft_edited",
        subject=str(row.id),
        data={"revision": row.revision, "total_cents": row.total_cents},
    )
    return row


def searchable(quote: Quote) -> str:
    """Return what a text search of the history looks in."""
    places = (quote.origin, quote.destination)
    words = [part for place in places for part in (place.label, place.holder_name)]
    return fold(" ".join([*words, quote.memo]))


def _new(
    kind: Kind, quote: Quote, *, user_id: UUID, draft_id: UUID, request: Request, at: datetime
) -> Row:
    (waiting,) = db.fetch_one(_WAITING, [request.person_id, at])
    if waiting >= MOST_DRAFTS:
        raise DraftsTooMany(most=MOST_DRAFTS)
    row = Row(
        id=draft_id,
        kind=kind.name,
        family=kind.family,
        limit_group=kind.group,
        person_id=request.person_id,
        user_id=user_id,
        status=Status.DRAFTED,
        search=searchable(quote),
        drafted_at=at,
        expires_at=at + slot.get().draft_for,
    )
    fill(row, quote)
    with db.constraint_means({"orders_order_pkey": OrderNotFound}):
        rows.add(row)
    db.execute(_BEGUN, [row.id, Status.DRAFTED, at])
    return row


def _same(row: Row, kind: str, request: Request) -> bool:
    to = (row.payee, None) if request.payee_id else (None, row.destination_account)
    return (row.kind, row.origin_account, row.amount_cents, row.memo, *to) == (
        kind,
        request.origin_id,
        request.amount_cents,
        request.memo,
        request.payee_id,
        request.destination_id,
    )


def _editable(row: Row, kind: str, now: datetime) -> bool:
    return row.status == Status.DRAFTED and row.kind == kind and now < row.expires_at

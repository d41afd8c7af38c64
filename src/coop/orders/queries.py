"""What a person may read of their own orders."""

from datetime import date, datetime, timedelta
from uuid import UUID

from coop.kernel import clock, db, rows
from coop.kernel.text import fold
from coop.orders.models import Event
from coop.orders.models import Order as Row
from coop.orders.order import Cursor, Family, Order, OrderPage
from coop.orders.row import OrderNotFound, shown
from coop.orders.rules import Status

SEARCHED_AT_ONCE = 2_000
LONGEST_SEARCH = 80

_DRAFTS = """
    WHERE person_id = %s AND status = 'DRAFTED' AND expires_at > %s
    ORDER BY expires_at DESC LIMIT 50
"""
_NEWEST_FIRST = "ORDER BY authorized_at DESC, id DESC"


def order(*, person_id: UUID, order_id: UUID) -> Order:
    """Return one order of the person, with its events; a draft past its time is expired.

    Raises:
        OrderNotFound: `orders.order_not_found`, also for another person's.
    """
    row = rows.first(Row, "WHERE id = %s AND person_id = %s", [order_id, person_id])
    if row is None:
        raise OrderNotFound
    events = rows.read(Event, "WHERE order_id = %s ORDER BY id", [order_id])
    return shown(row, events, at=clock.business_now() if row.status == Status.DRAFTED else None)


def drafts(*, person_id: UUID, at: datetime | None = None) -> tuple[Order, ...]:
    """Return the drafts that can still be confirmed at an instant, or now, newest first."""
    when = at or clock.business_now()
    return tuple(shown(row) for row in rows.read(Row, _DRAFTS, [person_id, when]))


def history(
    *,
    person_id: UUID,
    family: Family,
    before: Cursor | None = None,
    limit: int = 25,
    text: str = "",
    from_date: date | None = None,
    to_date: date | None = None,
) -> OrderPage:
    """Return a page of the person's confirmed orders of one family, newest first.

    Args:
        person_id: whose.
        family: `transfers`, `payments` or `topups`.
        before: the `next` of the page before.
        limit: rows at most.
        text: found in places, holders and memo, without case or accents; a search looks at 2,000
            orders a call and says in `searched_until` how far it came.
        from_date: Panama's date of the confirmation, included.
        to_date: the same, included.
    """
    conditions = ["person_id = %s", "family = %s", "authorized_at IS NOT NULL"]
    parameters: list[object] = [person_id, family]
    if from_date is not None:
        conditions.append("authorized_at >= %s")
        parameters.append(clock.at_panama(from_date))
    if to_date is not None and to_date < date.max:
        conditions.append("authorized_at < %s")
        parameters.append(clock.at_panama(to_date + timedelta(days=1)))
    if before is not None:
        conditions.append("(authorized_at, id) < (%s, %s)")
        parameters += [before.at, before.id]
    where = f"WHERE {' AND '.join(conditions)} {_NEWEST_FIRST} LIMIT %s"
    words = fold(text[:LONGEST_SEARCH])
    if words:
        return _searched(where, parameters, words, limit)
    return _page(rows.read(Row, where, [*parameters, limit + 1]), limit)


def _searched(where: str, parameters: list[object], words: str, limit: int) -> OrderPage:
    """Look at a bounded stretch of the history, whatever it finds."""
    looked = db.fetch_all(
        f"SELECT id, authorized_at, search FROM orders_order {where}",  # noqa: S608 - our own text
        [*parameters, SEARCHED_AT_ONCE],
    )
    found = [row_id for row_id, _, search in looked if words in search][: limit + 1]
    these = f"WHERE id = ANY(%s) {_NEWEST_FIRST}"
    page = _page(rows.read(Row, these, [found]) if found else [], limit)
    if page.next is not None or len(looked) < SEARCHED_AT_ONCE:
        return page
    last_id, last_at, _ = looked[-1]
    assert isinstance(last_at, datetime)
    return OrderPage(page.rows, Cursor(last_at, last_id), searched_until=last_at)


def _page(found: list[Row], limit: int) -> OrderPage:
    kept = tuple(shown(row) for row in found[:limit])
    if len(found) <= limit:
        return OrderPage(kept, None)
    last = kept[-1]
    assert last.authorized_at is not None
    return OrderPage(kept, Cursor(last.authorized_at, last.id))

"""What a person may read of their own orders."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from coop.kernel import clock
from coop.kernel.text import fold
from coop.orders.models import Event
from coop.orders.models import Order as Row
from coop.orders.order import Cursor, Family, Order, OrderPage
from coop.orders.row import OrderNotFound, shown
from coop.orders.rules import Status

if TYPE_CHECKING:
    from django.db.models import QuerySet

SEARCHED_AT_ONCE = 2_000
LONGEST_SEARCH = 80


def order(*, person_id: UUID, order_id: UUID) -> Order:
    """Return one order of the person, with its events.

    Raises:
        OrderNotFound: `orders.order_not_found`, also for another person's.
    """
    row = Row.objects.filter(id=order_id, person_id=person_id).first()
    if row is None:
        raise OrderNotFound
    return shown(row, list(Event.objects.filter(order_id=order_id).order_by("id")))


def drafts(*, person_id: UUID) -> tuple[Order, ...]:
    """Return the drafts that can still be confirmed, newest first."""
    waiting = Row.objects.filter(
        person_id=person_id, status=Status.DRAFTED, expires_at__gt=clock.business_now()
    )
    return tuple(shown(row) for row in waiting.order_by("-expires_at")[:50])


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
    rows = Row.objects.filter(person_id=person_id, family=family, authorized_at__isnull=False)
    if from_date is not None:
        rows = rows.filter(authorized_at__gte=clock.at_panama(from_date))
    if to_date is not None and to_date < date.max:
        rows = rows.filter(authorized_at__lt=clock.at_panama(to_date + timedelta(days=1)))
    if before is not None:
        rows = rows.filter(authorized_at__lte=before.at).exclude(
            authorized_at=before.at, id__gte=before.id
        )
    rows = rows.order_by("-authorized_at", "-id")
    words = fold(text[:LONGEST_SEARCH])
    return _searched(rows, words, limit) if words else _page(list(rows[: limit + 1]), limit)


def _searched(rows: "QuerySet[Row]", words: str, limit: int) -> OrderPage:
    """Look at a bounded stretch of the history, whatever it finds."""
    stretch = rows.values_list("id", "authorized_at", "search")[:SEARCHED_AT_ONCE]
    looked = list(stretch)
    found = [row_id for row_id, _, search in looked if words in search][: limit + 1]
    page = _page(list(rows.filter(id__in=found)) if found else [], limit)
    if page.next is not None or len(looked) < SEARCHED_AT_ONCE:
        return page
    last_id, last_at, _ = looked[-1]
    assert isinstance(last_at, datetime)
    return OrderPage(page.rows, Cursor(last_at, last_id), searched_until=last_at)


def _page(rows: list[Row], limit: int) -> OrderPage:
    kept = tuple(shown(row) for row in rows[:limit])
    if len(rows) <= limit:
        return OrderPage(kept, None)
    last = kept[-1]
    assert last.authorized_at is not None
    return OrderPage(kept, Cursor(last.authorized_at, last.id))

"""Limits: what a person may still move, computed where no other session can move at once."""

from datetime import datetime, timedelta
from uuid import UUID

from coop.access.door.wary import person_is_wary
from coop.kernel import clock, db, rows
from coop.kernel.errors import Refused
from coop.orders.models import PersonalLimit
from coop.orders.order import Ceiling, LimitsView
from coop.orders.ports import slot
from coop.orders.rules import (
    SPENDING,
    Allowance,
    Personal,
    Usage,
    excess,
    in_force,
    wary_excess,
)

DAY = timedelta(hours=24)
MONTH = timedelta(days=30)

_SPENT = """
    SELECT * FROM (
        SELECT coalesce(sum(total_cents) FILTER (WHERE authorized_at > %s), 0)::bigint,
               coalesce(sum(total_cents), 0)::bigint
          FROM orders_order
         WHERE person_id = %s AND limit_group = %s AND authorized_at > %s AND status = ANY(%s)
    ) AS spent, (
        SELECT min(authorized_at), coalesce(sum(total_cents), 0)::bigint
          FROM orders_order
         WHERE person_id = %s AND counterparty = %s AND authorized_at IS NOT NULL
           AND status = ANY(%s)
    ) AS received
"""


class AboveOrderLimit(Refused):
    """The total is more than one order may move."""

    code = "orders.above_order_limit"


class AboveDayLimit(Refused):
    """With what was moved in the last 24 hours, the total is more than they may hold."""

    code = "orders.above_day_limit"


class AboveMonthLimit(Refused):
    """With what was moved in the last 30 days, the total is more than they may hold."""

    code = "orders.above_month_limit"


class AboveNewPayeeLimit(Refused):
    """The payee is new: until its first hours have passed it may receive less."""

    code = "orders.above_new_payee_limit"


class AboveWaryLimit(Refused):
    """The payee is new, and somebody signed in unusually in the last 24 hours."""

    code = "orders.above_wary_limit"


_MEANING = {
    "order": AboveOrderLimit,
    "day": AboveDayLimit,
    "month": AboveMonthLimit,
    "new_payee": AboveNewPayeeLimit,
    "wary": AboveWaryLimit,
}


def check(
    *, person_id: UUID, group: str, counterparty: UUID | None, total_cents: int, at: datetime
) -> None:
    """Refuse a total that breaks a limit. Decisive only under the person's lock.

    Args:
        person_id: whose limits.
        group: the kind's group of limits.
        counterparty: the destination that first-use limits watch, or None.
        total_cents: amount and fee.
        at: the instant of the order, business clock, read after the lock was had.

    Raises:
        AboveOrderLimit: `orders.above_order_limit`.
        AboveNewPayeeLimit: `orders.above_new_payee_limit`.
        AboveWaryLimit: `orders.above_wary_limit`.
        AboveDayLimit: `orders.above_day_limit`.
        AboveMonthLimit: `orders.above_month_limit`.
    """
    settings = slot.get()
    usage = _usage(person_id, group, counterparty, at)
    found = excess(
        total_cents,
        limits=in_force(settings.limits[group], personal(person_id, group), at),
        new_payee_cents=settings.new_payee_cents if counterparty else None,
        usage=usage,
    )
    if found is None and counterparty:
        found = wary_excess(total_cents, wary_cents=settings.wary_new_payee_cents, usage=usage)
        if found is not None and not person_is_wary(person_id):
            return
    if found is not None:
        facts = {"limit_cents": found.limit_cents, "left_cents": found.left_cents}
        if found.limit == "new_payee":
            facts["hours"] = _hours(settings.new_payee_for)
        raise _MEANING[found.limit](**facts)


def limits_of(*, person_id: UUID, group: str) -> LimitsView:
    """Return a person's limits for a group, and how much of each is used now."""
    settings, at = slot.get(), clock.business_now()
    institution, own = settings.limits[group], personal(person_id, group)
    limits, used = in_force(institution, own, at), _usage(person_id, group, None, at)
    new_payee_cents = settings.new_payee_cents
    if person_is_wary(person_id):
        new_payee_cents = min(new_payee_cents, settings.wary_new_payee_cents)
    waits = own is not None and own.raise_at is not None and at < own.raise_at
    return LimitsView(
        group=group,
        order=Ceiling(limits.order_cents, institution.order_cents),
        day=Ceiling(limits.day_cents, institution.day_cents, used.day_cents),
        month=Ceiling(limits.month_cents, institution.month_cents, used.month_cents),
        new_payee_cents=new_payee_cents,
        new_payee_hours=_hours(settings.new_payee_for),
        raise_at=own.raise_at if own and waits else None,
        raise_to=own.later if own and waits else None,
    )


def _hours(stretch: timedelta) -> int:
    return int(stretch / timedelta(hours=1))


def personal(person_id: UUID, group: str) -> Personal | None:
    """Return what a person set for a group, if anything."""
    row = rows.first(PersonalLimit, "WHERE person_id = %s AND limit_group = %s", [person_id, group])
    if row is None:
        return None
    now = Allowance(row.order_cents, row.day_cents, row.month_cents)
    if (
        row.next_order_cents is None
        or row.next_day_cents is None
        or row.next_month_cents is None
        or row.raise_at is None
    ):
        return Personal(now)
    later = Allowance(row.next_order_cents, row.next_day_cents, row.next_month_cents)
    return Personal(now, later, row.raise_at)


def _usage(person_id: UUID, group: str, counterparty: UUID | None, at: datetime) -> Usage:
    spending = sorted(str(status) for status in SPENDING)
    day, month, first, received = db.fetch_one(
        _SPENT,
        [at - DAY, person_id, group, at - MONTH, spending, person_id, counterparty, spending],
    )
    known = first is not None and first <= at - slot.get().new_payee_for
    return Usage(day, month, received, payee_known=known)

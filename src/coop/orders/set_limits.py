"""A person sets limits of their own."""

from collections.abc import Mapping
from uuid import UUID

from coop.audit.record import record
from coop.kernel import clock, db
from coop.kernel.errors import Refused
from coop.members.queries import person
from coop.notifications.notify import notify
from coop.orders.limits import limits_of, personal
from coop.orders.models import PersonalLimit
from coop.orders.order import LimitsView
from coop.orders.ports import slot
from coop.orders.row import lock_person
from coop.orders.rules import Allowance, Personal, changed


class LimitOutOfRange(Refused):
    """A personal limit lies between nothing and the institution's own."""

    code = "orders.limit_out_of_range"


class RaiseUnproven(Refused):
    """A limit goes up only for who proved a second factor a moment ago."""

    code = "orders.raise_unproven"


class LimitGroupUnknown(Refused):
    """The institution has no limits of this name."""

    code = "orders.limit_group_unknown"


def set_limits(
    *,
    person_id: UUID,
    user_id: UUID,
    group: str,
    order_cents: int,
    day_cents: int,
    month_cents: int,
    proven: bool = False,
) -> LimitsView:
    """Set the person's own limits for a group: lower at once, higher after the profile's delay.

    Args:
        person_id: whose limits.
        user_id: who asks; the trail names them.
        group: `own` or `third_party`.
        order_cents: the most for one order; 0 stops them.
        day_cents: the most in 24 hours.
        month_cents: the most in 30 days.
        proven: whether the person proved a second factor a moment ago; what goes up needs it.

    Raises:
        LimitGroupUnknown: `orders.limit_group_unknown`.
        LimitOutOfRange: `orders.limit_out_of_range`, with the institution's three.
        RaiseUnproven: `orders.raise_unproven`; nothing changed, the lower ones included.
    """
    settings = slot.get()
    if group not in settings.limits:
        raise LimitGroupUnknown
    most, wanted = settings.limits[group], Allowance(order_cents, day_cents, month_cents)
    if min(order_cents, day_cents, month_cents) < 0 or wanted.lower(most) != wanted:
        raise LimitOutOfRange(
            order_cents=most.order_cents, day_cents=most.day_cents, month_cents=most.month_cents
        )
    with db.transaction():
        lock_person(person_id)
        now = clock.business_now()
        to = changed(
            most, personal(person_id, group), wanted, at=now, raise_at=now + settings.raise_after
        )
        if to.later is not None and not proven:
            raise RaiseUnproven
        _keep(person_id, group, to)
        facts = {
            "per_order_cents": wanted.order_cents,
            "per_day_cents": wanted.day_cents,
            "per_month_cents": wanted.month_cents,
        }
        record(
            actor=str(user_id),
            action="orders.limits_set",
            subject=str(person_id),
            data={"group": group, "delayed": to.later is not None, **facts},
        )
        _tell(person_id, {**facts, "done_at": now.isoformat()})
        return limits_of(person_id=person_id, group=group)


def _keep(person_id: UUID, group: str, to: Personal) -> None:
    PersonalLimit.objects.update_or_create(
        person_id=person_id,
        limit_group=group,
        defaults={
            "order_cents": to.now.order_cents,
            "day_cents": to.now.day_cents,
            "month_cents": to.now.month_cents,
            "next_order_cents": to.later.order_cents if to.later else None,
            "next_day_cents": to.later.day_cents if to.later else None,
            "next_month_cents": to.later.month_cents if to.later else None,
            "raise_at": to.raise_at,
        },
    )


def _tell(person_id: UUID, facts: Mapping[str, object]) -> None:
    whose = person(person_id)
    notify(
        addresses=whose.notice_addresses,
        template="limits_changed",
        data=facts,
        language=whose.language,
        person_id=person_id,
    )

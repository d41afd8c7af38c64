"""Limits, as a person meets them."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from coop.kernel import clock, db
from coop.kernel.errors import Refused
from coop.kernel.ids import uuid7
from coop.orders.limits import (
    AboveDayLimit,
    AboveMonthLimit,
    AboveNewPayeeLimit,
    AboveOrderLimit,
    limits_of,
)
from coop.orders.order import LimitsView
from coop.orders.set_limits import LimitGroupUnknown, LimitOutOfRange, RaiseUnproven, set_limits
from coop.payees.queries import PayeeNotFound
from coop.payees.remove_payee import remove_payee
from tests.rooms.orders import world

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db


def own_limits(
    whose: world.Member,
    order: int,
    day: int,
    month: int,
    *,
    group: str = "own",
    proven: bool = False,
) -> LimitsView:
    return set_limits(
        person_id=whose.id,
        user_id=whose.user_id,
        group=group,
        order_cents=order,
        day_cents=day,
        month_cents=month,
        proven=proven,
    )


def later(whose: world.Member, cents: int, half_minutes: int, after: timedelta) -> None:
    """Send `cents` to the other account, `after` from now by the business clock."""
    with clock.frozen(business=clock.business_now() + after), world.codes_fresh(half_minutes):
        world.proven(whose, world.own(whose, cents))


def test_each_limit_has_its_own_refusal() -> None:
    marisol = world.member(cents=10_000_00)
    own_limits(marisol, 100_00, 150_00, 200_00)
    with pytest.raises(AboveOrderLimit) as refused:
        world.own(marisol, 100_01)
    assert refused.value.data == {"limit_cents": 100_00, "left_cents": 100_00}
    world.proven(marisol, world.own(marisol, 100_00))
    with pytest.raises(AboveDayLimit) as again:
        world.own(marisol, 50_01)
    assert again.value.data["left_cents"] == 50_00
    with clock.frozen(business=clock.business_now() + timedelta(hours=24, seconds=1)):
        world.own(marisol, 100_00)
        own_limits(marisol, 100_00, 100_00, 110_00)
        with pytest.raises(AboveMonthLimit):
            world.own(marisol, 10_01)


def test_drafts_made_before_are_counted_when_confirmed() -> None:
    marisol = world.member()
    own_limits(marisol, 100_00, 150_00, 500_00)
    one, other = world.own(marisol, 100_00), world.own(marisol, 100_00)
    world.proven(marisol, one)
    with world.codes_fresh(1), pytest.raises(AboveDayLimit):
        world.proven(marisol, other)
    trail = db.fetch_all("SELECT data FROM audit_entry WHERE action = 'orders.refused'")
    assert "above_day_limit" in str(trail)


def test_lower_holds_now_and_higher_waits() -> None:
    marisol = world.member()
    most = limits_of(person_id=marisol.id, group="own")
    lowered = own_limits(marisol, 10_00, 20_00, 30_00)
    assert lowered.order.limit_cents == 10_00
    assert lowered.raise_at is None
    with pytest.raises(RaiseUnproven):
        own_limits(marisol, most.order.limit_cents, 15_00, 30_00)
    assert limits_of(person_id=marisol.id, group="own") == lowered
    waiting = own_limits(marisol, most.order.limit_cents, 15_00, 30_00, proven=True)
    assert (waiting.order.limit_cents, waiting.day.limit_cents) == (10_00, 15_00)
    assert waiting.raise_at is not None
    assert waiting.raise_to is not None
    with clock.frozen(business=waiting.raise_at):
        raised = limits_of(person_id=marisol.id, group="own")
    assert (raised.order.limit_cents, raised.day.limit_cents) == (most.order.limit_cents, 15_00)
    (told,) = db.fetch_one(
        "SELECT count(*) FROM notifications_notice WHERE template = 'limits_changed'"
    )
    assert told == 2


@pytest.mark.parametrize("cents", [-1, 10**12])
def test_a_personal_limit_stays_within_the_institutions(cents: int) -> None:
    marisol = world.member()
    with pytest.raises(LimitOutOfRange):
        own_limits(marisol, cents, 10_00, 10_00)
    with pytest.raises(LimitGroupUnknown):
        own_limits(marisol, 1, 1, 1, group="anything")


def test_a_new_payee_receives_less_also_when_it_is_saved_anew() -> None:
    marisol, ruben = world.member("marisol", cents=5_000_00), world.member("ruben")
    to = world.payee_of(marisol, ruben)
    with pytest.raises(AboveNewPayeeLimit):
        world.third_party(marisol, to, 300_01)
    world.proven(marisol, world.third_party(marisol, to, 200_00))
    remove_payee(person_id=marisol.id, user_id=marisol.user_id, payee_id=to.id)
    with pytest.raises(PayeeNotFound):
        world.third_party(marisol, to, 1_00)
    again = world.payee_of(marisol, ruben)
    with pytest.raises(AboveNewPayeeLimit) as refused:
        world.third_party(marisol, again, 100_01)
    assert refused.value.data["left_cents"] == 100_00
    with clock.frozen(business=clock.business_now() + timedelta(hours=25)):
        assert world.third_party(marisol, again, 500_00).amount_cents == 500_00


def test_a_payee_removed_before_the_confirmation_stops_it() -> None:
    marisol, ruben = world.member("marisol"), world.member("ruben")
    to = world.payee_of(marisol, ruben)
    drafted = world.third_party(marisol, to)
    remove_payee(person_id=marisol.id, user_id=marisol.user_id, payee_id=to.id)
    with pytest.raises(PayeeNotFound):
        world.proven(marisol, drafted)


def test_another_persons_payee_is_not_found() -> None:
    marisol, ruben = world.member("marisol"), world.member("ruben")
    to = world.payee_of(marisol, ruben)
    attempts: list[Callable[[], object]] = [
        lambda: world.third_party(ruben, to),
        lambda: remove_payee(person_id=ruben.id, user_id=ruben.user_id, payee_id=to.id),
        lambda: world.third_party(marisol, type(to)(uuid7(), "", "", "", uuid7(), to.saved_at)),
    ]
    for attempt in attempts:
        with pytest.raises(Refused, match="payee_not_found"):
            attempt()

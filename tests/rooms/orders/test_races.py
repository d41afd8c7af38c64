"""Many sessions at once, each with its own connection and real commits."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from threading import Event
from time import sleep
from uuid import UUID

import pytest

from coop.access.codes.totp import present_code
from coop.access.door.block_myself import block_myself
from coop.access.sessions.active import UserBlocked
from coop.kernel import clock, db
from coop.ledger.prove import prove
from coop.orders.cancel import cancel
from coop.orders.limits import AboveDayLimit
from coop.orders.order import Order
from coop.orders.rules import Status
from coop.orders.set_limits import set_limits
from tests.database import Clone
from tests.rooms.orders import world

SESSIONS = 20


def entries(of: Order) -> int:
    (count,) = db.fetch_one("SELECT count(*) FROM ledger_entry WHERE id = %s", [of.id])
    return int(count)


def block_whoever(user_id: UUID) -> None:
    db.execute("UPDATE access_user SET status = 'blocked' WHERE id = %s", [user_id])


def confirm_later(whose: world.Member, order: Order, half_minutes: int) -> Callable[[], Order]:
    """Return a confirmation with the code of a half minute of its own, made before anyone races.

    Codes only go forwards: in the race an earlier one that comes late is wrong.
    """
    with world.codes_fresh(half_minutes):
        code = present_code(user_id=whose.user_id)

    def confirm() -> Order:
        with world.codes_fresh(half_minutes):
            world.challenged(whose, order)
            return world.send(whose, order, code)

    return confirm


def test_a_hundred_confirmations_of_one_draft_are_one_posting(cloned_database: Clone) -> None:
    marisol, ruben = world.member("marisol"), world.member("ruben", cents=0)
    drafted = world.third_party(marisol, world.payee_of(marisol, ruben), 20_00)
    world.challenged(marisol, drafted)
    code = present_code(user_id=marisol.user_id)

    def five_times() -> list[Order]:
        return [world.send(marisol, drafted, code) for _ in range(5)]

    answers = cloned_database.together([five_times] * SESSIONS)
    receipts = [order for found in answers if isinstance(found, list) for order in found]
    assert len(receipts) == 5 * SESSIONS
    assert all(receipt == receipts[0] for receipt in receipts)
    assert entries(drafted) == 1
    assert (world.available(marisol), world.available(ruben)) == (980_00, 20_00)
    (asked,) = db.fetch_one(
        "SELECT count(*) FROM procrastinate_jobs "
        "WHERE task_name = 'transfers.tell' AND args->>'order' = %s",
        [str(drafted.id)],
    )
    assert asked == 1
    cloned_database.together([partial(world.told, marisol, drafted)] * 4)
    (told,) = db.fetch_one(
        "SELECT count(*) FROM notifications_notice WHERE about = %s", [drafted.id]
    )
    assert told == 2
    assert prove().right


def test_transfers_that_race_one_balance_never_overdraw_it(cloned_database: Clone) -> None:
    marisol, ruben = world.member("marisol", cents=50_00), world.member("ruben", cents=50_00)
    to_ruben, to_marisol = world.payee_of(marisol, ruben), world.payee_of(ruben, marisol)
    there = [world.third_party(marisol, to_ruben, 20_00) for _ in range(6)]
    back = [world.third_party(ruben, to_marisol, 20_00) for _ in range(6)]
    answers = cloned_database.together(
        [
            confirm_later(whose, order, at)
            for whose, orders in ((marisol, there), (ruben, back))
            for at, order in enumerate(orders, 1)
        ]
    )
    problems = [found for found in answers if not isinstance(found, Order)]
    assert {type(found).__name__ for found in problems} <= {"NotEnoughFunds", "ProofWrong"}
    moved = [sum(entries(order) for order in orders) * 20_00 for orders in (there, back)]
    assert world.available(marisol) == 50_00 - moved[0] + moved[1]
    assert world.available(ruben) == 50_00 - moved[1] + moved[0]
    assert world.available(marisol) >= 0
    assert world.available(ruben) >= 0
    assert prove().right


def test_limits_hold_over_parallel_sessions_and_midnight(cloned_database: Clone) -> None:
    marisol = world.member("marisol", cents=5_000_00)
    set_limits(
        person_id=marisol.id,
        user_id=marisol.user_id,
        group="own",
        order_cents=100_00,
        day_cents=250_00,
        month_cents=400_00,
    )
    midnight = clock.at_panama(clock.business_date() + timedelta(days=1))
    orders = [world.own(marisol, 100_00) for _ in range(8)]

    def around(at: int, order: Order) -> Order:
        moment = midnight + timedelta(seconds=(-1, 0, 1, 2)[at % 4])
        with clock.frozen(business=moment):
            return confirm_later(marisol, order, at)()

    answers = cloned_database.together(
        [partial(around, at, order) for at, order in enumerate(orders, 1)]
    )
    assert sum(entries(order) for order in orders) <= 2
    refused = [type(found) for found in answers if isinstance(found, AboveDayLimit)]
    waiting = [order for order in orders if not entries(order)]
    for at, order in enumerate(waiting, len(orders) + 1):
        try:
            around(at, order)
        except AboveDayLimit as problem:
            refused.append(type(problem))
    assert sum(entries(order) for order in orders) == 2
    assert refused
    assert world.available(marisol, marisol.other) == 200_00


def test_a_block_on_its_way_is_waited_for_and_nothing_is_posted(cloned_database: Clone) -> None:
    marisol = world.member("marisol")
    drafted = world.own(marisol, 20_00)
    world.challenged(marisol, drafted)
    code = present_code(user_id=marisol.user_id)
    asked = Event()

    def block() -> None:
        with db.transaction():
            block_whoever(marisol.user_id)
            asked.set()
            sleep(0.5)  # the confirmation comes to the user's row in the meantime

    def confirm() -> Order:
        asked.wait(10)
        return world.send(marisol, drafted, code)

    _, refused = cloned_database.together([block, confirm])
    assert isinstance(refused, UserBlocked)
    assert entries(drafted) == 0
    assert world.available(marisol) == 1_000_00


def test_confirmations_and_a_block_at_once_end_in_one_or_the_other(cloned_database: Clone) -> None:
    marisol = world.member("marisol")
    orders = [world.own(marisol, 20_00) for _ in range(6)]
    calls: list[Callable[[], Order | None]] = [
        confirm_later(marisol, order, at) for at, order in enumerate(orders, 1)
    ]
    calls.insert(3, partial(block_myself, user_id=marisol.user_id))
    answers = cloned_database.together(calls)
    posted = sum(isinstance(found, Order) for found in answers)
    refused = [found for found in answers if isinstance(found, Exception)]
    assert {type(found).__name__ for found in refused} <= {"UserBlocked", "ProofWrong"}
    assert sum(entries(order) for order in orders) == posted
    for at, order in enumerate(orders, 7):
        if not entries(order):
            with pytest.raises(UserBlocked):
                confirm_later(marisol, order, at)()
    assert prove().right


def test_a_cancellation_and_a_confirmation_never_both_win(cloned_database: Clone) -> None:
    marisol = world.member("marisol")
    drafted = world.own(marisol, 20_00)
    world.challenged(marisol, drafted)
    code = present_code(user_id=marisol.user_id)
    answers = cloned_database.together(
        [
            lambda: cancel(person_id=marisol.id, user_id=marisol.user_id, order_id=drafted.id),
            lambda: world.send(marisol, drafted, code),
        ]
    )
    (won,) = [found for found in answers if isinstance(found, Order)]
    assert entries(drafted) == (won.status is Status.POSTED)

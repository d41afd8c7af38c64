"""One order's life, through the verbs, on a real PostgreSQL."""

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coop.access.codes.totp import present_code
from coop.kernel import clock, db
from coop.kernel.errors import Refused
from coop.kernel.ids import uuid7
from coop.ledger.queries import movements
from coop.orders.cancel import cancel
from coop.orders.challenge import OrderClosed, OrderExpired
from coop.orders.confirm import ProofExpired, ProofVoid, ProofWrong
from coop.orders.draft import DraftConflict
from coop.orders.expire import expire
from coop.orders.order import Order
from coop.orders.queries import drafts, history, order
from coop.orders.row import OrderNotFound, OrderTampered
from coop.orders.rules import Status
from coop.products.reach import reach
from coop.transfers.edit import edit
from coop.transfers.kind import NotEnoughFunds, SameAccount
from tests.rooms.orders import world

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db


def test_a_transfer_to_a_third_party_moves_money_once_and_tells_both() -> None:
    marisol, ruben = world.member("marisol"), world.member("ruben", cents=0)
    to = world.payee_of(marisol, ruben, "Taller")
    drafted = world.third_party(marisol, to, 20_00, memo="  Abono\tde noviembre ")
    assert drafted.status is Status.DRAFTED
    assert drafted.destination.holder_name == "Rubén Darío Castillo Núñez"
    assert drafted.memo == "Abono de noviembre"
    assert drafted.effective_reason.code.startswith("calendar.")
    done = world.proven(marisol, drafted)
    assert done.status is Status.POSTED
    assert done.receipt_code.startswith("T-")
    assert world.available(marisol) == 980_00
    assert world.available(ruben) == 20_00
    again = world.send(marisol, drafted, "000000")
    assert again.receipt_code == done.receipt_code
    assert world.available(marisol) == 980_00
    seen = order(person_id=marisol.id, order_id=done.id)
    assert [event.status for event in seen.events] == ["DRAFTED", "AUTHORIZED", "POSTED"]
    texts = [
        movements(
            reach(person_id=whose.id, account_id=whose.account, purpose="see").ledger_account_id
        )
        .rows[0]
        .text
        for whose in (marisol, ruben)
    ]
    assert texts == [
        "Transferencia a Rubén C. · Abono de noviembre",
        "De Marisol R. · Abono de noviembre",
    ]
    for _ in range(2):
        world.told(marisol, done)
    notices = db.fetch_all(
        "SELECT template, address FROM notifications_notice WHERE about = %s ORDER BY template",
        [done.id],
    )
    assert notices == [
        ("transfer_received", "ruben@correo.example"),
        ("transfer_sent", "marisol@correo.example"),
    ]
    trail = db.fetch_all("SELECT action FROM audit_entry WHERE subject = %s", [str(done.id)])
    assert trail == [("orders.confirmed",)]
    assert history(person_id=marisol.id, family="transfers", text="taller").rows == (done,)
    assert history(person_id=ruben.id, family="transfers").rows == ()


def test_an_own_transfer_shows_at_once() -> None:
    marisol = world.member()
    done = world.proven(marisol, world.own(marisol, 20_00))
    assert done.status is Status.POSTED
    assert world.available(marisol, marisol.other) == 20_00


def test_a_draft_repeated_is_the_same_order_and_other_content_edits_it() -> None:
    marisol, draft_id = world.member(), uuid7()
    first = world.own(marisol, 20_00, draft_id=draft_id)
    assert world.own(marisol, 20_00, draft_id=draft_id) == first
    other = world.own(marisol, 30_00, draft_id=draft_id)
    assert (other.id, other.revision, other.amount_cents) == (draft_id, 2, 30_00)
    assert other.digest != first.digest
    done = world.proven(marisol, other)
    assert world.own(marisol, 30_00, draft_id=draft_id) == done
    with pytest.raises(DraftConflict):
        world.own(marisol, 31_00, draft_id=draft_id)


def test_an_edit_between_verification_and_confirmation_voids_the_challenge() -> None:
    marisol = world.member()
    drafted = world.own(marisol, 20_00)
    world.challenged(marisol, drafted)
    edit(person_id=marisol.id, user_id=marisol.user_id, order_id=drafted.id, amount_cents=90_00)
    with pytest.raises(ProofExpired):
        world.send(marisol, drafted, present_code(user_id=marisol.user_id))
    assert world.available(marisol) == 1_000_00


def test_the_code_of_one_order_does_not_confirm_another() -> None:
    marisol = world.member()
    one, other = world.own(marisol, 1_00), world.own(marisol, 90_00)
    world.challenged(marisol, one)
    world.challenged(marisol, other)
    code = present_code(user_id=marisol.user_id)
    assert world.send(marisol, one, code).status is Status.POSTED
    with pytest.raises(ProofWrong):
        world.send(marisol, other, code)
    assert world.available(marisol) == 999_00


def test_five_wrong_codes_void_the_draft_and_edits_do_not_forgive() -> None:
    marisol = world.member()
    drafted = world.own(marisol, 20_00)
    for tried in range(4):
        world.challenged(marisol, drafted)
        with pytest.raises(ProofWrong) as refused:
            world.send(marisol, drafted, "not a code")
        assert refused.value.data["tries_left"] == 4 - tried
        if tried == 1:
            drafted = world.own(marisol, 21_00, draft_id=drafted.id)
    world.challenged(marisol, drafted)
    with pytest.raises(ProofVoid):
        world.send(marisol, drafted, "000000")
    assert order(person_id=marisol.id, order_id=drafted.id).status is Status.REFUSED
    with pytest.raises(OrderClosed):
        world.send(marisol, drafted, present_code(user_id=marisol.user_id))
    assert world.available(marisol) == 1_000_00


@pytest.mark.parametrize("seconds", [0, 31, 59])
def test_a_code_is_taken_once(seconds: int) -> None:
    marisol = world.member()
    drafted = world.own(marisol, 1_00)
    world.challenged(marisol, drafted)
    code = present_code(user_id=marisol.user_id)
    world.send(marisol, drafted, code)
    with world.codes_fresh(seconds / 30):
        other = world.own(marisol, 2_00)
        world.challenged(marisol, other)
        with pytest.raises(ProofWrong):
            world.send(marisol, other, code)


def test_two_minutes_after_the_challenge_no_code_is_taken() -> None:
    marisol = world.member()
    drafted = world.own(marisol)
    world.challenged(marisol, drafted)
    with world.codes_fresh(5), pytest.raises(ProofExpired):
        world.send(marisol, drafted, present_code(user_id=marisol.user_id))


def test_another_persons_order_is_not_found_whatever_is_tried() -> None:
    marisol, ruben = world.member("marisol"), world.member("ruben")
    drafted = world.own(marisol)
    tries: list[Callable[[], object]] = [
        lambda: order(person_id=ruben.id, order_id=drafted.id),
        lambda: world.send(ruben, drafted, "123456"),
        lambda: world.own(ruben, draft_id=drafted.id),
        lambda: cancel(person_id=ruben.id, user_id=ruben.user_id, order_id=drafted.id),
        lambda: world.challenged(ruben, drafted),
        lambda: edit(person_id=ruben.id, user_id=ruben.user_id, order_id=drafted.id, memo="x"),
    ]
    for attempt in tries:
        with pytest.raises(OrderNotFound):
            attempt()
    assert order(person_id=marisol.id, order_id=drafted.id).status is Status.DRAFTED


@pytest.mark.parametrize("cents", [0, -1, 10**18, True, 10**14 + 1])
def test_an_amount_that_is_none_is_refused(cents: int) -> None:
    marisol = world.member()
    with pytest.raises(Refused, match="amount_out_of_range"):
        world.own(marisol, cents)


def test_more_than_there_is_says_how_much_there_is() -> None:
    marisol = world.member(cents=10_00)
    with pytest.raises(NotEnoughFunds) as refused:
        world.own(marisol, 10_01)
    assert refused.value.data == {"available_cents": 10_00}
    one, other = world.own(marisol, 10_00), world.own(marisol, 1)
    world.proven(marisol, other)
    with pytest.raises(NotEnoughFunds):
        world.proven(marisol, one)
    assert world.available(marisol) == 9_99


def test_the_same_account_is_no_destination() -> None:
    marisol = world.member()
    with pytest.raises(SameAccount):
        edit(
            person_id=marisol.id,
            user_id=marisol.user_id,
            order_id=world.own(marisol).id,
            destination_id=marisol.account,
        )


def test_what_is_frozen_is_proven_before_money_moves() -> None:
    marisol = world.member()
    drafted = world.own(marisol, 20_00)
    db.execute(
        "UPDATE orders_order SET amount_cents = 9000, total_cents = 9000 WHERE id = %s",
        [drafted.id],
    )
    with pytest.raises(OrderTampered):
        world.send(marisol, drafted, "123456")


def test_cancelled_and_expired_drafts_cannot_be_confirmed() -> None:
    marisol = world.member()
    gone, late = world.own(marisol, 1_00), world.own(marisol, 2_00)
    for _ in range(2):
        assert cancelled(marisol, gone).status is Status.CANCELLED
    with pytest.raises(OrderClosed):
        world.send(marisol, gone, "123456")
    assert drafts(person_id=marisol.id) == (late,)
    after = late.expires_at
    with clock.frozen(business=after):
        with pytest.raises(OrderExpired):
            world.challenged(marisol, late)
        with pytest.raises(OrderExpired):
            world.send(marisol, late, "123456")
        assert expire() == 0
    assert order(person_id=marisol.id, order_id=late.id).status is Status.EXPIRED


def test_the_job_expires_what_nobody_confirmed() -> None:
    marisol = world.member()
    late = world.own(marisol)
    with clock.frozen(business=late.expires_at):
        assert (expire(), expire()) == (1, 0)
    assert order(person_id=marisol.id, order_id=late.id).status is Status.EXPIRED


def test_a_confirmation_takes_few_queries() -> None:
    marisol, ruben = world.member("marisol"), world.member("ruben")
    drafted = world.third_party(marisol, world.payee_of(marisol, ruben))
    world.challenged(marisol, drafted)
    code = present_code(user_id=marisol.user_id)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        world.send(marisol, drafted, code)
    assert len(asked) <= 24, "\n".join(" ".join(query["sql"].split())[:150] for query in asked)


def cancelled(whose: world.Member, which: Order) -> Order:
    return cancel(person_id=whose.id, user_id=whose.user_id, order_id=which.id)

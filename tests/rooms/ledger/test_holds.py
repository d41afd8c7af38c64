"""Two phases: money is reserved, then taken or given back, once."""

from datetime import timedelta

import pytest

from coop.kernel import clock
from coop.kernel.ids import uuid7
from coop.ledger.attempt import attempt
from coop.ledger.capture import capture
from coop.ledger.chart import PAYMENTS_PAYABLE, internal_account
from coop.ledger.expire_holds import expire_holds
from coop.ledger.hold import hold
from coop.ledger.legs import credit, debit
from coop.ledger.outcomes import (
    HoldAwaitsAnswer,
    HoldConflict,
    HoldMismatch,
    HoldNotOpen,
    NotEnoughFunds,
)
from coop.ledger.prove import prove
from coop.ledger.release import release
from tests.rooms.ledger.books import account, book, free, transfer

pytestmark = pytest.mark.django_db

LATER = timedelta(hours=1)


def held(account_id: int, cents: int, *, lasts: timedelta = LATER):  # type: ignore[no-untyped-def] # noqa: ANN201
    hold_id = uuid7()
    expires_at = clock.business_now() + lasts
    assert hold(hold_id=hold_id, account_id=account_id, amount_cents=cents, expires_at=expires_at)
    assert not hold(
        hold_id=hold_id, account_id=account_id, amount_cents=cents, expires_at=expires_at
    )
    return hold_id


def pay(hold_id, account_id: int, cents: int, entry_id=None):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201
    return capture(
        hold_id=hold_id,
        entry_id=entry_id or uuid7(),
        kind="bill",
        legs=[debit(account_id, cents), credit(internal_account(PAYMENTS_PAYABLE), cents)],
    )


def test_held_money_is_not_available_and_what_is_left_over_is_free() -> None:
    ana, luis = account("ana", 1000), account("luis")
    hold_id = held(ana, 800)
    assert (book(ana), free(ana)) == (1000, 200)
    with pytest.raises(NotEnoughFunds):
        transfer(ana, luis, 201)
    entry_id = uuid7()
    assert not pay(hold_id, ana, 700, entry_id).repeated
    assert pay(hold_id, ana, 700, entry_id).repeated
    assert (book(ana), free(ana)) == (300, 300)
    with pytest.raises(HoldNotOpen):
        pay(hold_id, ana, 100)
    with pytest.raises(HoldNotOpen):
        release(hold_id=hold_id, because="answer")
    assert prove().violations == []


def test_no_more_is_taken_than_was_held_nor_from_another() -> None:
    ana, luis = account("ana", 1000), account("luis", 1000)
    hold_id = held(ana, 100)
    with pytest.raises(HoldMismatch):
        pay(hold_id, ana, 101)
    with pytest.raises(HoldMismatch):
        pay(hold_id, luis, 100)
    assert (free(ana), free(luis)) == (900, 1000)


def test_a_hold_is_given_back_once() -> None:
    ana = account("ana", 1000)
    hold_id = held(ana, 1000)
    assert release(hold_id=hold_id, because="cancelled")
    assert not release(hold_id=hold_id, because="cancelled")
    assert free(ana) == 1000
    with pytest.raises(HoldNotOpen):
        pay(hold_id, ana, 100)


def test_time_ends_only_what_was_never_attempted() -> None:
    ana = account("ana", 1000)
    past = timedelta(seconds=-1)
    held(ana, 100, lasts=past)
    sent = held(ana, 200, lasts=past)
    held(ana, 300)
    first = attempt(hold_id=sent, key="k1")
    assert first.first
    second = attempt(hold_id=sent, key="k2")
    assert (second.first, second.key) == (False, "k1")
    assert expire_holds() == 1
    assert expire_holds() == 0
    assert free(ana) == 500
    with pytest.raises(HoldAwaitsAnswer):
        release(hold_id=sent, because="cancelled")
    assert release(hold_id=sent, because="answer")
    assert prove().violations == []


def test_a_hold_needs_the_money_and_one_content() -> None:
    ana = account("ana", 1000)
    hold_id = held(ana, 600)
    with pytest.raises(NotEnoughFunds):
        held(ana, 401)
    with pytest.raises(HoldConflict):
        hold(
            hold_id=hold_id,
            account_id=ana,
            amount_cents=601,
            expires_at=clock.business_now() + LATER,
        )

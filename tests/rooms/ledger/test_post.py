"""One entry: whole, once, within the floor."""

import pytest

from coop.kernel.ids import uuid7
from coop.ledger.chart import CASH, internal_account
from coop.ledger.legs import credit, debit
from coop.ledger.open_account import CodeTaken
from coop.ledger.post import (
    AccountNotOpen,
    AccountUnknown,
    EntryConflict,
    NotEnoughFunds,
    Unbalanced,
    post,
)
from coop.ledger.prove import prove
from coop.ledger.queries import Balance, balances, business_date
from coop.ledger.set_status import set_account_status
from tests.rooms.ledger.books import account, transfer

pytestmark = pytest.mark.django_db


def test_money_moves_from_one_to_the_other() -> None:
    ana, luis = account("ana", 1000), account("luis")
    posted = transfer(ana, luis, 400)
    assert not posted.repeated
    assert posted.business_date == business_date()
    assert balances([ana, luis]) == {ana: Balance(600, 0, 600), luis: Balance(400, 0, 400)}
    assert prove().violations == []


def test_the_same_id_and_content_answer_the_same() -> None:
    ana, luis = account("ana", 1000), account("luis")
    entry_id = uuid7()
    first = transfer(ana, luis, 1000, entry_id)
    again = transfer(ana, luis, 1000, entry_id)
    assert again.repeated
    assert (again.posted_at, again.business_date) == (first.posted_at, first.business_date)
    assert balances([luis])[luis].book_cents == 1000


def test_the_same_id_with_another_content_is_a_conflict() -> None:
    ana, luis = account("ana", 1000), account("luis")
    entry_id = uuid7()
    transfer(ana, luis, 100, entry_id)
    with pytest.raises(EntryConflict):
        transfer(ana, luis, 101, entry_id)
    assert balances([luis])[luis].book_cents == 100


@pytest.mark.parametrize("backwards", [False, True])
def test_a_refusal_leaves_no_trace(backwards: bool) -> None:
    one, other = account("one", 500), account("other", 500)
    origin, destination = (other, one) if backwards else (one, other)
    with pytest.raises(NotEnoughFunds) as refused:
        transfer(origin, destination, 501)
    assert refused.value.data == {"available_cents": 500, "account_id": origin}
    assert {b.book_cents for b in balances([one, other]).values()} == {500}
    assert prove().violations == []


def test_what_must_stay_is_not_available() -> None:
    saver, other = account("saver", 1000, floor_cents=500), account("other")
    assert balances([saver])[saver].available_cents == 500
    with pytest.raises(NotEnoughFunds):
        transfer(saver, other, 501)
    transfer(saver, other, 500)


def test_an_account_may_stand_in_several_legs() -> None:
    ana, luis = account("ana", 1000), account("luis")
    income = internal_account("4101")
    post(
        entry_id=uuid7(),
        kind="transfer",
        legs=[debit(ana, 900), credit(luis, 900), debit(ana, 100, "fee"), credit(income, 100)],
    )
    assert balances([ana, income])[ana].book_cents == 0
    assert balances([income])[income].book_cents == 100
    assert prove().violations == []


def test_an_internal_account_has_no_floor_and_no_running_balance() -> None:
    cash, ana = internal_account(CASH), account("ana", 700)
    assert balances([cash])[cash].book_cents == 700
    post(entry_id=uuid7(), kind="out", legs=[debit(ana, 700), credit(cash, 700)])
    assert balances([cash])[cash].book_cents == 0


@pytest.mark.parametrize("status", ["blocked", "debits_blocked"])
def test_a_blocked_account_gives_nothing(status: str) -> None:
    ana, luis = account("ana", 1000), account("luis", 1000)
    set_account_status(account_id=ana, status=status)  # type: ignore[arg-type]
    with pytest.raises(AccountNotOpen):
        transfer(ana, luis, 1)
    if status == "debits_blocked":
        transfer(luis, ana, 1)
    else:
        with pytest.raises(AccountNotOpen):
            transfer(luis, ana, 1)


def test_an_unknown_account_and_a_crooked_entry_are_broken() -> None:
    ana = account("ana", 1000)
    with pytest.raises(AccountUnknown):
        transfer(ana, 999_999_999, 1)
    for legs in ([debit(ana, 1)], [debit(ana, 1), credit(ana, 2)], []):
        with pytest.raises(Unbalanced):
            post(entry_id=uuid7(), kind="crooked", legs=legs)


def test_a_code_is_taken_once() -> None:
    account("ana")
    with pytest.raises(CodeTaken):
        account("ana")

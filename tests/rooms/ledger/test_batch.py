"""Many entries in one call, as if one came after the other."""

import pytest

from coop.kernel.errors import Problem
from coop.kernel.ids import uuid7
from coop.ledger.legs import credit, debit
from coop.ledger.post import Posted
from coop.ledger.post_batch import BatchEntry, post_batch
from coop.ledger.prove import prove
from coop.ledger.set_status import set_account_status
from tests.rooms.ledger.books import account, book, transfer

pytestmark = pytest.mark.django_db


def move(origin: int, destination: int, cents: int) -> BatchEntry:
    return BatchEntry(uuid7(), "move", [debit(origin, cents), credit(destination, cents)])


def said(outcomes: list[Posted | Problem]) -> list[str]:
    return [
        outcome.code if isinstance(outcome, Problem) else "repeated" if outcome.repeated else "ok"
        for outcome in outcomes
    ]


def test_a_later_item_may_spend_what_an_earlier_one_brought() -> None:
    ana, luis = account("ana", 100), account("luis")
    assert said(post_batch(entries=[move(ana, luis, 100), move(luis, ana, 100)])) == ["ok", "ok"]
    assert said(post_batch(entries=[move(luis, ana, 1), move(ana, luis, 1)])) == [
        "ledger.not_enough_funds",
        "ok",
    ]
    assert prove().violations == []


def test_each_item_has_its_own_outcome() -> None:
    ana, luis, shut = account("ana", 100), account("luis"), account("shut", 50)
    set_account_status(account_id=shut, status="debits_blocked")
    known = uuid7()
    transfer(ana, luis, 10, known)
    twice = move(ana, luis, 1)
    entries = [
        BatchEntry(known, "transfer", [debit(ana, 10, "sale"), credit(luis, 10, "entra")], "r"),
        BatchEntry(known, "other", [debit(ana, 10), credit(luis, 10)]),
        move(ana, luis, 80),
        move(ana, luis, 11),
        move(ana, luis, 10),
        move(shut, luis, 1),
        move(luis, shut, 1),
        move(ana, 987_654_321, 1),
        BatchEntry(uuid7(), "crooked", [debit(luis, 1), credit(ana, 2)]),
        twice,
        twice,
    ]
    outcomes = post_batch(entries=entries)
    assert said(outcomes) == [
        "repeated",
        "ledger.entry_conflict",
        "ok",
        "ledger.not_enough_funds",
        "ok",
        "ledger.account_not_open",
        "ok",
        "ledger.account_unknown",
        "ledger.unbalanced",
        "ledger.not_enough_funds",
        "ledger.entry_conflict",
    ]
    short = outcomes[3]
    assert isinstance(short, Problem)
    assert short.data == {"available_cents": 10, "account_id": ana}
    assert (book(ana), book(luis), book(shut)) == (0, 99, 51)
    assert said(post_batch(entries=entries[2:3])) == ["repeated"]
    assert prove().violations == []


def test_an_empty_batch_is_nothing() -> None:
    assert post_batch(entries=[]) == []

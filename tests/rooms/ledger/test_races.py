"""Real connections at once: no overdraft, no deadlock shown, one posting for one id."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

from coop.kernel.errors import Problem
from coop.kernel.ids import uuid7
from coop.ledger.legs import credit, debit
from coop.ledger.post import NotEnoughFunds, Posted
from coop.ledger.post_batch import BatchEntry, post_batch
from coop.ledger.prove import prove
from coop.ledger.queries import business_date
from coop.ledger.reverse import reverse
from coop.ledger.roll_day import roll_day
from coop.ledger.verify import verify
from tests.database import Clone
from tests.rooms.ledger.books import account, book, transfer


def repeat(times: int, call: Callable[[], object]) -> Callable[[], None]:
    def run() -> None:
        for _ in range(times):
            call()

    return run


def test_there_against_back_shows_no_deadlock(cloned_database: Clone) -> None:
    ana, luis = account("ana", 100_000), account("luis", 100_000)
    calls = [
        repeat(40, lambda: transfer(ana, luis, 1)),
        repeat(40, lambda: transfer(luis, ana, 1)),
    ] * 4
    assert [said for said in cloned_database.together(calls) if said is not None] == []
    assert book(ana) + book(luis) == 200_000
    assert prove().violations == []


def test_many_race_one_balance_and_none_overdraws(cloned_database: Clone) -> None:
    ana, luis = account("ana", 1000), account("luis")
    said = cloned_database.together([lambda: transfer(ana, luis, 100)] * 16)
    assert sum(isinstance(one, Posted) for one in said) == 10
    assert sum(isinstance(one, NotEnoughFunds) for one in said) == 6
    assert (book(ana), book(luis)) == (0, 1000)
    assert prove().violations == []


def test_one_id_in_parallel_is_one_posting(cloned_database: Clone) -> None:
    ana, luis = account("ana", 1000), account("luis")
    entry_id = uuid7()
    said = cloned_database.together([lambda: transfer(ana, luis, 1000, entry_id)] * 12)
    posted = [one for one in said if isinstance(one, Posted)]
    assert len(posted) == 12
    assert sum(not one.repeated for one in posted) == 1
    assert len({one.posted_at for one in posted}) == 1
    assert book(luis) == 1000


def test_one_entry_is_reversed_once_by_many(cloned_database: Clone) -> None:
    ana, luis = account("ana", 1000), account("luis", 5000)
    entry = transfer(ana, luis, 1000).entry_id
    said = cloned_database.together([lambda: reverse(entry_id=uuid7(), reverses=entry)] * 6)
    assert sum(isinstance(one, Posted) for one in said) == 1
    assert {one.code for one in said if isinstance(one, Problem)} == {"ledger.already_reversed"}
    assert book(ana) == 1000


def test_a_roll_and_batches_pass_between_postings(cloned_database: Clone) -> None:
    accounts = [account(f"a{n}", 1000) for n in range(6)]
    first = business_date()
    dice = Random(7)  # noqa: S311 - a fixed seed

    def move() -> None:
        for _ in range(30):
            origin, destination = dice.sample(accounts, 2)
            try:
                transfer(origin, destination, 10)
            except NotEnoughFunds:
                continue

    def batches() -> None:
        for _ in range(10):
            pairs = [dice.sample(accounts, 2) for _ in range(20)]
            post_batch(
                entries=[BatchEntry(uuid7(), "b", [debit(a, 3), credit(b, 3)]) for a, b in pairs]
            )

    def roll() -> None:
        for day in range(1, 6):
            roll_day(to=first + timedelta(day))

    said = cloned_database.together([move, move, move, batches, batches, roll])
    assert [one for one in said if one is not None] == []
    assert sum(book(one) for one in accounts) == 6000
    assert prove().violations == []
    assert verify().right
    assert business_date() == first + timedelta(5)

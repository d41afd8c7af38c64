"""Days close in order, their seals hold, and what does not hold is named."""

from datetime import date, timedelta

import psycopg
import pytest

from coop.jobs.clock import seal_days
from coop.kernel import db
from coop.kernel.ids import uuid7
from coop.ledger.chart import CASH, internal_account
from coop.ledger.open_books import BooksOpen, open_books
from coop.ledger.outcomes import AlreadyReversed, EntryUnknown, NotEnoughFunds, PostingsStopped
from coop.ledger.prove import prove
from coop.ledger.queries import business_date, stopped_because
from coop.ledger.resume import StillWrong, resume
from coop.ledger.reverse import reverse
from coop.ledger.roll_day import DayMovesBack, roll_day
from coop.ledger.seal import seal
from coop.ledger.verify import verify
from tests.database import Clone
from tests.rooms.ledger.books import account, book, free, tamper, transfer

MONDAY = date(2026, 11, 23)


@pytest.mark.django_db
def test_a_posting_carries_the_day_and_the_day_never_moves_back() -> None:
    open_books(on=MONDAY)
    ana, luis = account("ana", 1000), account("luis")
    assert transfer(ana, luis, 1).business_date == MONDAY
    assert roll_day(to=MONDAY + timedelta(40))
    assert not roll_day(to=MONDAY + timedelta(40))
    assert transfer(ana, luis, 1).business_date == MONDAY + timedelta(40) == business_date()
    with pytest.raises(DayMovesBack):
        roll_day(to=MONDAY)
    with pytest.raises(BooksOpen):
        open_books(on=MONDAY - timedelta(1))
    assert verify().seals == 40


@pytest.mark.django_db
def test_an_internal_account_is_its_snapshot_and_today() -> None:
    open_books(on=MONDAY)
    ana = account("ana", 1000)
    cash = internal_account(CASH)
    for day in range(1, 4):
        roll_day(to=MONDAY + timedelta(day))
        account(f"a{day}", 10)
    assert (book(cash), book(ana)) == (1030, 1000)
    for scope in ("minute", "since_seal", "whole"):
        assert prove(scope=scope).violations == []


@pytest.mark.django_db
def test_an_entry_is_reversed_once_and_only_with_money() -> None:
    ana, luis, eva = account("ana", 1000), account("luis"), account("eva")
    entry = transfer(ana, luis, 400).entry_id
    mirror = uuid7()
    transfer(luis, eva, 1)
    with pytest.raises(NotEnoughFunds):
        reverse(entry_id=mirror, reverses=entry)
    transfer(eva, luis, 1)
    assert not reverse(entry_id=mirror, reverses=entry).repeated
    assert reverse(entry_id=mirror, reverses=entry).repeated
    assert (book(ana), book(luis)) == (1000, 0)
    transfer(ana, luis, 400)
    with pytest.raises(AlreadyReversed):
        reverse(entry_id=uuid7(), reverses=entry)
    with pytest.raises(EntryUnknown):
        reverse(entry_id=uuid7(), reverses=uuid7())
    assert prove().violations == []


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("UPDATE ledger_posting SET text = 'salE' WHERE text = 'sale'", "content differs"),
        ("UPDATE ledger_posting SET balance_cents = 1 WHERE text = 'sale'", "changed"),
        ("UPDATE ledger_entry SET posted_at = posted_at + interval '1 us'", "changed"),
        ("DELETE FROM ledger_posting WHERE text = 'sale'", "does not sum to zero"),
        ("UPDATE ledger_seal SET digest = sha256(digest) WHERE number = 2", "seal itself"),
        ("DELETE FROM ledger_seal WHERE number = 1", "missing"),
        ("DELETE FROM ledger_seal WHERE number = 3", "seal 3, day 2026-11-25: closed, and has no"),
        ("DELETE FROM ledger_seal WHERE number > 1", "seal 2, day 2026-11-24: closed until"),
        ("DELETE FROM ledger_seal", f"seal 1, day {MONDAY}: closed until 2026-11-25"),
    ],
)
def test_verify_names_what_changed(cloned_database: Clone, change: str, named: str) -> None:
    open_books(on=MONDAY)
    ana, luis = account("ana", 1000), account("luis")
    transfer(ana, luis, 5)
    roll_day(to=MONDAY + timedelta(3))
    assert verify().right
    tamper(cloned_database, change)
    found = verify()
    assert not found.right
    assert named in str(found)
    assert f"day {MONDAY}" in str(found) or "seal" in named or "missing" in named


def test_seals_that_are_made_anew_over_other_rows_are_known_by_the_trail(
    cloned_database: Clone,
) -> None:
    open_books(on=MONDAY)
    transfer(account("ana", 1000), account("luis"), 5)
    roll_day(to=MONDAY + timedelta(2))
    tamper(cloned_database, "UPDATE ledger_posting SET balance_cents = 1 WHERE text = 'sale'")
    tamper(cloned_database, "DELETE FROM ledger_seal; DELETE FROM ledger_seal_part")
    assert "seal 1, day 2026-11-23: the audit trail kept this seal, and it is gone" in str(verify())
    assert seal() == 2
    assert [(found.seal, found.business_date) for found in verify().tamperings] == [
        (2, MONDAY + timedelta(1)),
        (1, MONDAY),
    ]
    assert "the audit trail kept another seal of this number" in str(verify())


def test_seals_that_are_made_anew_over_the_same_rows_are_the_same(cloned_database: Clone) -> None:
    open_books(on=MONDAY)
    roll_day(to=MONDAY + timedelta(2))
    tamper(cloned_database, "DELETE FROM ledger_seal; DELETE FROM ledger_seal_part")
    assert seal() == 2
    assert verify().right


def test_a_roll_that_was_cut_short_is_seen_and_the_clock_seals_what_it_left(
    cloned_database: Clone,
) -> None:
    open_books(on=MONDAY)
    with db.transaction():
        db.fetch_one("SELECT ledger_roll_day(%s)", [MONDAY + timedelta(1)])
    assert f"seal 1, day {MONDAY}: closed, and has no seal" in str(verify())
    seal_days()
    seal_days()
    assert (verify().right, verify().seals) == (True, 1)


def test_wrong_books_stop_postings_until_they_are_right(cloned_database: Clone) -> None:
    ana, luis = account("ana", 1000), account("luis")
    tamper(cloned_database, f"UPDATE ledger_account SET balance_cents = -1001 WHERE id = {ana}")
    report = prove(scope="minute")
    assert report.violations == ["all balances together are zero: they are -1"]
    with pytest.raises(PostingsStopped):
        transfer(ana, luis, 1)
    assert "they are -1" in (stopped_because() or "")
    assert any(f"account {ana} " in line for line in prove().violations)
    with pytest.raises(StillWrong):
        resume(because="hope")
    tamper(cloned_database, f"UPDATE ledger_account SET balance_cents = -1000 WHERE id = {ana}")
    assert resume(because="put right by hand, ticket 1")
    assert stopped_because() is None
    transfer(ana, luis, 1)
    assert free(ana) == 999


def test_nobody_edits_the_books_not_even_their_owner(cloned_database: Clone) -> None:
    ana, luis = account("ana", 1000), account("luis")
    transfer(ana, luis, 1)
    with cloned_database.owner() as owner:
        for statement in (
            "UPDATE ledger_posting SET text = ''",
            "DELETE FROM ledger_entry",
            "TRUNCATE ledger_entry",
        ):
            with pytest.raises(psycopg.errors.IntegrityConstraintViolation):
                owner.execute(statement)

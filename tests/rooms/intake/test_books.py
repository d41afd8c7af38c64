"""The books at the end of an intake: proved, sealed, in balance, and ready for live postings."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from coop.intake.generate import generate
from coop.intake.load import load
from coop.intake.totals import Total
from coop.kernel import db
from coop.ledger.chart import OPENING, internal_account
from coop.ledger.open_books import open_books
from coop.ledger.prove import prove
from coop.ledger.queries import balances
from coop.ledger.roll_day import roll_day
from coop.ledger.seal import seal
from coop.ledger.verify import verify
from coop.products.queries import ledger_accounts
from tests.rooms.ledger.books import book, transfer

pytestmark = pytest.mark.django_db

BOOKS_DATE = date(2026, 9, 1)


@pytest.fixture
def table(tmp_path: Path) -> list[Total]:
    open_books(on=BOOKS_DATE)
    generate(folder=tmp_path, members=60, seed=5, until=BOOKS_DATE - timedelta(days=1))
    return load(folder=tmp_path).table


def numbers() -> dict[str, int]:
    return {number: account for number, _, account in ledger_accounts()}


def accounts_of(folder: Path) -> list[dict[str, str]]:
    with (folder / "cuentas.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def closing_cents(folder: Path) -> dict[str, int]:
    rows = accounts_of(folder)
    return {row["cuenta"]: int(row["saldo_final"].replace(".", "")) for row in rows}


def test_the_whole_books_are_proved_and_their_seal_holds(table: list[Total]) -> None:
    assert all(total.ok for total in table)
    assert prove().violations == []
    assert seal() == 1
    verification = verify()
    assert (verification.seals, verification.tamperings) == (1, [])


def test_balances_and_the_control_account_are_those_of_the_files(
    table: list[Total], tmp_path: Path
) -> None:
    expected, accounts = closing_cents(tmp_path), numbers()
    found = balances(list(accounts.values()))
    assert {number: found[at].book_cents for number, at in accounts.items()} == expected
    owed = sum(total.cents or 0 for total in table if total.file == "cuentas.csv")
    assert owed == sum(expected.values())
    assert book(internal_account(OPENING)) == -owed


def test_each_movement_is_one_entry_of_its_day_and_no_more(table: list[Total]) -> None:
    rows = sum(total.rows or 0 for total in table if total.file == "movimientos.csv")
    (entries, ids, numbers_) = db.fetch_one(
        "SELECT count(*), count(DISTINCT id), count(DISTINCT number) FROM ledger_entry"
        " WHERE kind = 'history' AND number < 0 AND uuid_extract_version(id) = 7"
    )
    assert (entries, ids, numbers_) == (rows, rows, rows)


@pytest.mark.usefixtures("table")
def test_accounts_of_an_intake_live_on(tmp_path: Path) -> None:
    expected, accounts = closing_cents(tmp_path), numbers()
    ana, luis = [
        row["cuenta"]
        for row in accounts_of(tmp_path)
        if (row["producto"], row["estado"]) == ("AHC", "activa")
        and expected[row["cuenta"]] > 10_000
    ][:2]
    posted = transfer(accounts[ana], accounts[luis], 1_250)
    assert posted.business_date == BOOKS_DATE
    assert book(accounts[ana]) == expected[ana] - 1_250
    assert book(accounts[luis]) == expected[luis] + 1_250
    assert prove().violations == []
    roll_day(to=BOOKS_DATE + timedelta(days=1))
    transfer(accounts[luis], accounts[ana], 50)
    assert prove().violations == []
    assert verify().right

"""What was before the books: loaded in sets, proven like the rest, and searched page by page."""

import itertools
from datetime import date, timedelta

import pytest

from coop.kernel import db
from coop.ledger import queries
from coop.ledger.chart import OPENING, internal_account
from coop.ledger.load_history import (
    HistoryAccount,
    HistoryMovement,
    HistoryUnfit,
    Loaded,
    load_history,
)
from coop.ledger.open_books import open_books
from coop.ledger.prove import prove
from coop.ledger.queries import Cursor, Movement, accounts_by_code, movements
from coop.ledger.roll_day import roll_day
from coop.ledger.verify import verify
from tests.rooms.ledger.books import account, book, transfer

pytestmark = pytest.mark.django_db

OPENING_DATE = date(2026, 11, 23)
BEGIN = OPENING_DATE - timedelta(100)


def load(accounts: list[HistoryAccount], moved: list[HistoryMovement]) -> Loaded:
    with db.transaction():
        return load_history(accounts=accounts, movements=moved)


def past(code: str, opening_cents: int = 0) -> HistoryAccount:
    return HistoryAccount(code, code, "credit", opening_cents, BEGIN)


def some(code: str, count: int) -> list[HistoryMovement]:
    return [
        HistoryMovement(
            code, BEGIN + timedelta(n % 100), 10 + n, f"Depósito {n} {'Zeta' if n % 7 == 0 else ''}"
        )
        for n in range(count)
    ]


def every(account_id: int, limit: int = 7, **search: object) -> list[Movement]:
    found: list[Movement] = []
    before: Cursor | None = None
    while True:
        page = movements(account_id, before=before, limit=limit, **search)  # type: ignore[arg-type]
        found += page.rows
        if page.next is None:
            return found
        before = Cursor.parse(str(page.next))


def test_history_becomes_entries_with_the_balance_after_each() -> None:
    open_books(on=OPENING_DATE)
    loaded = load([past("ana", 500), past("luis")], some("ana", 250))
    sum_cents = 500 + sum(10 + n for n in range(250))
    assert loaded == Loaded(accounts=2, entries=251, total_cents=sum_cents)
    ana = accounts_by_code(["ana", "nobody"])["ana"]
    assert book(ana) == sum_cents
    assert book(internal_account(OPENING)) == -sum_cents
    luis = accounts_by_code(["luis"])["luis"]
    transfer(ana, luis, 100)
    rows = every(ana)
    assert len(rows) == 252
    assert len({row.posting_id for row in rows}) == 252
    for newer, older in itertools.pairwise(rows):
        assert older.balance_cents is not None
        assert newer.balance_cents == older.balance_cents + newer.amount_cents
    assert (rows[0].amount_cents, rows[-1].text) == (-100, "Saldo inicial")
    assert prove().violations == []
    roll_day(to=OPENING_DATE + timedelta(1))
    assert prove().violations == []
    assert prove(scope="since_seal").violations == []
    checked = verify()
    assert (checked.seals, checked.right) == (2, True)


def test_a_second_load_stands_beside_the_first() -> None:
    open_books(on=OPENING_DATE)
    load([past("ana", 500)], [])
    roll_day(to=OPENING_DATE + timedelta(2))
    account("live", 70)
    load([past("luis", 300), HistoryAccount("loan", "loan", "debit", 90, BEGIN)], some("luis", 3))
    assert book(internal_account(OPENING)) == -(500 + 300 + 33 - 90)
    assert book(accounts_by_code(["loan"])["loan"]) == 90
    roll_day(to=OPENING_DATE + timedelta(3))
    assert prove().violations == []
    assert verify().right


def test_history_joins_an_account_that_stands_empty() -> None:
    open_books(on=OPENING_DATE)
    ana = account("ana")
    load([past("ana", 500), past("luis", 20)], some("ana", 4))
    assert accounts_by_code(["ana"])["ana"] == ana
    assert book(ana) == 500 + 10 + 11 + 12 + 13
    transfer(ana, accounts_by_code(["luis"])["luis"], 100)
    assert prove().violations == []


@pytest.mark.parametrize(
    ("accounts", "moved", "why"),
    [
        ([past("live")], [], "account_live"),
        ([past("a"), past("a")], [], "account_twice"),
        ([past("a")], some("b", 1), "account_missing"),
        ([past("a")], [HistoryMovement("a", BEGIN, 0, "nada")], "amount_zero"),
        ([past("a")], [HistoryMovement("a", OPENING_DATE, 5, "hoy")], "not_before_opening"),
        ([HistoryAccount("a", "a", "credit", 1, OPENING_DATE)], [], "not_before_opening"),
    ],
)
def test_unfit_history_is_named_and_nothing_is_loaded(
    accounts: list[HistoryAccount], moved: list[HistoryMovement], why: str
) -> None:
    open_books(on=OPENING_DATE)
    account("live", 1)
    with pytest.raises(HistoryUnfit) as unfit:
        load(accounts, moved)
    assert unfit.value.data["why"] == why


def test_movements_are_found_by_text_amount_and_date(monkeypatch: pytest.MonkeyPatch) -> None:
    open_books(on=OPENING_DATE)
    load([past("ana")], some("ana", 250))
    ana = accounts_by_code(["ana"])["ana"]
    assert len(every(ana, text="zeta")) == 36
    assert len(every(ana, text="100%")) == 0
    assert [row.amount_cents for row in every(ana, least_cents=100, most_cents=101)] == [101, 100]
    assert len(every(ana, from_date=BEGIN + timedelta(10), to_date=BEGIN + timedelta(11))) == 6
    monkeypatch.setattr(queries, "SEARCHED_MOST", 100)
    page = movements(ana, text="Depósito 249")
    assert page.rows == [] or page.next is not None
    assert len(every(ana, text="zeta")) == 36
    page = movements(ana, text="nothing like it")
    assert (page.rows, page.searched_until is not None) == ([], True)


@pytest.mark.parametrize("text", ["", "20261101", "20261301_5", "20261101_٣", "x_1"])
def test_a_forged_cursor_is_not_read(text: str) -> None:
    with pytest.raises(ValueError):
        Cursor.parse(text)

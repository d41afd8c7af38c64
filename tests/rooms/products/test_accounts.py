import datetime as dt
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from coop.kernel import db
from coop.ledger.load_history import HistoryAccount, load_history
from coop.ledger.outcomes import AccountNotOpen
from coop.products import ports, queries
from coop.products.open_account import MayNotHold
from coop.products.open_accounts import (
    MaturityMissing,
    NewAccount,
    NumberTaken,
    NumberUnreadable,
    TitularTwice,
    TypeUnknown,
    open_accounts,
)
from coop.products.reach import (
    AccountNotCreditable,
    AccountNotDebitable,
    AccountNotFound,
    accounts_of,
    reach,
)
from coop.products.rename_account import AliasTooLong, rename_account
from coop.products.set_account_status import set_account_status
from tests import make

pytestmark = pytest.mark.django_db

CHILD_BORN = dt.date(2017, 6, 3)


def co_holders(policy: ports.CoHolders) -> ports.Products:
    return replace(ports.slot.get(), co_holders=policy)


def seen(person: UUID) -> list[UUID]:
    return [account.id for account in accounts_of(person)]


def test_a_titular_sees_each_account_with_its_money_and_nobody_elses() -> None:
    ana, luis = make.person(), make.person()
    savings = make.account(ana, cents=150_00)
    shares = make.account(ana, type_code="APO")
    make.account(luis)
    found = accounts_of(ana)
    assert [account.id for account in found] == [shares, savings]
    assert (found[1].book_cents, found[1].available_cents, found[1].held_cents) == (15000, 14500, 0)
    assert (found[1].can_debit, found[1].can_credit, found[1].note) == (True, True, "")
    assert (found[0].can_debit, found[0].note) == (False, "never_transfers")
    assert found[1].type_name == found[1].label == "Ahorro corriente"
    with translation.override("en"):
        assert accounts_of(ana)[0].type_name == "Member shares"


def test_home_costs_two_queries_however_many_accounts() -> None:
    ana = make.person()
    for _ in range(6):
        make.account(ana)
    with CaptureQueriesContext(connection) as few:
        assert len(accounts_of(ana)) == 6
    assert len(few) == 2


def test_anothers_account_is_as_unknown_as_one_that_is_not_there() -> None:
    ana, luis = make.person(), make.person()
    his = make.account(luis)
    for unknown in (his, uuid4()):
        with pytest.raises(AccountNotFound) as refused:
            reach(person_id=ana, account_id=unknown, purpose="see")
        assert refused.value.data == {}


def test_statuses_say_what_may_move_and_the_books_agree() -> None:
    ana = make.person()
    account = make.account(ana, cents=100_00)
    set_account_status(account_id=account, status="dormant", reason="Sin movimientos")
    dormant = reach(person_id=ana, account_id=account, purpose="credit")
    assert (dormant.status, dormant.status_reason) == ("dormant", "Sin movimientos")
    with pytest.raises(AccountNotDebitable) as refused:
        reach(person_id=ana, account_id=account, purpose="debit")
    assert refused.value.data == {"reason": "dormant"}
    make.money_in(account, 1)
    set_account_status(account_id=account, status="blocked", reason="Orden judicial")
    with pytest.raises(AccountNotCreditable):
        reach(person_id=ana, account_id=account, purpose="credit")
    with pytest.raises(AccountNotOpen):
        make.money_in(account, 1)
    assert accounts_of(ana)[0].status_reason == "Orden judicial"


def test_closed_accounts_leave_the_lists_and_stay_for_documents() -> None:
    ana = make.person()
    account = make.account(ana)
    set_account_status(account_id=account, status="closed")
    assert seen(ana) == []
    assert reach(person_id=ana, account_id=account, purpose="see").status == "closed"
    assert not queries.has_active_product(ana)


@pytest.mark.parametrize(
    ("policy", "sees", "moves"), [("hidden", 0, 0), ("see", 1, 0), ("operate", 1, 1)]
)
def test_co_holders_see_what_the_profile_lets_them(
    policy: ports.CoHolders, sees: int, moves: int
) -> None:
    ana, luis = make.person(), make.person()
    make.account(ana, holders={luis: "co_holder"})
    with ports.slot.replaced(co_holders(policy)):
        found = accounts_of(luis)
        assert len(found) == sees
        assert sum(account.can_debit for account in found) == moves


def test_a_representative_moves_a_minors_account_until_full_age() -> None:
    father = make.person()
    child = make.person(kind="tercero", birth_date=CHILD_BORN, emails=())
    account = make.account(child, type_code="INF", holders={father: "representative"}, cents=5_00)
    reached = reach(person_id=father, account_id=account, purpose="debit")
    assert (reached.role, reached.titular_id) == ("representative", child)
    with pytest.raises(AccountNotDebitable):
        reach(person_id=father, account_id=account, purpose="debit_third_party")
    grown = make.person(birth_date=dt.date(2000, 1, 1))
    make.account(grown, holders={father: "representative"})
    assert seen(father) == [account]


def test_a_term_deposit_moves_from_its_maturity_on() -> None:
    ana = make.person()
    far = make.account(ana, type_code="PLZ", matures_date=dt.date(2199, 1, 1))
    past = make.account(ana, type_code="PLZ", matures_date=dt.date(2021, 1, 1))
    assert {account.id: account.note for account in accounts_of(ana)} == {far: "matures", past: ""}


def test_what_the_matrix_does_not_allow_is_not_opened() -> None:
    ana, tercero = make.person(), make.person(kind="tercero")
    with pytest.raises(MayNotHold):
        make.account(tercero, type_code="APO")
    with pytest.raises(MayNotHold):
        make.account(ana, type_code="INF")
    with pytest.raises(TypeUnknown):
        make.account(ana, type_code="ORO")
    with pytest.raises(MaturityMissing):
        make.account(ana, type_code="PLZ")
    with pytest.raises(TitularTwice):
        make.account(ana, holders={ana: "co_holder"})
    with pytest.raises(NumberUnreadable):
        make.account(ana, number="12-34")


def test_a_number_is_one_account() -> None:
    ana = make.person()
    make.account(ana, number="100000000017")
    again = NewAccount(
        number="100000000017", type_code="AHC", titular_id=ana, opened_date=dt.date(2024, 1, 1)
    )
    with pytest.raises(NumberTaken), db.transaction():
        open_accounts(accounts=[again])


def test_a_destination_names_its_holder_and_nothing_of_the_money() -> None:
    ana = make.person(given_names="Ana", family_names="Vega")
    make.account(ana, number="100000000017", cents=100)
    shares = make.account(ana, type_code="APO")
    found = queries.destination(" 1000-0000 0017 ")
    assert found is not None
    assert (found.holder_name, found.can_credit) == ("Ana Vega", True)
    assert not {name for name in dir(found) if "cents" in name}
    closed_to_others = queries.destination_by_id(shares)
    assert closed_to_others is not None
    assert closed_to_others.refusal == "never_receives"
    assert queries.destination("999") is None


def test_a_titular_names_an_account_and_takes_the_name_back() -> None:
    ana, luis = make.person(), make.person()
    account = make.account(ana, holders={luis: "co_holder"})
    rename_account(person_id=ana, account_id=account, alias="  Casa\u202e  nueva ")
    assert accounts_of(ana)[0].label == "Casa nueva"
    rename_account(person_id=ana, account_id=account, alias="")
    assert accounts_of(ana)[0].label == "Ahorro corriente"
    with pytest.raises(AliasTooLong):
        rename_account(person_id=ana, account_id=account, alias="x" * 41)
    for other in (luis, make.person()):
        with pytest.raises(AccountNotFound):
            rename_account(person_id=other, account_id=account, alias="mía")


def test_a_cooperatives_own_accounts_join_the_books_that_history_brought() -> None:
    ana, tercero = make.person(), make.person(kind="tercero")
    histories = [
        HistoryAccount("2001", "Ahorro", "credit", 500_00, dt.date(2026, 1, 1), floor_cents=500),
        HistoryAccount(
            "2002", "Ahorro", "credit", 7_00, dt.date(2026, 1, 1), status="debits_blocked"
        ),
    ]
    arriving = [
        NewAccount(number="2001", type_code="AHC", titular_id=ana, opened_date=dt.date(2020, 1, 1)),
        NewAccount(
            number="2002",
            type_code="APO",
            titular_id=tercero,
            opened_date=dt.date(2020, 1, 1),
            status="dormant",
            holders={ana: "co_holder"},
        ),
    ]
    with db.transaction():
        load_history(accounts=histories, movements=[])
        ids = open_accounts(accounts=iter(arriving))
    assert [(a.number, a.book_cents, a.available_cents) for a in accounts_of(ana)] == [
        ("2002", 700, 700),
        ("2001", 50000, 49500),
    ]
    assert accounts_of(tercero)[0].note == "dormant"
    assert {number: behind for number, _, behind in queries.ledger_accounts()} == ids

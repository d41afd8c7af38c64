from datetime import date

import pytest

from coop.jobs.roll import roll_due
from coop.kernel import clock
from coop.ledger import queries as ledger
from coop.ledger.open_books import open_books
from coop.ledger.verify import verify
from tests import make

pytestmark = pytest.mark.django_db

FRIDAY = date(2026, 11, 20)
SATURDAY = date(2026, 11, 21)
MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)


def rolled_at(day: date, hour: int, minute: int = 0) -> list[date]:
    with clock.frozen(business=clock.at_panama(day, hour, minute)):
        return roll_due()


def test_the_books_follow_the_clock_through_a_weekend() -> None:
    open_books(on=FRIDAY)
    account = make.account(make.person(), cents=100)
    assert rolled_at(FRIDAY, 18, 59) == []
    assert rolled_at(FRIDAY, 19) == [SATURDAY]
    assert rolled_at(SATURDAY, 14, 59) == []
    assert rolled_at(SATURDAY, 15) == [MONDAY]
    assert rolled_at(MONDAY, 18) == []
    make.money_in(account, 1)
    assert ledger.business_date() == MONDAY


def test_days_without_power_are_caught_up_and_each_is_sealed() -> None:
    open_books(on=FRIDAY)
    assert rolled_at(MONDAY, 20) == [SATURDAY, MONDAY, TUESDAY]
    assert ledger.business_date() == TUESDAY
    assert verify().seals == 4
    assert rolled_at(MONDAY, 20) == []


def test_a_clock_set_back_moves_nothing() -> None:
    open_books(on=MONDAY)
    assert rolled_at(FRIDAY, 9) == []
    assert ledger.business_date() == MONDAY

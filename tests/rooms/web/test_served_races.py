"""Sessions that race over HTTP: gunicorn, the restricted role, real commits."""

import re
from importlib import resources
from pathlib import Path
from typing import Literal
from uuid import UUID

import pytest

from coop.ledger.prove import prove
from coop.orders.set_limits import set_limits
from tests import make
from tests.database import Clone
from tests.served import at_once, drafted, serving, visit
from tests.world import Made, make_member

FLOOR = 5_00  # of regular savings in the shipped profile
EACH = 25_00
DAY_FULL = "en 24 horas"
# The quote says the first, the books' own door the second, to whom another session was faster.
NOT_ENOUGH = ("En esta cuenta tiene disponible", "El saldo disponible, ")


@pytest.fixture
def operating(tmp_path: Path) -> str:
    """Return a profile in which co-holders move money: so that many people share one balance."""
    shipped = resources.files("coop.config") / "profiles" / "demostracion.toml"
    text, changed = re.subn(
        r'co_holders = "\w+"', 'co_holders = "operate"', shipped.read_text(encoding="utf-8")
    )
    assert changed == 1
    path = tmp_path / "operating.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def crowd(count: int) -> list[Made]:
    return [make_member(f"socio.{at}", cents=0) for at in range(count)]


def joint(people: list[Made], cents: int) -> UUID:
    """Open an account that all of them may move, with `cents` above its floor."""
    titular, *others = people
    role: Literal["co_holder"] = "co_holder"
    holders = {one.person_id: role for one in others}
    return make.account(titular.person_id, cents=FLOOR + cents, holders=holders)


def said_why(page: str) -> bool:
    return any(words in page for words in NOT_ENOUGH)


def test_forty_sessions_move_what_one_balance_has_and_no_more(
    cloned_database: Clone, operating: str
) -> None:
    people = crowd(40)
    pot = joint(people, 13 * EACH + EACH - 1)
    with serving(cloned_database, COOP_PROFILE=operating) as port:
        presses = [
            drafted(visit(one, port, origin=pot, destination=one.savings), EACH, one.code())
            for one in people
        ]
        answers = at_once(presses)
    assert [status for status, _ in answers].count(302) == 13
    refused = [(status, text) for status, text in answers if status != 302]
    assert {status for status, _ in refused} == {422}
    assert all(said_why(text) for _, text in refused)
    assert make.book_cents(pot) == FLOOR + EACH - 1
    received = [make.book_cents(one.savings) for one in people]
    assert received == [EACH if status == 302 else 0 for status, _ in answers]
    assert prove().right


def test_there_and_back_at_once_never_stand_in_each_others_way(
    cloned_database: Clone, operating: str
) -> None:
    people = crowd(16)
    here, there = joint(people, 3 * EACH), joint(people, 3 * EACH)
    with serving(cloned_database, COOP_PROFILE=operating) as port:
        presses = [
            drafted(visit(one, port, origin=origin, destination=to), EACH, one.code())
            for at, one in enumerate(people)
            for origin, to in [(here, there) if at % 2 else (there, here)]
        ]
        answers = at_once(presses)
    assert {status for status, _ in answers} <= {302, 422}
    assert all(said_why(text) for status, text in answers if status == 422)
    back, forth = ([status for status, _ in answers[at::2]].count(302) for at in (0, 1))
    assert make.book_cents(here) == FLOOR + (3 - forth + back) * EACH
    assert make.book_cents(there) == FLOOR + (3 - back + forth) * EACH
    assert min(back, forth) >= 3
    assert min(make.book_cents(here), make.book_cents(there)) >= FLOOR
    assert prove().right


def test_a_day_limit_split_over_sessions_is_one_limit(cloned_database: Clone) -> None:
    marisol = make_member("marisol")
    set_limits(
        person_id=marisol.person_id,
        user_id=marisol.user_id,
        group="own",
        order_cents=60_00,
        day_cents=100_00,
        month_cents=100_00,
    )
    code = marisol.code()
    with serving(cloned_database) as port:
        presses = [
            drafted(
                visit(marisol, port, origin=marisol.savings, destination=marisol.second),
                60_00,
                code,
            )
            for _ in range(8)
        ]
        answers = at_once(presses)
    assert sorted(status for status, _ in answers) == [302] + [422] * 7
    assert all(DAY_FULL in text for status, text in answers if status == 422)
    assert make.book_cents(marisol.second) == 60_00
    assert prove().right

"""A code on paper opens one thing for one person, once."""

from functools import partial
from typing import Any

import pytest

from coop.access.codes.one_time_code import Found, make, open_code, peek, use, use_found
from coop.kernel import db
from tests import make as world
from tests.database import Clone
from tests.hours import at


def made(purpose: str = "activation", **given: Any) -> str:
    with db.transaction():
        return make(**{"purpose": purpose, "by": "a-test", "hours": 24, **given})


def used(code: str, purpose: str = "activation") -> Found | None:
    with db.transaction():
        return use(purpose=purpose, typed=code)


@pytest.mark.django_db
def test_a_code_is_looked_at_often_and_used_once() -> None:
    person_id = world.person()
    code = made(person_id=person_id)
    assert len(code) == 19
    for _ in range(3):
        seen = peek(purpose="activation", typed=code)
        assert seen is not None
        assert (seen.person_id, seen.user_id, seen.made_by) == (person_id, None, "a-test")
    assert used(code) == seen
    assert used(code) is None
    assert peek(purpose="activation", typed=code) is None


@pytest.mark.django_db
def test_it_is_read_however_it_is_typed() -> None:
    code = made()
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert used(f"  {typed}\n") is not None


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", "7K3M", "U" * 16, "0" * 100_000, "\x00" * 16, "ñ" * 16])
def test_what_is_no_code_opens_nothing(typed: str) -> None:
    made()
    assert peek(purpose="activation", typed=typed) is None
    assert used(typed) is None


@pytest.mark.django_db
def test_a_code_of_one_purpose_is_nothing_to_another() -> None:
    code = made("activation")
    assert used(code, "assisted_recovery") is None
    assert used(code) is not None


@pytest.mark.django_db
def test_a_code_ends_in_time() -> None:
    with at():
        code = made(hours=1)
    with at(minutes=60):
        assert peek(purpose="activation", typed=code) is None
        assert used(code) is None
    with at(minutes=59):
        assert used(code) is not None


@pytest.mark.django_db
def test_a_new_code_ends_the_one_before_for_the_same_person_alone() -> None:
    first, second = world.person(), world.person()
    old, other = made(person_id=first), made(person_id=second)
    recovery = made("assisted_recovery", person_id=first)
    new = made(person_id=first)
    assert used(old) is None
    assert used(other) is not None
    assert used(new) is not None
    assert used(recovery, "assisted_recovery") is not None


@pytest.mark.django_db
def test_a_code_seen_on_one_page_is_used_on_another() -> None:
    code = made()
    seen = peek(purpose="activation", typed=code)
    assert seen is not None
    assert open_code(seen.code_id, purpose="activation") == seen
    assert open_code(seen.code_id, purpose="other") is None
    with db.transaction():
        assert use_found(found=seen)
    with db.transaction():
        assert not use_found(found=seen)
    assert open_code(seen.code_id, purpose="activation") is None


@pytest.mark.django_db
def test_no_table_keeps_the_code() -> None:
    code = made(person_id=world.person())
    kept = " ".join(
        str(row)
        for table in ("access_onetimecode", "audit_entry")
        for row in db.fetch_all(f"SELECT to_jsonb(t)::text FROM {table} t")
    )
    assert code not in kept
    assert code.replace("-", "") not in kept


def test_of_twenty_at_once_one_uses_it(cloned_database: Clone) -> None:
    code = made()
    outcomes = cloned_database.together([partial(used, code) for _ in range(20)])
    assert sum(isinstance(outcome, Found) for outcome in outcomes) == 1
    assert outcomes.count(None) == 19

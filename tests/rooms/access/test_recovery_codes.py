"""Recovery codes: ten of twenty figures, shown once, kept as slow hashes, each used once."""

from functools import partial

import pytest

from coop.access.codes import recovery_codes
from coop.access.personal.personalisation import excuse
from coop.kernel import db
from coop.kernel.db import TransactionMissing
from tests.database import Clone
from tests.rooms.access.world import Someone, someone


def use(whom: Someone, typed: str) -> bool:
    with db.transaction():
        return recovery_codes.take(user_id=whom.user_id, typed=typed)


@pytest.mark.django_db
def test_ten_codes_of_twenty_figures_are_kept_hashed_with_one_salt() -> None:
    rosa = someone()
    codes = recovery_codes.make(user_id=rosa.user_id)
    assert len(set(codes)) == 10
    assert all(len(code) == 20 and code.isascii() and code.isdigit() for code in codes)
    kept = [row[0] for row in db.fetch_all("SELECT encoded FROM access_recoverycode")]
    assert {one.rsplit("$", 2)[0] for one in kept} == {"argon2$argon2id$v=19$m=19456,t=2,p=1"}
    assert len({one.rsplit("$", 2)[1] for one in kept}) == 1
    assert recovery_codes.left(rosa.user_id) == 10


@pytest.mark.django_db
def test_a_code_opens_once_however_it_is_pasted() -> None:
    rosa, pedro = someone(), someone("pedro.rios")
    code, other, *_ = recovery_codes.make(user_id=rosa.user_id)
    recovery_codes.make(user_id=pedro.user_id)
    assert not use(pedro, code)
    assert use(rosa, f" {code[:5]}-{code[5:10]} {code[10:15]}\N{NO-BREAK SPACE}{code[15:]}\n")
    assert not use(rosa, code)
    assert recovery_codes.left(rosa.user_id) == 9
    assert use(rosa, other)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", "0" * 20, "1" * 5000, "\N{ARABIC-INDIC DIGIT ONE}" * 20])
def test_anything_else_is_wrong_with_codes_and_without(typed: str) -> None:
    rosa = someone()
    assert not use(rosa, typed)
    recovery_codes.make(user_id=rosa.user_id)
    assert not use(rosa, typed)


@pytest.mark.django_db
def test_new_codes_end_the_old_ones_and_are_kept_only_when_the_person_says_so() -> None:
    rosa = someone()
    with pytest.raises(recovery_codes.CodesNotMade):
        recovery_codes.keep(user_id=rosa.user_id)
    old = recovery_codes.make(user_id=rosa.user_id)[0]
    recovery_codes.keep(user_id=rosa.user_id)
    assert recovery_codes.kept(rosa.user_id)
    recovery_codes.make(user_id=rosa.user_id)
    assert not recovery_codes.kept(rosa.user_id)
    assert not use(rosa, old)


@pytest.mark.django_db
def test_new_codes_and_used_ones_are_told_by_mail() -> None:
    rosa = someone()
    excuse(user_id=rosa.user_id)
    code = recovery_codes.make(user_id=rosa.user_id)[0]
    use(rosa, code)
    told = db.fetch_all("SELECT template, data->>'left' FROM notifications_notice ORDER BY id")
    assert told == [("recovery_codes_made", None), ("recovery_code_used", "9")]


@pytest.mark.django_db
def test_it_belongs_to_the_callers_transaction() -> None:
    rosa = someone()
    code = recovery_codes.make(user_id=rosa.user_id)[0]
    with pytest.raises(RuntimeError), db.transaction():
        assert recovery_codes.take(user_id=rosa.user_id, typed=code)
        raise RuntimeError
    assert use(rosa, code)


def test_outside_a_transaction_it_is_refused(cloned_database: Clone) -> None:
    rosa = someone()
    with pytest.raises(TransactionMissing):
        recovery_codes.take(user_id=rosa.user_id, typed="0" * 20)


def test_the_same_code_many_times_at_once_opens_once(cloned_database: Clone) -> None:
    rosa = someone()
    code = recovery_codes.make(user_id=rosa.user_id)[0]
    found = cloned_database.together([partial(use, rosa, code)] * 8)
    assert sorted(map(str, found)) == ["False"] * 7 + ["True"]

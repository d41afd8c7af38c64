"""The right password alone opens nothing; a proof opens once, in time, and wrong ones count."""

from dataclasses import replace
from functools import partial

import pytest

from coop.access.codes.totp import present_code
from coop.access.door.first_access import FactorAsked, enter_first
from coop.access.door.second_step import HalfEnded, ProofWrong
from coop.access.door.second_step import enter as enter_by_proof
from coop.access.factors import TOTP
from coop.access.models import User
from coop.access.passwords.change import change_password
from coop.access.ports import slot
from coop.access.signed_in import HalfIn
from coop.kernel import db
from tests.database import Clone
from tests.hours import at
from tests.rooms.access.world import PASSWORD, half, someone


def step(found: HalfIn, proof: str, method: str = TOTP) -> None:
    enter_by_proof(half=found, method=method, proof=proof)


def wrong(found: HalfIn, proof: str = "000000", method: str = TOTP) -> None:
    with pytest.raises(ProofWrong):
        step(found, proof, method)


@pytest.mark.django_db
def test_a_code_opens_once_and_never_again_also_later_and_after_another_password() -> None:
    rosa = someone(factor=True)
    with at():
        code = present_code(user_id=rosa.user_id)
        step(half(), code)
    for second in (0, 31, 59):
        with at(seconds=second):
            wrong(half(), code)
            db.execute("DELETE FROM access_guard")


def test_the_same_code_in_two_connections_opens_once(cloned_database: Clone) -> None:
    rosa = someone(factor=True)
    found, code = half(), present_code(user_id=rosa.user_id)
    outcomes = cloned_database.together([partial(step, found, code)] * 4)
    assert sorted(str(type(one).__name__) for one in outcomes) == [
        "NoneType",
        *["ProofWrong"] * 3,
    ]
    with pytest.raises(ProofWrong):
        step(half(), code)


@pytest.mark.django_db
def test_five_minutes_after_the_password_it_begins_again() -> None:
    rosa = someone(factor=True)
    with at():
        found = half()
    with at(minutes=5), pytest.raises(HalfEnded):
        step(found, present_code(user_id=rosa.user_id))
    with at(minutes=4, seconds=59):
        step(found, present_code(user_id=rosa.user_id))


@pytest.mark.django_db
def test_a_password_changed_or_a_user_blocked_meanwhile_ends_it() -> None:
    rosa = someone(factor=True)
    found = half()
    new = "mango-verde-con-sal-9"
    change_password(user_id=rosa.user_id, present=PASSWORD, new=new, session_key=None)
    with pytest.raises(HalfEnded):
        step(found, present_code(user_id=rosa.user_id))
    found = half(password=new)
    User.objects.filter(id=rosa.user_id).update(status="blocked")
    with pytest.raises(HalfEnded):
        step(found, present_code(user_id=rosa.user_id))


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["", "password", "passkey", "TOTP", "recuperacion"])
def test_a_method_that_the_user_does_not_have_opens_nothing(method: str) -> None:
    rosa = someone(factor=True)
    forged = replace(half(), methods=(method,))
    wrong(forged, present_code(user_id=rosa.user_id), method)


@pytest.mark.django_db
def test_who_has_a_factor_is_asked_for_it() -> None:
    someone(factor=True)
    with pytest.raises(FactorAsked):
        enter_first(half=replace(half(), methods=()))


@pytest.mark.django_db
def test_wrong_proofs_block_longer_and_longer_and_its_owner_is_told() -> None:
    rosa = someone(factor=True)
    with at():
        for _ in range(5):
            wrong(half())
        wrong(half(), present_code(user_id=rosa.user_id))
    with at(seconds=59):
        wrong(half(), present_code(user_id=rosa.user_id))
    told = "SELECT count(*) FROM notifications_notice WHERE template = 'second_step_blocked'"
    assert db.fetch_one(told) == (1,)
    with at(seconds=60):
        step(half(), present_code(user_id=rosa.user_id))
    assert db.fetch_one("SELECT count(*) FROM access_guard") == (0,)


def test_forty_codes_at_once_get_five_looks(cloned_database: Clone) -> None:
    someone(factor=True)
    found = half()
    guesses = [partial(step, found, f"{number:06}") for number in range(16)]
    with slot.replaced(replace(slot.get(), failures_before_block=5)):
        outcomes = cloned_database.together(guesses)
    assert all(isinstance(one, ProofWrong) for one in outcomes)
    assert db.fetch_one("SELECT failures FROM access_guard") == (5,)

"""What ends a user's sessions ends those too that a sign-in or a page on its way would keep."""

from collections.abc import Callable
from functools import partial

import pytest

from coop.access.codes.totp import present_code
from coop.access.desk.block import block, unblock
from coop.access.door.block_myself import block_myself
from coop.access.door.second_step import HalfEnded
from coop.access.door.second_step import enter as enter_by_proof
from coop.access.door.session import state
from coop.access.factors import TOTP
from coop.access.passwords.change import change_password
from coop.access.sessions.live import SessionNotFound, sessions_of
from coop.access.sessions.sign_out import sign_out_everywhere
from coop.access.sessions.store import SessionStore
from coop.access.signed_in import NotSignedIn
from coop.kernel import db
from tests.authenticator import Device
from tests.database import Clone
from tests.hours import at
from tests.rooms.access.requests import NEW, again, signed_in
from tests.rooms.access.world import PASSWORD, Someone, alone, enter, half, registered, someone


def changed(rosa: Someone, key: str | None = None) -> None:
    change_password(user_id=rosa.user_id, present=PASSWORD, new=NEW, session_key=key)


def by_password(rosa: Someone) -> None:
    changed(rosa)


def by_owner(rosa: Someone) -> None:
    block_myself(user_id=rosa.user_id)


def by_staff(rosa: Someone) -> None:
    block(person_id=rosa.person_id, by="staff", reason="lo pidió por teléfono")


def by_status(rosa: Someone) -> None:
    db.execute("UPDATE access_user SET status = 'blocked' WHERE id = %s", [rosa.user_id])


def everywhere(rosa: Someone) -> None:
    sign_out_everywhere(user_id=rosa.user_id)


ENDS = (by_password, by_owner, by_staff, by_status, everywhere)


@pytest.mark.django_db
@pytest.mark.parametrize("ends", ENDS)
def test_a_sign_in_on_its_way_begins_no_session_that_lives(
    ends: Callable[[Someone], None],
) -> None:
    rosa = someone()
    who = enter()
    ends(rosa)
    late = signed_in(who)
    assert state(again(late)).why == "none"
    assert sessions_of(rosa.user_id, present=None) == []


@pytest.mark.django_db
def test_who_is_unblocked_finds_the_old_sessions_ended_and_enters_anew() -> None:
    rosa = someone()
    who = enter()
    by_staff(rosa)
    unblock(person_id=rosa.person_id, by="staff", reason="lo pidió por teléfono")
    assert state(again(signed_in(who))).why == "none"
    assert state(again(signed_in())).active


@pytest.mark.django_db
def test_signing_in_at_the_very_instant_of_an_end_is_after_it() -> None:
    rosa = someone()
    with at():
        before = signed_in()
        everywhere(rosa)
        assert state(again(before)).why == "none"
        assert state(again(signed_in())).active


@pytest.mark.django_db
def test_a_half_open_sign_in_ends_with_the_sessions() -> None:
    rosa = someone(factor=True)
    found = half()
    everywhere(rosa)
    with pytest.raises(HalfEnded):
        enter_by_proof(half=found, method=TOTP, proof=present_code(user_id=rosa.user_id))


@pytest.mark.django_db
def test_the_session_that_stays_lives_on_under_another_key() -> None:
    rosa = someone()
    mine, other = again(signed_in()), again(signed_in())
    assert state(mine).active
    assert state(other).active
    changed(rosa, key=mine.session_key)
    for store in (mine, other):  # both requests were on their way
        store.cycle_key()
    assert [state(again(store)).why for store in (mine, other)] == ["active", "none"]
    assert len(sessions_of(rosa.user_id, present=mine.session_key)) == 1


@pytest.mark.django_db
def test_a_session_that_was_ended_does_not_stay_by_ending_the_others() -> None:
    rosa = someone()
    first, second = again(signed_in()), again(signed_in())
    assert state(second).active
    everywhere(rosa)
    with pytest.raises(SessionNotFound):  # it was on its way
        sign_out_everywhere(user_id=rosa.user_id, keep=second.session_key)
    second.cycle_key()
    with pytest.raises(SessionNotFound):
        sign_out_everywhere(user_id=rosa.user_id, keep=second.session_key)
    assert [state(again(store)).why for store in (first, second)] == ["none", "none"]


def test_of_eight_sign_ins_and_a_block_at_once_nobody_is_left_inside(
    cloned_database: Clone,
) -> None:
    rosa = someone()
    device = registered(rosa, Device(step=0))

    def come_in() -> str:
        return str(signed_in(alone(device)).session_key)

    calls: list[Callable[[], object]] = [come_in] * 8
    calls.insert(4, partial(block_myself, user_id=rosa.user_id))
    outcomes = cloned_database.together(calls)
    keys = [one for one in outcomes if isinstance(one, str)]
    assert all(state(SessionStore(key)).why == "none" for key in keys)
    others = [one for one in outcomes if not isinstance(one, str | None)]
    assert all(isinstance(one, NotSignedIn) for one in others), others

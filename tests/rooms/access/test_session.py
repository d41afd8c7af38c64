"""A session begins anew, ends on time, is told of in time, and can be ended from elsewhere."""

from datetime import timedelta
from typing import Any

import pytest

from coop.access.door.session import begin, end, state, touch
from coop.access.forget import forget
from coop.access.passwords.change import PasswordWrong, change_password
from coop.access.passwords.judge import PasswordRefused
from coop.access.sessions.sign_out import sign_out_everywhere
from coop.access.sessions.store import SessionStore
from coop.access.signed_in import NotSignedIn
from coop.kernel import clock, db
from tests.hours import NOON, at
from tests.rooms.access.requests import NEW, again, signed_in
from tests.rooms.access.world import PASSWORD, enter, someone

pytestmark = pytest.mark.django_db


def test_signing_in_gives_a_new_key_and_keeps_nothing_of_before() -> None:
    someone()
    before = SessionStore()
    before["planted"] = "by an attacker"
    before.save()
    planted = before.session_key
    begin(before, enter())
    assert before.session_key != planted
    assert not SessionStore().exists(planted or "")
    assert "planted" not in again(before)


def test_it_says_who_and_until_when() -> None:
    rosa = someone()
    with at():
        enter()
    with at(minutes=1):
        found = state(again(signed_in()))
    assert found.active
    assert (found.user_id, found.person_id, found.username) == (
        rosa.user_id,
        rosa.person_id,
        "rosa.batista",
    )
    assert found.ends_at == NOON + timedelta(minutes=6)
    assert found.warn_at == NOON + timedelta(minutes=5)
    assert found.extendable
    assert found.last_access is not None
    assert found.last_access.at == NOON


@pytest.mark.parametrize(("second", "why"), [(299, "active"), (300, "idle"), (4000, "absolute")])
def test_five_quiet_minutes_end_it(second: int, why: str) -> None:
    someone()
    with at():
        store = signed_in()
    with at(seconds=second):
        assert state(again(store)).why == why


def test_sixty_minutes_end_it_however_busy_and_the_last_stretch_cannot_be_extended() -> None:
    someone()
    with at():
        store = signed_in()
    for minute in range(1, 60):
        with at(minutes=minute):
            store = again(store)
            found = state(store)
            assert found.active
            assert found.extendable == (minute < 56)
            assert touch(store)
    with at(minutes=59, seconds=59):
        assert state(again(store)).ends_at == NOON + timedelta(minutes=60)
    with at(minutes=60):
        assert state(again(store)).why == "absolute"


def test_pages_within_a_minute_write_once(django_assert_num_queries: Any) -> None:
    someone()
    with at():
        store = again(signed_in())
        state(store)
    with at(seconds=59), django_assert_num_queries(0):
        assert touch(store)
    with at(seconds=60):
        assert touch(store)
    with at(seconds=119), django_assert_num_queries(0):
        assert touch(store)
        assert state(store).ends_at == NOON + timedelta(seconds=360)


def test_one_query_tells_who_a_request_is(django_assert_num_queries: Any) -> None:
    someone()
    store = again(signed_in())
    with django_assert_num_queries(1):
        assert state(store).active


def test_signing_out_ends_the_row_and_the_old_cookie_means_nothing() -> None:
    someone()
    store = signed_in()
    stolen = store.session_key
    end(store)
    assert state(SessionStore(stolen)).why == "none"
    assert state(store).why == "none"
    end(store)  # again: nothing to end, nothing breaks


def test_a_session_ended_elsewhere_is_not_brought_back_by_a_page_on_its_way() -> None:
    rosa = someone()
    with at():
        store = again(signed_in())
        state(store)
    sign_out_everywhere(user_id=rosa.user_id)
    with at(minutes=2):
        assert not touch(store)
        assert state(store).why == "none"
        assert state(SessionStore(store.session_key)).why == "none"
    assert db.fetch_one("SELECT count(*) FROM access_session") == (0,)


def test_sign_out_everywhere_ends_mine_and_nobody_elses() -> None:
    rosa = someone()
    someone("pedro.rios")
    mine, other = signed_in(), signed_in()
    pedros = signed_in(enter("pedro.rios"))
    assert sign_out_everywhere(user_id=rosa.user_id, keep=mine.session_key) == 1
    assert [state(again(store)).why for store in (mine, other, pedros)] == [
        "active",
        "none",
        "active",
    ]


def change(user_id: Any, present: str = PASSWORD, new: str = NEW, key: str | None = None) -> None:
    change_password(user_id=user_id, present=present, new=new, session_key=key)


def test_a_changed_password_ends_the_other_sessions_and_is_told_by_mail() -> None:
    rosa = someone()
    mine, other = signed_in(), signed_in()
    change(rosa.user_id, key=mine.session_key)
    assert [state(again(store)).why for store in (mine, other)] == ["active", "none"]
    told = db.fetch_all("SELECT template, address FROM notifications_notice")
    assert told.count(("password_changed", "rosa@correo.example")) == 1
    with pytest.raises(NotSignedIn):
        enter()
    enter(password=NEW)


def test_a_wrong_present_password_changes_nothing_and_five_block_the_right_one() -> None:
    rosa = someone()
    with at():
        for _ in range(5):
            with pytest.raises(PasswordWrong):
                change(rosa.user_id, present="equivocada")
        with pytest.raises(PasswordWrong):
            change(rosa.user_id)
        enter()  # the front door is another side: it is not blocked
    with at(seconds=60):
        change(rosa.user_id)


def test_the_new_password_is_judged_like_the_first() -> None:
    rosa = someone()
    with pytest.raises(PasswordRefused):
        change(rosa.user_id, new="rosa.batista.1")


def test_what_decides_nothing_any_more_is_forgotten() -> None:
    someone()
    with at():
        signed_in()
        with pytest.raises(NotSignedIn):
            enter("nadie.aqui", "x")
        assert forget() == 0
    with clock.frozen(now=clock.now() + timedelta(days=3000)):
        assert forget() >= 2
    for table in ("access_session", "access_guard"):
        assert db.fetch_one(f"SELECT count(*) FROM {table}") == (0,)

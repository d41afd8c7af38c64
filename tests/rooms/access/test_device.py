"""A recognised device has failures of its own, a secret that lives once, and an end."""

from dataclasses import replace
from datetime import timedelta

import pytest

from coop.access.door.block_myself import block_from_the_door, block_myself
from coop.access.door.session import begin, state
from coop.access.forget import forget
from coop.access.guard import forgive
from coop.access.models import User
from coop.access.sessions.device import (
    MOST,
    DeviceNotFound,
    devices_of,
    recognise,
    revoke,
)
from coop.access.sessions.live import SessionNotFound, end_one, sessions_of
from coop.access.sessions.store import SessionStore
from coop.access.signed_in import NotSignedIn, SignedIn
from coop.kernel import db
from tests.hours import NOON, at
from tests.limits import few
from tests.mailed import templates
from tests.rooms.access.world import FIREFOX, HOME, PASSWORD, Someone, enter, half, someone

pytestmark = pytest.mark.django_db
ASKED = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'access.tell_password_off'"


@pytest.fixture
def rosa() -> Someone:
    return someone(factor=True)


def kept(minute: int = 0, device: str = "") -> SignedIn:
    """Sign in and have the browser recognised."""
    with at(minutes=minute):
        return enter(device=device, keep=True)


def guess(times: int, *, device: str = "", name: str = "rosa.batista") -> None:
    for _ in range(times):
        with pytest.raises(NotSignedIn):
            half(name, "equivocada", device=device)


def test_only_who_asks_is_recognised_and_only_a_keyed_hash_is_kept(rosa: Someone) -> None:
    with at():
        assert enter().device_secret == ""
        assert devices_of(rosa.user_id) == []
    who = kept(1)
    with at(minutes=2):
        assert recognise(secret=who.device_secret, name="rosa.batista") == who.device_id
        assert recognise(secret=who.device_secret, name="pedro.rios") is None
        assert recognise(secret="", name="rosa.batista") is None
        assert recognise(secret="x" * 100_000, name="rosa.batista") is None
        (view,) = devices_of(rosa.user_id)
    assert (view.browser, view.began_at) == (FIREFOX, NOON + timedelta(minutes=1))
    rows = db.fetch_all("SELECT encode(secret, 'escape') FROM access_device")
    assert who.device_secret not in str(rows)


def test_each_sign_in_gives_another_secret_and_a_copy_of_the_old_one_is_worth_nothing(
    rosa: Someone,
) -> None:
    first = kept()
    second = kept(1, first.device_secret)
    assert second.device_id == first.device_id
    assert second.device_secret != first.device_secret
    with at(minutes=2):
        assert recognise(secret=first.device_secret, name=rosa.username) is None
        assert len(devices_of(rosa.user_id)) == 1


def test_one_browser_knows_two_people_and_keeps_both(rosa: Someone) -> None:
    someone("pedro.rios", factor=True)
    first = kept()
    with at(minutes=1):
        both = enter("pedro.rios", device=first.device_secret, keep=True)
        assert recognise(secret=both.device_secret, name="rosa.batista") == first.device_id
        assert recognise(secret=both.device_secret, name="pedro.rios") == both.device_id


def test_a_planted_secret_shows_the_planter_nothing_afterwards(rosa: Someone) -> None:
    someone("pedro.rios", factor=True)
    with at():
        planted = enter("pedro.rios", keep=True).device_secret
        enter(device=planted, keep=True)
        assert recognise(secret=planted, name="rosa.batista") is None


def test_a_device_is_forgotten_after_half_a_year_and_beyond_twenty(rosa: Someone) -> None:
    who = kept()
    with at(days=179):
        assert recognise(secret=who.device_secret, name=rosa.username)
    with at(days=180):
        assert not recognise(secret=who.device_secret, name=rosa.username)
        forget()
    assert db.fetch_one("SELECT count(*) FROM access_device") == (0,)
    for minute in range(MOST + 2):
        kept(2 * minute)
    assert db.fetch_one("SELECT count(*) FROM access_device") == (MOST,)


def test_failures_elsewhere_never_lock_out_the_recognised_device(rosa: Someone) -> None:
    device = kept().device_secret
    with at(minutes=5):
        guess(5)
        with pytest.raises(NotSignedIn):
            enter()
        again = enter(device=device)
        with pytest.raises(NotSignedIn):  # and its coming in opens nothing elsewhere
            enter()
    with at(minutes=10):
        guess(5, device=again.device_secret)
        with pytest.raises(NotSignedIn):
            enter(device=again.device_secret)
        enter()  # nor does the device lock out its owner elsewhere


def test_a_hundred_failures_end_the_password_on_that_side_until_recovery(rosa: Someone) -> None:
    device = kept().device_secret
    with few(failures_before_disabled=20):
        for day in range(1, 21):  # however slowly they come
            with at(days=day):
                guess(1)
                forget() if day % 5 == 0 else None
        with at(days=40):
            with pytest.raises(NotSignedIn):
                enter()
            device = enter(device=device).device_secret
            forgive(names=["rosa.batista", str(rosa.user_id)])
            enter(device=device)
    with at(days=41):
        enter()
    deferred = (
        "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'access.tell_password_off'"
    )
    assert db.fetch_one(deferred) == (1,)


def test_a_name_that_nobody_has_is_ended_just_so() -> None:
    with few(failures_before_disabled=20, failures_before_block=5):
        for day in range(1, 22):
            with at(days=day):
                guess(1, name="nadie.aqui")
    assert db.fetch_one("SELECT total FROM access_guard") == (20,)
    assert db.fetch_one(ASKED) == (1,)


def begun(who: SignedIn) -> SessionStore:
    store = SessionStore()
    begin(store, who)
    return store


def test_the_owner_sees_living_sessions_and_ends_one(rosa: Someone) -> None:
    with at():
        mine = begun(enter())
    with at(minutes=1):
        other = begun(enter(browser="Mozilla/5.0 Chrome/140.0"))
        live = sessions_of(rosa.user_id, present=mine.session_key)
        assert [one.present for one in live] == [True, False]
        assert (live[0].browser, live[0].address) == (FIREFOX, HOME)
        assert (live[0].began_at, live[0].seen_at) == (NOON, NOON)
        stranger = someone("pedro.rios")
        with pytest.raises(SessionNotFound):
            end_one(user_id=stranger.user_id, session_id=live[1].session_id)
        end_one(user_id=rosa.user_id, session_id=live[1].session_id)
        assert state(SessionStore(other.session_key)).why == "none"
        assert state(SessionStore(mine.session_key)).active
        with pytest.raises(SessionNotFound):
            end_one(user_id=rosa.user_id, session_id=live[1].session_id)
    with at(minutes=6):
        assert sessions_of(rosa.user_id, present=None) == []


def test_a_revoked_device_is_forgotten_with_its_sessions(rosa: Someone) -> None:
    device = kept()
    with at():
        on_it, elsewhere = begun(device), begun(replace(device, device_id=None))
        assert device.device_id is not None
        with pytest.raises(DeviceNotFound):
            revoke(user_id=someone("pedro.rios").user_id, device_id=device.device_id)
        revoke(user_id=rosa.user_id, device_id=device.device_id)
        assert not recognise(secret=device.device_secret, name=rosa.username)
        assert state(SessionStore(on_it.session_key)).why == "none"
        assert state(SessionStore(elsewhere.session_key)).active
    assert templates().count("device_revoked") == 1


def test_who_blocks_their_access_is_out_at_once_everywhere(rosa: Someone) -> None:
    who = kept()
    with at(minutes=1):
        store = begun(who)
        block_myself(user_id=rosa.user_id)
        block_myself(user_id=rosa.user_id)
        assert state(SessionStore(store.session_key)).why == "none"
        assert devices_of(rosa.user_id) == []
        with pytest.raises(NotSignedIn):
            enter()
    assert templates().count("access_blocked") == 1


def test_the_door_blocks_for_name_and_password_and_nothing_less(rosa: Someone) -> None:
    def door(password: str) -> None:
        block_from_the_door(
            username="rosa.batista", password=password, address=HOME, user_agent="", device=""
        )

    with pytest.raises(NotSignedIn):
        door("equivocada")
    assert User.objects.get(id=rosa.user_id).status == "active"
    door(PASSWORD)
    assert User.objects.get(id=rosa.user_id).status == "blocked"
    with pytest.raises(NotSignedIn):
        door(PASSWORD)

"""A password is judged whole, held against breaches, and is good until it is changed."""

import gzip
import math
from datetime import timedelta
from importlib import resources

import pytest
from django.contrib.sessions.backends.base import VALID_KEY_CHARS

from coop.access.errands.enrol import enrol
from coop.access.passwords.judge import PasswordRefused, breached, chosen
from coop.access.rules import SHORTEST_PASSWORD
from coop.access.sessions.store import SessionStore
from coop.access.signed_in import NotSignedIn
from coop.kernel import clock
from tests.rooms.access.world import enter, person, someone

pytestmark = pytest.mark.django_db

LONG = "Un tucán canta en el balcón mientras llueve despacio sobre la bahía"


def test_a_password_is_judged_whole_and_in_its_own_case() -> None:
    assert len(LONG) > 64
    enrol(person_id=person(), username="rosa.batista", password=LONG)
    enter(password=LONG)
    for other in (LONG[:64], LONG[:-1], LONG + " ", LONG.lower(), LONG.swapcase()):
        with pytest.raises(NotSignedIn):
            enter(password=other)


def test_a_password_never_runs_out() -> None:
    someone()
    with clock.frozen(now=clock.now() + timedelta(days=5 * 365)):
        enter()


def test_what_was_met_in_breaches_is_refused_in_any_case() -> None:
    packed = (resources.files("django.contrib.auth") / "common-passwords.txt.gz").read_bytes()
    listed = gzip.decompress(packed).decode("utf-8").splitlines()
    assert len(listed) > 19_000
    fitting = [one for one in listed if len(one) >= SHORTEST_PASSWORD]
    assert len(fitting) > 150
    for one in fitting:
        for again in (one, one.title()):
            with pytest.raises(PasswordRefused):
                chosen(again, names=[])
    assert len(breached()) > 19_000


@pytest.mark.parametrize(
    "joined", ["iloveyou1234567", "Dragon Butterfly", "qwertyuiopmonkey", "1q2w3e4r5tstarwars"]
)
def test_two_passwords_from_breaches_make_no_new_one(joined: str) -> None:
    with pytest.raises(PasswordRefused):
        chosen(joined, names=[])


def test_a_session_key_holds_at_least_128_random_bits() -> None:
    keys = set()
    for _ in range(200):
        store = SessionStore()
        store.create()
        keys.add(str(store.session_key))
    assert len(keys) == 200
    assert min(len(key) for key in keys) * math.log2(len(VALID_KEY_CHARS)) >= 128

"""Guessers learn nothing, are slowed in the database, and cannot slip by in parallel."""

from collections import Counter
from datetime import timedelta
from functools import partial

import pytest

from coop.access.door.tell_locked_out import tell_locked_out
from coop.access.models import User
from coop.access.passwords import hasher
from coop.access.queries import last_accesses
from coop.access.signed_in import NotSignedIn, TooManyTries
from coop.kernel import db
from coop.kernel.errors import Problem
from tests.database import Clone
from tests.hashes import Hashes
from tests.hours import NOON, at
from tests.limits import few
from tests.mailed import templates
from tests.rooms.access.world import HOME, PASSWORD, enter, someone


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> Hashes:
    return Hashes(monkeypatch)


@pytest.mark.django_db
def test_the_right_password_opens_and_says_when_it_was_last() -> None:
    made = someone()
    with at():
        first = enter("  ROSA.batista ")
    with at(hours=3):
        second = enter()
    assert first.user_id == second.user_id == made.user_id
    assert first.person_id == made.person_id
    assert first.last_access is None
    assert second.last_access is not None
    assert (second.last_access.at, second.last_access.address) == (NOON, HOME)
    assert [found.at for found in last_accesses(made.user_id)] == [NOON + timedelta(hours=3), NOON]


def refusal(username: str, password: str) -> tuple[str, dict[str, object], int]:
    """Everything that a try can be told apart by: error, facts, statements by kind."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked, pytest.raises(Problem) as problem:
        enter(username, password)
    return problem.value.code, problem.value.data, len(asked)


@pytest.mark.django_db
def test_unknown_wrong_and_blocked_are_one_answer_after_one_hash_and_the_same_statements(
    hashes: Hashes,
) -> None:
    someone("rosa.batista")
    User.objects.filter(id=someone("pedro.rios").user_id).update(status="blocked")
    with at():
        for _ in range(5):
            with pytest.raises(NotSignedIn):
                enter("maria.diaz", "x")
        hashes.made = 0
        tries = [
            ("rosa.batista", "equivocada"),
            ("rosa.batista", ""),
            ("rosa.batista", "x" * 1_000_000),
            ("nadie.aqui", "equivocada"),
            ("nadie.aqui2", PASSWORD),
            ("pedro.rios", PASSWORD),
            ("\x00' OR 1=1 --", "x"),
            ("n" * 100_000, "x"),
        ]
        answers = set()
        for username, password in tries:
            code, data, asked = refusal(username, password)
            assert (code, data) == ("access.not_signed_in", {})
            answers.add(asked)
        assert hashes.made == len(tries)
        code, data, _ = refusal("maria.diaz", "x")  # blocked: nobody has this name
        assert (code, data) == ("access.not_signed_in", {})
        assert hashes.made == len(tries) + 1
    assert len(answers) == 1


@pytest.mark.django_db
def test_the_right_password_costs_one_hash_too(hashes: Hashes) -> None:
    someone()
    enter()
    assert hashes.made == 1


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["rosa.batista", "nadie.aqui"])
def test_five_failures_block_longer_and_longer_whether_the_name_exists_or_not(name: str) -> None:
    someone()
    moment = 0
    for block in (60, 300, 900, 3600, 3600):
        for _ in range(5):
            with at(seconds=moment), pytest.raises(NotSignedIn):
                enter(name, "equivocada")
        for second in (1, block - 1):  # the right password does not open either, and adds nothing
            with at(seconds=moment + second), pytest.raises(NotSignedIn):
                enter(name)
        moment += block
        (until,) = db.fetch_one("SELECT blocked_until FROM access_guard")
        assert until == NOON + timedelta(seconds=moment)
    deferred = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'access.tell_locked_out'"
    assert db.fetch_one(deferred) == (5,)


@pytest.mark.django_db
def test_after_the_block_the_right_password_opens_and_forgets_the_failures() -> None:
    someone()
    for _ in range(5):
        with at(), pytest.raises(NotSignedIn):
            enter(password="equivocada")
    with at(seconds=59), pytest.raises(NotSignedIn):
        enter()
    with at(seconds=60):
        enter()
    assert db.fetch_one("SELECT count(*) FROM access_guard") == (0,)


@pytest.mark.django_db
def test_failures_of_long_ago_do_not_add_up() -> None:
    someone()
    for day in range(6):
        with at(days=2 * day), pytest.raises(NotSignedIn):
            enter(password="equivocada")
    assert db.fetch_one("SELECT failures, blocked_until FROM access_guard") == (1, None)


@pytest.mark.django_db
def test_the_block_is_told_by_mail_to_its_owner_alone() -> None:
    made = someone()
    assert tell_locked_out(user=str(made.user_id), until=NOON)
    assert not tell_locked_out(user="7f3a", until=NOON)
    assert templates() == ["locked_out"]


@pytest.mark.django_db
def test_names_that_were_tried_are_not_kept() -> None:
    with pytest.raises(NotSignedIn):
        enter("mi-contraseña-escrita-aquí", "x")
    kept = db.fetch_all("SELECT encode(key, 'escape') FROM access_guard")
    trail = db.fetch_all("SELECT subject || data::text FROM audit_entry")
    assert "escrita" not in str(kept) + str(trail)


@pytest.mark.django_db
def test_one_network_is_throttled_before_any_hash(hashes: Hashes) -> None:
    someone()
    with at(), few(address_burst=10, address_per_minute=6):
        for number in range(10):
            with pytest.raises(NotSignedIn):
                enter(f"nadie{number}", "x", address=f"2001:db8:1:2::{number:x}")
        with pytest.raises(TooManyTries):
            enter(address="2001:db8:1:2:ffff::1")
        assert hashes.made == 10
        enter(address="2001:db8:1:3::1")
    with at(seconds=10), few(address_burst=10, address_per_minute=6):
        enter(address="2001:db8:1:2::1")


@pytest.mark.django_db
def test_spraying_many_names_from_many_addresses_meets_the_limit_of_all(hashes: Hashes) -> None:
    someone()
    outcomes = Counter[str]()
    with at(), few(everyone_burst=50, everyone_per_minute=30):
        for number in range(200):
            with pytest.raises((NotSignedIn, TooManyTries)) as problem:
                enter(f"nombre{number}", "Primavera-2026-x", address=f"198.51.100.{number}")
            outcomes[problem.value.code] += 1
    assert outcomes == {"access.not_signed_in": 50, "access.too_many": 150}
    assert hashes.made == 50


@pytest.mark.django_db
def test_people_who_come_in_use_nothing_up() -> None:
    someone()
    with at(), few(address_burst=3, everyone_burst=3):
        for _ in range(20):
            enter()


def test_forty_guesses_at_once_get_five_looks(cloned_database: Clone) -> None:
    """A try is counted before it is judged: in parallel too, only five are ever compared."""
    someone()

    def guess(number: int) -> str:
        try:
            enter(password=PASSWORD if number >= 20 else f"equivocada{number}")
        except NotSignedIn:
            return "no"
        return "in"

    with few(failures_before_block=5):
        for _ in range(5):
            with pytest.raises(NotSignedIn):
                enter(password="equivocada")
        outcomes = cloned_database.together([partial(guess, number) for number in range(20, 32)])
    assert outcomes == ["no"] * 12  # right passwords, all of them, while blocked
    db.execute("DELETE FROM access_guard")
    outcomes = cloned_database.together([partial(guess, number) for number in range(16)])
    assert outcomes == ["no"] * 16
    assert db.fetch_one("SELECT failures FROM access_guard") == (5,)


def told() -> int:
    return templates().count("new_sign_in")


@pytest.mark.django_db
def test_a_device_that_is_not_recognised_is_told_by_mail_once_a_day_for_place_and_browser() -> None:
    someone()
    with at(days=-2):
        enter()
        assert told() == 0  # the first time ever there is nothing to compare with
    with at(days=0):
        enter()  # the same network and browser: a thief can have both
        enter()
        assert told() == 1
        enter(address="198.51.100.9")
        enter(address="198.51.100.9")
        assert told() == 2
        enter(browser="curl/8")
        enter(browser="curl/8")
        assert told() == 3
    with at(hours=25):
        enter()
        assert told() == 4


@pytest.mark.django_db
def test_the_first_sign_in_does_not_silence_a_second_one_of_the_same_day() -> None:
    someone()
    with at(days=0):
        enter()
    with at(hours=1):
        enter()
    assert told() == 1


@pytest.mark.django_db
def test_a_recognised_device_is_told_to_nobody_and_hides_no_other() -> None:
    someone(factor=True)
    with at(days=-2):
        secret = enter(keep=True).device_secret
    with at(days=0):
        enter(device=secret)
        assert told() == 0
    with at(hours=1):
        enter()  # its very words, from its very network, without its cookie
        assert told() == 1


@pytest.mark.django_db
def test_the_mails_of_one_person_silence_nobody_elses() -> None:
    for name in ("rosa.batista", "pedro.rios"):
        someone(name)
        with at(days=-2):
            enter(name)
    with at(days=0):
        enter("rosa.batista")
        enter("pedro.rios")
    assert told() == 2


@pytest.mark.django_db
def test_the_browsers_words_are_kept_short_and_clean() -> None:
    made = someone()
    enter(browser="x\r\nSet-Cookie: a\x00\N{RIGHT-TO-LEFT OVERRIDE}" + "y" * 5000)
    (kept,) = last_accesses(made.user_id)
    assert kept.browser.startswith("x Set-Cookie: ay")
    assert len(kept.browser) <= 200


def test_the_hasher_never_hands_a_megabyte_to_argon2() -> None:
    assert not hasher.verify("x" * 1_000_000, hasher.DUMMY)

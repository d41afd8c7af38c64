"""A user name is one whatever its case; a password is as long as it likes and not a known one."""

import pytest

from coop.access.errands.enrol import (
    AlreadyEnrolled,
    UsernameIsNumber,
    UsernameTaken,
    UsernameUnusable,
    enrol,
)
from coop.access.passwords.hasher import DUMMY
from coop.access.passwords.judge import PasswordRefused
from coop.access.queries import user_named, user_of
from coop.kernel import db
from tests import make
from tests.rooms.access.world import PASSWORD, enter, person, someone

pytestmark = pytest.mark.django_db


def test_the_hash_is_argon2id_as_owasp_asks_and_a_stranger_costs_the_same() -> None:
    someone()
    (encoded,) = db.fetch_one("SELECT password FROM access_user")
    assert str(encoded).startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert str(encoded).rsplit("$", 2)[0] == DUMMY.rsplit("$", 2)[0]


@pytest.mark.parametrize(
    "again",
    [
        "rosa.batista",
        "ROSA.Batista",
        "Rosá.Batista",
        "\N{FULLWIDTH LATIN SMALL LETTER R}osa.batista",
    ],
)
def test_names_that_look_the_same_are_the_same(again: str) -> None:
    someone("rosa.batista")
    with pytest.raises(UsernameTaken):
        enrol(person_id=person(), username=again, password=PASSWORD)


def test_a_person_has_one_user() -> None:
    first = someone()
    with pytest.raises(AlreadyEnrolled):
        enrol(person_id=first.person_id, username="otra.rosa", password=PASSWORD)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "abc",
        "a" * 31,
        ".rosa",
        "rosa.",
        "ro..sa",
        "ro sa",
        "rosa@x",
        "<rosa>",
        "\u0440\u043e\u0437\u0430",
    ],
)
def test_a_user_name_is_plain(name: str) -> None:
    with pytest.raises(UsernameUnusable):
        enrol(person_id=person(), username=name, password=PASSWORD)


@pytest.mark.parametrize(
    "name",
    [
        "8-123-456",
        "8.123.456",
        "08_0123_0456",
        "PE-12-345",
        "e-8-123456",
        "8av-1-12",
        "8-NT-12-345",
        "155596713-2-2015",
        "8123456",
        "1234",
        "10000445566",
        "1000-0445-566",
        "N1234567",
        "n-123.4567",
    ],
)
def test_a_document_or_an_account_is_no_user_name(name: str) -> None:
    whom = make.person(document_type="passport", document_number="N1234567", document_country="US")
    make.account(whom, number="10000445566")
    with pytest.raises(UsernameIsNumber):
        enrol(person_id=whom, username=name, password=PASSWORD)


@pytest.mark.parametrize("name", ["rosa1980", "r2d2", "8rosas", "pe-12-rosa", "a-1-1", "x1234567"])
def test_a_name_may_have_figures(name: str) -> None:
    enrol(person_id=person(), username=name, password=PASSWORD)


@pytest.mark.parametrize(
    ("password", "flaw"),
    [
        ("corta1234", "short"),
        ("x" * 257, "long"),
        ("aaaaaaaaaaaaaa", "repeated"),
        ("123412341234", "repeated"),
        ("abcabcabcabc", "repeated"),
        ("abcdefghijklm", "repeated"),
        ("987654321098", "repeated"),
        ("qwertyuiopqwerty", "repeated"),
        ("contraseña2026", "common"),
        ("Contrasena.123", "common"),
        ("P@ssw0rd12345", "common"),
        ("tequieromucho1", "common"),
        ("Panama2026!!!", "common"),
        ("cooperativa2026", "own_words"),
        ("Ahorros-2026-pty", "common"),
        ("$3cr3t@!2026", "common"),
        ("Istmeña-2026-1", "own_words"),
        ("rosa.batista.1", "own_words"),
        ("BatistaRosa2026", "own_words"),
    ],
)
def test_a_password_that_is_guessed_early_is_refused_with_the_reason(
    password: str, flaw: str
) -> None:
    with pytest.raises(PasswordRefused) as refusal:
        enrol(person_id=person(), username="rosa.batista", password=password)
    assert refusal.value.data == {"flaw": flaw}


@pytest.mark.parametrize(
    "password",
    [
        "tucán lluvia café",
        "x7#Kp2!vQ9zL",
        "mi perro come mango verde los domingos",
        "雨林の大嘴鳥は朝に歌う夜も",
        "🦜🌧️☕🥭🌊🐢🌴🚌🎺🪘🧉🫓",
        "correct horse battery staple " * 8,
    ],
)
def test_any_long_unguessable_text_is_welcome_and_opens(password: str) -> None:
    enrol(person_id=person(), username="rosa.batista", password=password)
    enter(password=password)


def test_the_same_word_from_another_keyboard_opens() -> None:
    enrol(person_id=person(), username="rosa.batista", password="tuca\u0301n-lluvia-cafe\u0301")
    enter(password="tuc\u00e1n-lluvia-caf\u00e9")


def test_queries_find_the_user_by_name_and_by_person() -> None:
    made = someone(factor=True)
    found = user_of(made.person_id)
    assert found is not None
    assert found == user_named("rosa.batista")
    assert found.user_id == made.user_id
    assert user_named("nadie") is None

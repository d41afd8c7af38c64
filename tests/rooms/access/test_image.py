"""A person's picture and phrase: kept sealed, shown back, refused where they would harm."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

import pytest

from coop.access.forget import forget
from coop.access.passwords.change import PasswordWrong, change_password
from coop.access.personal import image
from coop.access.personal.personalisation import excuse
from coop.access.personal.pictures import PICTURES
from coop.kernel import clock, db
from tests.rooms.access.world import PASSWORD, someone

pytestmark = pytest.mark.django_db


def test_there_are_at_least_sixty_pictures_with_lasting_plain_names() -> None:
    assert len(PICTURES) >= 60
    assert len(set(PICTURES)) == len(PICTURES)
    assert all(name.isascii() and name.isalpha() and name.islower() for name in PICTURES)


def test_what_was_chosen_is_shown_and_lies_sealed() -> None:
    rosa = someone()
    assert image.of(rosa.user_id) is None
    image.choose(user_id=rosa.user_id, picture="tucan", phrase="  El  tucán del patio ")
    assert image.of(rosa.user_id) == image.Shown("tucan", "El tucán del patio")
    (sealed,) = db.fetch_one("SELECT sealed FROM access_image")
    assert "tuc" not in sealed


def test_another_picture_keeps_the_phrase() -> None:
    rosa = someone()
    image.pick(user_id=rosa.user_id, picture="tucan")
    found = image.of(rosa.user_id)
    assert found == image.Shown("tucan", "")
    assert found is not None
    assert not found.whole
    image.write(user_id=rosa.user_id, phrase="La casa amarilla")
    image.pick(user_id=rosa.user_id, picture="faro")
    assert image.of(rosa.user_id) == image.Shown("faro", "La casa amarilla")


def test_a_picture_that_nobody_drew_is_refused() -> None:
    rosa = someone()
    with pytest.raises(image.PictureUnknown):
        image.pick(user_id=rosa.user_id, picture="../coop.css")
    with pytest.raises(image.PictureUnknown):
        image.write(user_id=rosa.user_id, phrase="Sin imagen todavía")


@pytest.mark.parametrize(
    ("phrase", "flaw"),
    [
        ("", "short"),
        ("   ", "short"),
        ("sol", "short"),
        ("\N{ZERO WIDTH SPACE}" * 9, "short"),
        ("x" * 61, "long"),
        ("Soy ROSA.Batista", "own_name"),
        (PASSWORD, "password"),
    ],
)
def test_a_phrase_that_helps_a_thief_is_refused(phrase: str, flaw: str) -> None:
    rosa = someone()
    image.pick(user_id=rosa.user_id, picture="tucan")
    with pytest.raises(image.PhraseRefused) as refusal:
        image.write(user_id=rosa.user_id, phrase=phrase)
    assert refusal.value.data == {"phrase_flaw": flaw}


def guessed(user_id: UUID, phrases: Iterable[str]) -> list[str]:
    outcomes = []
    for phrase in phrases:
        try:
            image.write(user_id=user_id, phrase=phrase)
            outcomes.append("kept")
        except (image.PhraseRefused, image.PhrasesTooMany) as refusal:
            outcomes.append(refusal.code)
    return outcomes


def test_the_page_of_the_phrase_is_no_way_to_guess_the_password() -> None:
    rosa = someone()
    image.pick(user_id=rosa.user_id, picture="tucan")
    now = clock.now()
    with clock.frozen(now=now):
        outcomes = guessed(rosa.user_id, [f"una frase cualquiera {n}" for n in range(30)])
        assert outcomes == ["kept"] * 5 + ["access.phrases_throttled"] * 25
        assert guessed(rosa.user_id, [PASSWORD, "sol"]) == [
            "access.phrases_throttled",
            "access.phrase_refused",  # too short: nothing was compared, nothing is told
        ]
        with pytest.raises(PasswordWrong):
            change_password(
                user_id=rosa.user_id, present=PASSWORD, new="otra frase serena 9", session_key=None
            )
    with clock.frozen(now=now + timedelta(seconds=61)):
        assert guessed(rosa.user_id, ["La casa amarilla"]) == ["kept"]


def test_the_phrases_of_a_quiet_life_are_never_too_many() -> None:
    rosa = someone()
    image.pick(user_id=rosa.user_id, picture="tucan")
    now = clock.now()
    for day in range(0, 60, 2):
        with clock.frozen(now=now + timedelta(days=day)):
            assert guessed(rosa.user_id, [f"La frase del día {day}"]) == ["kept"]
            forget()


def test_a_change_is_told_only_to_who_had_personalised() -> None:
    rosa = someone()
    image.choose(user_id=rosa.user_id, picture="tucan", phrase="El tucán del patio")
    assert db.fetch_one("SELECT count(*) FROM notifications_notice") == (0,)
    excuse(user_id=rosa.user_id)
    image.pick(user_id=rosa.user_id, picture="faro")
    assert db.fetch_one("SELECT template FROM notifications_notice") == ("image_changed",)

"""A person's picture and phrase: kept sealed, shown back, refused where they would harm."""

import pytest

from coop.access.personal import image
from coop.access.personal.personalisation import excuse
from coop.access.personal.pictures import PICTURES
from coop.kernel import db
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


def test_a_change_is_told_only_to_who_had_personalised() -> None:
    rosa = someone()
    image.choose(user_id=rosa.user_id, picture="tucan", phrase="El tucán del patio")
    assert db.fetch_one("SELECT count(*) FROM notifications_notice") == (0,)
    excuse(user_id=rosa.user_id)
    image.pick(user_id=rosa.user_id, picture="faro")
    assert db.fetch_one("SELECT template FROM notifications_notice") == ("image_changed",)

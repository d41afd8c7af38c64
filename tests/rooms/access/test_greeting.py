"""Nobody's picture shows where its owner's device is not; always shown, nobody's can be told."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coop.access.door.greeting import decoy, shown_for
from coop.access.personal import image
from coop.access.personal.image import Shown
from coop.access.personal.pictures import PICTURES
from tests.limits import few
from tests.rooms.access.world import Someone, enter, someone

pytestmark = pytest.mark.django_db
OWN = Shown("tucan", "El patio de mi abuela")


@pytest.fixture
def rosa() -> Someone:
    made = someone(factor=True)
    image.choose(user_id=made.user_id, picture=OWN.picture, phrase=OWN.phrase)
    return made


def shown(name: str, device: str = "") -> Shown | None:
    return shown_for(username=name, device=device)


def test_it_shows_on_the_recognised_device_of_its_owner_alone(rosa: Someone) -> None:
    other = someone("pedro.rios", factor=True)
    image.choose(user_id=other.user_id, picture="sol", phrase="Otra frase mía")
    device = enter(keep=True).device_secret
    assert shown(" ROSA.Batista ", device) == OWN
    for name, secret in (
        ("rosa.batista", ""),
        ("rosa.batista", "x" * 43),
        ("pedro.rios", device),
        ("nadie.aqui", device),
        ("nadie.aqui", ""),
        ("", device),
        ("n" * 100_000, "x" * 100_000),
    ):
        assert shown(name, secret) is None


def test_where_none_was_chosen_none_shows(rosa: Someone) -> None:
    someone("pedro.rios", factor=True)
    assert shown("pedro.rios", enter("pedro.rios", keep=True).device_secret) is None


def test_a_name_takes_the_same_statements_whether_it_is_there_or_not(rosa: Someone) -> None:
    def statements(name: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            shown(name)
        return len(asked)

    assert statements("rosa.batista") == statements("nadie.aqui")
    with few(image_shown="always"):
        assert statements("rosa.batista") == statements("nadie.aqui")


def test_shown_always_a_name_without_any_has_a_stable_one_of_its_own(rosa: Someone) -> None:
    without: Any = someone("pedro.rios")
    assert without
    with few(image_shown="always"):
        assert shown("rosa.batista") == OWN
        first = shown("nadie.aqui")
        assert first is not None
        assert first == shown("NADIE.aqui") == decoy("nadie.aqui")
        assert first.picture in PICTURES
        assert shown("pedro.rios") == decoy("pedro.rios")
        names = {decoy(f"nadie{number}") for number in range(200)}
        assert len(names) > 190
    with few(image_shown="always", factor_key="otra-llave-de-44-letras-para-esta-prueba-x"):
        assert decoy("nadie.aqui") != first

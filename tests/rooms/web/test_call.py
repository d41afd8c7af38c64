"""A call from the cooperative: found from the pages, proven once, told while it lasts."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from coop.access.desk.call import LASTS, Purpose, begin
from coop.access.staff.rules import Role
from coop.kernel import clock
from tests.colleagues import make_colleague
from tests.world import Made


def page(browser: Client, path: str) -> str:
    return browser.get(path).content.decode()


@pytest.fixture
def call(marisol: Made) -> str:
    adviser = make_colleague("Carla Ríos", Role.CIS)
    begin(person_id=marisol.person_id, by=adviser.user_id, purpose=Purpose.QUESTION)
    return adviser.name


@pytest.mark.parametrize("path", ["/mas", "/perfil/seguridad"])
def test_the_page_of_calls_is_found(browser: Client, path: str) -> None:
    assert 'href="/llamada"' in page(browser, path)


def test_home_says_that_a_call_waits(browser: Client, call: str) -> None:
    assert 'href="/llamada"' in page(browser, "/inicio")


def test_home_says_nothing_when_nobody_calls(browser: Client) -> None:
    assert 'href="/llamada"' not in page(browser, "/inicio")


def test_one_proof_confirms_the_call_and_the_page_tells_it_while_it_lasts(
    browser: Client, marisol: Made, call: str
) -> None:
    done = browser.post("/llamada", {"code": marisol.code()})
    assert done.headers["Location"] == "/llamada?hecho=llamada_probada"
    told = page(browser, "/llamada")
    assert "Nadie de la Cooperativa le está llamando ahora" not in told
    assert call in told
    assert re.search(r"Llamada comprobada a las? \d", told)
    with clock.frozen(now=clock.now() + LASTS + timedelta(seconds=1)):
        assert call not in page(marisol.client(), "/llamada")


def test_a_call_that_ended_meanwhile_is_not_confirmed(
    browser: Client, marisol: Made, call: str
) -> None:
    browser.post("/llamada", {"respuesta": "no"})
    browser.post("/llamada", {"code": marisol.code()})
    assert call not in page(browser, "/llamada")

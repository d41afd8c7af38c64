"""Perfil: a factor proven a moment ago opens the pages of passkeys, and nothing else does."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client

from coop.access.passkeys.rows import passkeys_of
from coop.kernel import clock
from tests.authenticator import Device
from tests.rooms.web.proven import CONFIRM, proven
from tests.world import Made

LIST = "/perfil/llaves"
NEW = "/perfil/llaves/nueva"


def asked(browser: Client, address: str, **fields: str) -> tuple[str, str]:
    given = json.loads(browser.post(address, fields).content)
    return given["ceremony"], json.dumps(given["options"])


def add(browser: Client, device: Device, name: str = "Mi teléfono") -> None:
    ceremony, options = asked(browser, f"{NEW}/opciones", name=name)
    sent = {"name": name, "ceremony": ceremony, "credential": device.create(options)}
    assert browser.post(NEW, sent).headers["Location"] == f"{LIST}?hecho=llave"


def test_passkeys_ask_for_a_fresh_factor_first(browser: Client, marisol: Made) -> None:
    for address in (LIST, NEW):
        answer = browser.get(address)
        assert answer.headers["Location"].startswith(f"{CONFIRM}?seguir=")
    assert browser.post(f"{NEW}/opciones", {"name": "x"}).status_code == 302
    wrong = browser.post(CONFIRM, {"code": "000000"})
    assert wrong.status_code == 422
    assert "Ese código no es correcto" in wrong.content.decode()
    assert browser.get(LIST).status_code == 302
    proven(browser, marisol)
    assert "Aquí aparecerán las llaves" in browser.get(LIST).content.decode()


def test_the_proof_lasts_five_minutes(browser: Client, marisol: Made) -> None:
    proven(browser, marisol)
    soon, late = (clock.now() + timedelta(seconds=s) for s in (200, 301))
    with clock.frozen(now=soon):
        assert browser.get(LIST).status_code == 200  # a page asked for: the session goes on
    with clock.frozen(now=late):
        assert browser.get(LIST).headers["Location"].startswith(CONFIRM)


def test_a_passkey_is_added_named_used_as_proof_and_removed(browser: Client, marisol: Made) -> None:
    proven(browser, marisol)
    device = Device()
    add(browser, device)
    (kept,) = passkeys_of(marisol.user_id)
    page = browser.get(f"{LIST}?hecho=llave").content.decode()
    assert "Agregamos la llave de acceso" in page
    assert "Mi teléfono" in page
    one = f"{LIST}/{kept.id}"
    assert browser.post(one, {"name": "  El viejo "}).status_code == 302
    assert "El viejo" in browser.get(one).content.decode()
    another = marisol.client()
    ceremony, options = asked(another, f"{CONFIRM}/llave")
    proof = {"ceremony": ceremony, "credential": device.get(options), "seguir": one}
    assert another.post(CONFIRM, proof).headers["Location"] == one
    assert another.post(f"{one}/quitar").headers["Location"] == f"{LIST}?hecho=llave_quitada"
    assert passkeys_of(marisol.user_id) == []


def test_removing_asks_for_the_proof_too(browser: Client, marisol: Made) -> None:
    add(proven(browser, marisol), Device())
    (kept,) = passkeys_of(marisol.user_id)
    another = marisol.client()
    answer = another.post(f"{LIST}/{kept.id}/quitar")
    assert answer.headers["Location"].startswith(CONFIRM)
    assert len(passkeys_of(marisol.user_id)) == 1


@pytest.mark.parametrize("sent", [{}, {"ceremony": "x"}, {"credential": "{}"}])
def test_without_an_answer_the_page_says_what_to_do(
    browser: Client, marisol: Made, sent: dict[str, str]
) -> None:
    proven(browser, marisol)
    answer = browser.post(NEW, {"name": "Mía", **sent})
    assert answer.status_code == 422
    assert "Hay un problema" in answer.content.decode()
    unnamed = browser.post(f"{NEW}/opciones", {"name": "x" * 41})
    assert unnamed.status_code == 422


def test_the_way_on_stays_on_this_site(browser: Client, marisol: Made) -> None:
    answer = browser.post(CONFIRM, {"code": marisol.code(), "seguir": "//mal.example/x"})
    assert answer.headers["Location"] == "/perfil"


def test_the_button_carries_what_the_script_needs(browser: Client, marisol: Made) -> None:
    proven(browser, marisol)
    page = browser.get(NEW).content.decode()
    assert 'data-passkey="create"' in page
    assert f'data-options="{NEW}/opciones"' in page
    assert re.search(r"<p[^>]*unscripted[^>]*>Las llaves de acceso necesitan JavaScript", page)

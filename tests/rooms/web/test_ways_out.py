"""Nobody stands before a closed door: every page of the way in has a way on."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory

from coop.pages.ports import slot
from coop.web.faults import forbidden
from tests.world import PASSWORD, Made, make_member


def page(browser: Client, path: str) -> str:
    return browser.get(path).content.decode()


@pytest.mark.parametrize("path", ["/", "/entrar", "/olvide/contrasena", "/olvide/token"])
def test_recovering_with_help_is_found_where_one_looks_for_it(stranger: Client, path: str) -> None:
    assert 'href="/recuperar"' in page(stranger, path)


def test_the_second_step_is_no_dead_end(stranger: Client, marisol: Made) -> None:
    stranger.post("/entrar", {"username": marisol.username, "password": PASSWORD})
    shown = page(stranger, "/entrar/segundo-paso")
    assert 'href="/olvide/token"' in shown
    assert 'href="/bloquear"' in shown


def test_leaving_promises_no_more_than_is_true(browser: Client) -> None:
    left = browser.post("/salir")
    shown = page(browser, left.headers["Location"])
    assert "Nada de sus cuentas quedó en este equipo" in shown
    assert "Nada quedó guardado" not in shown


def test_the_token_is_where_its_page_says(browser: Client) -> None:
    assert 'href="/perfil/token"' in page(browser, "/perfil")


def test_the_profile_says_who_changes_the_address(browser: Client) -> None:
    shown = page(browser, "/perfil")
    assert 'href="/perfil/contacto"' in shown
    assert "estos datos se actualizan en el" not in shown


@pytest.mark.parametrize(
    "path",
    ["/salir", "/idioma", "/saldos", "/perfil/vista", "/sesion/seguir", "/perfil/llaves/{}/quitar"],
)
def test_the_address_of_a_button_has_a_page_with_a_way_on(browser: Client, path: str) -> None:
    answer = browser.get(path.format(uuid4()))
    shown = answer.content.decode()
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert "Aquí se llega con un botón" in shown
    assert 'href="/"' in shown


def test_who_blocks_their_access_reads_whom_to_call(browser: Client) -> None:
    answer = browser.post("/perfil/bloquear")
    house = slot.get()
    shown = page(browser, answer.headers["Location"])
    assert 'href="tel:8000100"' in shown
    assert house.hours.capitalize()[:20] in shown


def test_a_page_of_others_is_not_told_as_an_old_form(rf: RequestFactory) -> None:
    shown = forbidden(rf.get("/x"), PermissionDenied()).content.decode()
    assert "Esta página ya no está vigente" not in shown
    assert "no puede ver esta página" in shown


@pytest.mark.parametrize(
    ("language", "told", "read"), [("en", "", "en"), ("es", "", "es-PA"), ("en", "es", "es-PA")]
)
def test_pages_speak_the_language_of_who_signed_in(
    stranger: Client, language: str, told: str, read: str
) -> None:
    who = make_member("grace", language=language)
    if told:
        stranger.post("/idioma", {"idioma": told, "seguir": "/"})
    who.enter(stranger)
    assert f'<html lang="{read}"' in page(stranger, "/inicio")

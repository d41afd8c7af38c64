"""Words that follow the facts: of the form, of the language, of what was typed."""

import re

import pytest
from django.test import Client

from coop.access.personal import contacts
from tests.phone import pair
from tests.rooms.web.reviewing import draft
from tests.world import PASSWORD, Made

BOX = re.compile(r'<input type="checkbox" name="keep"[^>]*>')


def page(browser: Client, path: str) -> str:
    return browser.get(path).content.decode()


def test_recognising_a_device_is_asked_once_and_not_answered_for_the_person(
    stranger: Client, marisol: Made
) -> None:
    pair(marisol.user_id)
    stranger.post("/entrar", {"username": marisol.username, "password": PASSWORD})
    (box,) = BOX.findall(page(stranger, "/entrar/segundo-paso"))
    assert "checked" not in box


@pytest.mark.parametrize("pressed", ["answer", "code", ""])
def test_of_two_fields_in_one_form_the_one_that_was_filled_counts(
    stranger: Client, marisol: Made, pressed: str
) -> None:
    pair(marisol.user_id)
    stranger.post("/entrar", {"username": marisol.username, "password": PASSWORD})
    sent = {"answer": " ", "code": marisol.code(), "con": pressed}
    assert stranger.post("/entrar/segundo-paso", sent).headers["Location"] == "/inicio"


def test_the_user_name_stands_beside_the_password_and_can_be_changed(
    stranger: Client, marisol: Made
) -> None:
    shown = stranger.post("/entrar", {"username": marisol.username}).content.decode()
    assert f"<dd>{marisol.username}</dd>" in shown
    assert 'autocomplete="username"' in shown


def test_a_receipt_in_english_names_the_products_in_english(browser: Client, marisol: Made) -> None:
    review = draft(browser, marisol)
    assert "Ahorro" in page(browser, review)
    browser.post("/idioma", {"idioma": "en", "seguir": "/inicio"})
    for path in (review, review.removesuffix("/revisar"), "/inicio"):
        shown = page(browser, path).partition("<footer")[0]
        assert "savings" in shown.lower(), path
        assert "Ahorro" not in shown, path


def test_a_name_that_the_holder_gave_stays_in_every_language(
    browser: Client, marisol: Made
) -> None:
    browser.post(f"/cuentas/{marisol.second}/nombre", {"alias": "Ahorro de Itzel"})
    review = draft(browser, marisol)
    browser.post("/idioma", {"idioma": "en", "seguir": "/inicio"})
    assert "Ahorro de Itzel" in page(browser, review)


def test_a_memo_between_ones_own_accounts_speaks_of_one_person(browser: Client) -> None:
    assert "de las dos personas" not in page(browser, "/transferir/propia")


def test_limits_are_written_as_people_write_amounts(browser: Client) -> None:
    values = re.findall(r'name="(?:order|day|month)" value="([^"]*)"', page(browser, "/limites"))
    assert len(values) == 3
    assert all(re.fullmatch(r"\d{1,3}(,\d{3})*\.\d\d", one) for one in values)
    assert any("," in one for one in values)


def test_the_code_page_shows_the_new_address_as_it_was_typed(
    browser: Client, marisol: Made
) -> None:
    browser.post("/perfil/confirmar", {"code": marisol.code(), "seguir": "/perfil/contacto"})
    contacts.change(
        user_id=marisol.user_id, old="marisol@correo.example", new="marizol@correo.example"
    )
    shown = page(browser, "/perfil/contacto/codigo")
    assert "marizol@correo.example" in shown
    assert "¿No le llega?" in shown
    assert 'href="/perfil/contacto/correo"' in shown

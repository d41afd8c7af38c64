"""Correo y teléfono: an address is changed behind a fresh factor, by a code from the new one."""

import pytest
from django.test import Client

from coop.access.codes.totp import code_at, present_step
from coop.members.queries import person as member
from tests.mailed import last_code, mails
from tests.rooms.web.proven import CONFIRM
from tests.rooms.web.shown import key_of, words_of
from tests.world import Made

PAGE, EMAIL, CODE = "/perfil/contacto", "/perfil/contacto/correo", "/perfil/contacto/codigo"
OLD, NEW = "marisol@correo.example", "marisol.nueva@correo.example"


def on_file(whose: Made) -> tuple[str, ...]:
    return member(whose.person_id).notice_addresses


@pytest.fixture
def proven(browser: Client, marisol: Made) -> Client:
    answer = browser.post(CONFIRM, {"code": marisol.code(), "seguir": EMAIL})
    assert answer.headers["Location"] == EMAIL
    return browser


def asked(browser: Client, new: str = NEW) -> None:
    assert browser.post(EMAIL, {"email": new}).headers["Location"] == CODE


def wrong() -> str:
    return f"{(int(last_code(NEW).replace(' ', '')) + 1) % 10**8:08}"


def test_every_page_of_the_change_asks_for_a_factor(browser: Client, marisol: Made) -> None:
    for page in (PAGE, EMAIL, CODE):
        for answer in (browser.get(page), browser.post(page, {"email": NEW, "code": "1" * 8})):
            assert answer.headers["Location"].startswith(f"{CONFIRM}?seguir="), page
    assert mails(NEW) == []
    assert on_file(marisol) == (OLD,)


def test_an_address_is_changed_by_the_code_that_went_to_it(proven: Client, marisol: Made) -> None:
    assert "m•••@correo.example" in words_of(proven.get(PAGE))
    assert "En lugar de m•••@correo.example" in words_of(proven.get(f"{EMAIL}?cual=1"))
    asked(proven)
    assert f"Enviamos un código a {NEW}" in words_of(proven.get(CODE))
    done = proven.post(CODE, {"code": last_code(NEW)})
    assert done.headers["Location"] == f"{PAGE}?hecho=correo"
    assert "Se lo avisamos al anterior y al nuevo" in words_of(proven.get(f"{PAGE}?hecho=correo"))
    assert on_file(marisol) == (NEW,)
    for address in (OLD, NEW):
        assert mails(address)[-1].subject == "Su correo para avisos cambió"
    assert proven.get(CODE).headers["Location"] == PAGE


def test_a_wrong_code_stays_on_the_page_and_the_fifth_ends_it(
    proven: Client, marisol: Made
) -> None:
    asked(proven)
    for _ in range(4):
        answer = proven.post(CODE, {"code": wrong()})
        assert answer.status_code == 422
        assert "Ese código no es correcto. Revíselo en el correo nuevo." in words_of(answer)
    assert proven.post(CODE, {"code": wrong()}).headers["Location"] == f"{PAGE}?hecho=correo_no"
    assert proven.post(CODE, {"code": last_code(NEW)}).headers["Location"] == PAGE
    assert on_file(marisol) == (OLD,)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Escriba su correo nuevo."),
        ("-x@y.example", "Escriba un correo electrónico, como nombre@correo.com."),
        ("MARISOL@correo.example", "Ese correo ya está registrado."),
    ],
)
def test_an_address_that_cannot_be_taken_says_why_and_stays(
    proven: Client, typed: str, said: str
) -> None:
    answer = proven.post(EMAIL, {"email": typed})
    assert answer.status_code == 422
    assert said in words_of(answer)
    assert f'value="{typed}"' in words_of(answer) or not typed


def test_nobody_finishes_the_change_of_another(proven: Client, ruben: Made) -> None:
    asked(proven)
    other = ruben.client()
    other.post(CONFIRM, {"code": ruben.code(), "seguir": CODE})
    assert other.post(CODE, {"code": last_code(NEW)}).headers["Location"] == PAGE


def test_before_there_is_a_factor_the_change_leads_to_choosing_one(first: Client) -> None:
    change = "/personalizar/contacto/correo"
    for answer in (first.get(change), first.post(change, {"email": NEW})):
        assert answer.headers["Location"].startswith(f"{CONFIRM}?seguir=")
        led = first.get(answer.headers["Location"])
        assert led.headers["Location"] == "/personalizar/metodo?hecho=metodo"
    page = words_of(first.get("/personalizar/metodo?hecho=metodo"))
    assert "Elija primero su segundo método" in page
    seed = key_of(words_of(first.get("/personalizar/metodo/generador")))
    first.post("/personalizar/metodo/generador", {"code": code_at(seed, present_step())})
    answer = first.post(change, {"email": NEW})
    assert answer.headers["Location"] == "/personalizar/contacto/codigo"
    done = first.post("/personalizar/contacto/codigo", {"code": last_code(NEW)})
    assert done.headers["Location"] == "/personalizar/contacto?hecho=correo"

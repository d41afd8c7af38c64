"""Staff register a person at the counter; one who is registered already is found instead."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from coop.audit.queries import trail
from coop.kernel import clock, db
from coop.members.queries import Person, person
from tests import make
from tests.colleagues import Colleague, browser
from tests.mailed import last_code
from tests.rooms.backoffice.pages import page

ADDRESS = "/personal/personas/nueva"
GIVEN = {
    "kind": "tercero",
    "type": "cedula",
    "number": "8-0765-04321",
    "country": "",
    "given": "Itzel María",
    "family": "Barría Ñopo",
    "birth": "31/1/1996",
    "email": "Itzel@Correo.example",
    "phone": "6612 3458",
    "language": "es",
    "checked": "on",
}


@pytest.fixture
def desk(carla: Colleague) -> Client:
    return carla.client()


def sent(client: Client, **changes: str) -> Any:
    return client.post(ADDRESS, {**GIVEN, **changes})


def registered(answer: Any) -> Person:
    found = re.fullmatch(
        r"/personal/personas/([0-9a-f-]{36})\?hecho=registrada", answer.headers["Location"]
    )
    assert found is not None
    return person(UUID(found[1]))


def test_a_person_is_registered_as_the_document_says(desk: Client, carla: Colleague) -> None:
    assert "no abre cuentas" in page(desk, ADDRESS)
    answer = sent(desk)
    made = registered(answer)
    assert (made.kind, made.document_type, made.document_number) == (
        "tercero",
        "cedula",
        "8-765-4321",
    )
    assert made.full_name == "Itzel María Barría Ñopo"
    assert str(made.birth_date) == "1996-01-31"
    assert made.notice_addresses == ("Itzel@correo.example",)
    assert [one.number for one in made.phones] == ["+50766123458"]
    assert made.joined_date == clock.business_date()
    assert not made.emails[0].verified
    shown = page(desk, answer.headers["Location"])
    assert "La persona quedó registrada" in shown
    assert "Podrá tenerlo con un producto activo" in shown
    kept = trail(actor=str(carla.user_id), subject=str(made.id))
    assert "access.person_registered" in [one.action for one in kept]


def test_from_the_counter_to_the_person_s_own_access(desk: Client) -> None:
    made = registered(sent(desk))
    activation = f"/personal/personas/{made.id}/activacion"
    refused = desk.post(activation, {"checked": "on", "way": "1"})
    assert refused.status_code == 422
    assert "al menos un producto activo" in refused.content.decode()
    make.account(made.id)
    assert desk.post(activation, {"checked": "on", "way": "1"}).status_code == 302
    code = last_code("Itzel@correo.example")
    opened = browser().post("/activar", {"number": "8-765-4321", "code": code})
    assert opened.headers["Location"] == "/registro/usuario"


@pytest.mark.parametrize("number", ["8-765-4321", "08-0765-4321", " 8 765 4321 "])
def test_who_is_registered_already_is_found(desk: Client, number: str) -> None:
    first = registered(sent(desk))
    answer = sent(desk, number=number, given="Otra", family="Persona")
    assert answer.headers["Location"] == f"/personal/personas/{first.id}?hecho=ya_registrada"
    assert "ya estaba registrado" in page(desk, answer.headers["Location"])
    assert db.fetch_one("SELECT count(*) FROM members_person") == (1,)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("checked", "", "Marque que revisó"),
        ("kind", "empleado", "Elija el tipo de persona"),
        ("type", "carné", "Elija el tipo de documento"),
        ("number", "", "Escriba el número del documento"),
        ("number", "8-ABC-1", "no tiene la forma esperada"),
        ("given", " \N{ZERO WIDTH SPACE} ", "Escriba los nombres"),
        ("family", "", "Escriba los apellidos"),
        ("birth", "", "Escriba la fecha de nacimiento"),
        ("birth", "31/2/1996", "día, mes y año"),
        ("birth", "1/1/2999", "todavía no llega"),
        ("email", "itzel@", "Escriba un correo electrónico"),
        ("email", "a@b.example\r\nBcc: x@y.example", "Escriba un correo electrónico"),
        ("phone", "123", "Escriba un teléfono de Panamá"),
        ("language", "fr", "fr"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nobody_is_registered(
    desk: Client, field: str, typed: str, said: str
) -> None:
    answer = sent(desk, **{field: typed})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in shown or field == "language"
    assert said in shown
    assert db.fetch_one("SELECT count(*) FROM members_person") == (0,)


def test_all_that_is_missing_is_said_at_once(desk: Client) -> None:
    empty = {"number": "", "given": "", "family": "", "birth": "", "checked": ""}
    answer = sent(desk, type="passport", **empty)
    shown = answer.content.decode()
    assert answer.status_code == 422
    for field in (*empty, "country"):
        assert f'id="id_{field}_error"' in shown, field


@pytest.mark.parametrize("country", ["", "C", "C1", "\N{GREEK CAPITAL LETTER OMICRON}O", "COL"])
def test_a_passport_names_its_country(desk: Client, country: str) -> None:
    wrong = sent(desk, type="passport", number="AB123456", country=country)
    assert wrong.status_code == 422
    assert 'id="id_country_error"' in wrong.content.decode()
    made = registered(sent(desk, type="passport", number="ab 123456", country="co"))
    assert (made.document_number, made.document_country) == ("AB123456", "CO")


def test_a_company_has_one_name_and_no_birthday(desk: Client) -> None:
    company = {"type": "ruc", "number": "155596713-2-2015", "family": "no va", "birth": ""}
    made = registered(sent(desk, **company, given="Café de Altura, S.A."))
    assert (made.full_name, made.birth_date) == ("Café de Altura, S.A.", None)
    assert made.document_check_digits


def test_nothing_but_what_the_form_asks_is_written(desk: Client) -> None:
    made = registered(
        sent(
            desk,
            id="00000000-0000-0000-0000-000000000000",
            status="deceased",
            emails_verified="on",
            joined_date="1990-01-01",
            retired="on",
        )
    )
    assert (made.status, made.retired, made.joined_date) == (
        "active",
        False,
        clock.business_date(),
    )


def test_what_is_typed_stays_text(desk: Client) -> None:
    evil = "<script>alert(1)</script>"
    made = registered(sent(desk, given=evil, family='"><img src=x>'))
    shown = page(desk, f"/personal/personas/{made.id}")
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown

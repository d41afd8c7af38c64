"""Registrarse and Activar, page by page, as a stranger and as the person."""

from collections import Counter
from uuid import UUID

import pytest
from django.db import connection
from django.template.loader import get_template
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coop.access.codes.one_time_code import make as make_code
from coop.access.errands.enrol import enrol
from coop.access.ports import slot
from coop.config.profile import load
from coop.kernel import db
from coop.members.queries import person
from tests import make
from tests.mailed import last_code, mails
from tests.rooms.web.strangers import answer, browser, jobs_done, page, words

PASSWORD = "una frase larga y tranquila 7"
MAIL = "elia@correo.example"


@pytest.fixture
def elia(db: None) -> UUID:
    person_id = make.person(kind="tercero", emails=[MAIL], given_names="Elia", family_names="Ríos")
    make.account(person_id, number="10000445566")
    return person_id


def identify(client: Client, number: str, account: str = "445566") -> None:
    first = client.post("/registro", {"type": "cedula", "number": number})
    assert first.headers["Location"] == "/registro/producto"
    second = client.post("/registro/producto", {"account": account, "birth": "31/1/1980"})
    assert second.headers["Location"] == "/registro/codigo"
    jobs_done()


def test_a_tercero_enrols_page_by_page_and_enters(elia: UUID) -> None:
    client = browser()
    identify(client, person(elia).document_number)
    told = client.post("/registro/codigo", {"code": last_code(MAIL)})
    assert told.headers["Location"] == "/registro/usuario"
    named = client.post("/registro/usuario", {"username": "Elia.R"})
    assert named.headers["Location"] == "/registro/condiciones"
    terms = client.get("/registro/condiciones").content.decode()
    assert f'name="version" value="{slot.get().terms_version}"' in terms
    accepted = {"version": slot.get().terms_version, "accepted": "on"}
    agreed = client.post("/registro/condiciones", accepted)
    assert agreed.headers["Location"] == "/registro/contrasena"
    assert "Elia.R" in client.get("/registro/contrasena").content.decode()
    made = client.post("/registro/contrasena", {"new": PASSWORD})
    assert made.headers["Location"] == "/registro/listo"
    assert "Sirve desde ahora mismo" in words(client.get("/registro/listo"))
    assert client.get("/inicio").status_code == 302  # nobody was signed in by it
    entered = browser().post("/entrar", {"username": "elia.r", "password": PASSWORD})
    assert entered.status_code == 302


def test_the_session_has_another_key_after_the_code(elia: UUID) -> None:
    client = browser()
    identify(client, person(elia).document_number)
    before = client.cookies["sesion"].value
    client.post("/registro/codigo", {"code": last_code(MAIL)})
    assert client.cookies["sesion"].value != before


def test_another_browser_cannot_use_the_code(elia: UUID) -> None:
    identify(browser(), person(elia).document_number)
    other = browser()
    found = other.post("/registro/codigo", {"code": last_code(MAIL)})
    assert found.headers["Location"] == "/registro?hecho=empiece"


@pytest.mark.parametrize("path", ["usuario", "condiciones", "contrasena"])
def test_no_page_opens_before_the_code(elia: UUID, path: str) -> None:
    client = browser()
    identify(client, person(elia).document_number)
    for found in (client.get(f"/registro/{path}"), client.post(f"/registro/{path}")):
        assert found.headers["Location"] == "/registro?hecho=empiece"
    assert "Empiece de nuevo" in words(client.get("/registro?hecho=empiece"))


def test_wrong_codes_are_told_beside_the_field(elia: UUID) -> None:
    client = browser()
    identify(client, person(elia).document_number)
    for said in [*["Ese código no es correcto"] * 4, "Ese código ya no sirve"]:
        found = client.post("/registro/codigo", {"code": "1234 5678"})
        assert found.status_code == 422
        assert said in words(found)
    again = client.post("/registro/codigo/otro")
    assert again.headers["Location"] == "/registro/codigo?hecho=otro_codigo"
    jobs_done()
    right = client.post("/registro/codigo", {"code": last_code(MAIL)})
    assert right.headers["Location"] == "/registro/usuario"


def test_no_active_product_is_told_clearly_after_the_code(elia: UUID) -> None:
    db.execute("UPDATE products_account SET status = 'closed' WHERE titular_id = %s", [elia])
    client = browser()
    identify(client, person(elia).document_number)
    found = client.post("/registro/codigo", {"code": last_code(MAIL)})
    assert found.status_code == 422
    assert "al menos un producto activo" in words(found)
    assert "800-0100" in words(found)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Elija su tipo de documento."),
        ({"type": "cedula", "number": ""}, "Escriba el número de su documento."),
        ({"type": "cedula", "number": "ocho"}, "Revise el número de documento"),
        ({"type": "dni", "number": "8-1-1"}, "Elija su tipo de documento."),
    ],
)
def test_the_document_is_read_strictly(db: None, data: dict[str, str], said: str) -> None:
    found = browser().post("/registro", {"x": "", **data})
    assert found.status_code == 422
    assert said in words(found)


@pytest.mark.parametrize(
    "birth", ["", "1980", "31/2/1980", "1980-01-31", "31/1/80", "1/1/1850", "1" * 5000]
)
def test_a_birth_date_is_read_strictly(db: None, birth: str) -> None:
    client = browser()
    client.post("/registro", {"type": "cedula", "number": "8-1-1"})
    found = client.post("/registro/producto", {"account": "445566", "birth": birth})
    assert found.status_code == 422
    assert "Escriba la fecha como día, mes y año" in words(found)


def test_terms_are_accepted_by_hand_and_of_this_version(elia: UUID) -> None:
    client = browser()
    identify(client, person(elia).document_number)
    client.post("/registro/codigo", {"code": last_code(MAIL)})
    client.post("/registro/usuario", {"username": "elia.r"})
    for data in (
        {"version": slot.get().terms_version},
        {"version": "1999-01", "accepted": "on"},
        {"accepted": "on"},
    ):
        found = client.post("/registro/condiciones", data)
        assert found.status_code == 422
    assert client.get("/registro/contrasena").headers["Location"] == "/registro/condiciones"


@pytest.mark.parametrize("shipped", ["demostracion", "profesionales"])
@pytest.mark.parametrize("language", ["es", "en"])
def test_every_profile_names_terms_that_can_be_read(shipped: str, language: str) -> None:
    assert get_template(f"web/terms/{load(shipped).access.terms_version}.{language}.html")


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_terms_in_force_can_be_read_by_anybody(db: None, language: str) -> None:
    assert get_template(f"web/terms/{slot.get().terms_version}.{language}.html")
    found = browser(HTTP_ACCEPT_LANGUAGE=language).get("/condiciones")
    assert slot.get().terms_version in words(found)
    assert "800-0100" in words(found)


def test_a_name_in_use_is_told_after_the_code(elia: UUID) -> None:
    enrol(person_id=make.person(), username="rosa.batista", password=PASSWORD)
    client = browser()
    identify(client, person(elia).document_number)
    client.post("/registro/codigo", {"code": last_code(MAIL)})
    found = client.post("/registro/usuario", {"username": "ROSA.batista"})
    assert found.status_code == 422
    assert "ya está en uso" in words(found)
    number = client.post("/registro/usuario", {"username": person(elia).document_number})
    assert number.status_code == 422
    assert "Elija un nombre con letras. No use su cédula" in words(number)


def test_a_password_is_refused_with_the_reason(elia: UUID) -> None:
    client = browser()
    identify(client, person(elia).document_number)
    client.post("/registro/codigo", {"code": last_code(MAIL)})
    client.post("/registro/usuario", {"username": "elia.r"})
    accepted = {"version": slot.get().terms_version, "accepted": "on"}
    client.post("/registro/condiciones", accepted)
    found = client.post("/registro/contrasena", {"new": "corta"})
    assert found.status_code == 422
    assert "al menos 12 caracteres" in words(found)
    assert "corta" not in words(found).partition("<form")[2].partition("</form>")[0]


def test_a_poisoned_host_is_refused_before_anything(elia: UUID) -> None:
    for host in ("mal.example", "localhost:8000.mal.example", "mal.example:8000"):
        found = Client(HTTP_HOST=host).post("/registro", {"type": "cedula", "number": "8-1-1"})
        assert found.status_code == 400
    spoofed = browser(HTTP_X_FORWARDED_HOST="mal.example")
    identify(spoofed, person(elia).document_number)
    assert "mal.example" not in mails(MAIL)[0].text + mails(MAIL)[0].html


def test_a_member_has_nothing_to_do_here(browser_of_member: Client) -> None:
    for path in ("/registro", "/activar", "/olvide/contrasena", "/olvide/usuario"):
        assert browser_of_member.get(path).headers["Location"] == "/inicio"


@pytest.fixture
def browser_of_member(db: None) -> Client:
    from tests.world import make_member

    return make_member("marisol").client()


def test_who_has_a_user_is_not_asked_for_a_name(elia: UUID) -> None:
    enrol(person_id=elia, username="elia.rios", password="otra frase muy larga 5")
    client = browser()
    identify(client, person(elia).document_number)
    right = client.post("/registro/codigo", {"code": last_code(MAIL)})
    assert right.headers["Location"] == "/registro/condiciones"
    for named in (
        client.get("/registro/usuario"),
        client.post("/registro/usuario", {"username": "elia.dos"}),
    ):
        assert named.headers["Location"] == "/registro/condiciones"
    client.post("/registro/condiciones", {"version": slot.get().terms_version, "accepted": "on"})
    page = words(client.get("/registro/contrasena"))
    assert "elia.rios" in page
    assert "/registro/usuario" not in page


def test_an_activation_goes_on_to_the_name(elia: UUID) -> None:
    with db.transaction():
        code = make_code(purpose="activation", by="staff", hours=24, person_id=elia)
    client = browser()
    wrong = client.post("/activar", {"number": "8-9-9", "code": code})
    assert wrong.status_code == 422
    assert "No pudimos activar con esos datos" in words(wrong)
    given = {"number": person(elia).document_number, "code": code}
    assert client.post("/activar", given).headers["Location"] == "/registro/usuario"
    assert "Paso 1 de 3" in words(client.get("/registro/usuario"))
    client.post("/registro/usuario", {"username": "elia.r"})
    assert "Paso 2 de 3" in words(client.get("/registro/condiciones"))
    accepted = {"version": slot.get().terms_version, "accepted": "on"}
    client.post("/registro/condiciones", accepted)
    assert "Paso 3 de 3" in words(client.get("/registro/contrasena"))
    made = client.post("/registro/contrasena", {"new": PASSWORD})
    assert made.headers["Location"] == "/registro/listo"
    entered = browser().post("/entrar", {"username": "elia.r", "password": PASSWORD})
    assert entered.status_code == 302


# --- nothing tells a match from none -----------------------------------------------------------

TRIES = 200


def test_200_matches_and_200_strangers_are_answered_alike(elia: UUID, open_doors: None) -> None:
    number = person(elia).document_number
    answers, asked, codes, pages, looked = (Counter[object]() for _ in range(5))
    for turn in range(2 * TRIES):
        hers = turn % 2 == 0
        client = browser()
        typed = number if hers else f"8-77-{turn + 1}"
        client.post("/registro", {"type": "cedula", "number": typed})
        data = {"account": "445566", "birth": "31/1/1980"}
        with CaptureQueriesContext(connection) as statements:
            answers[answer(client, "/registro/producto", data)] += 1
        asked[len(statements)] += 1
        looked.update(jobs_done())
        pages[page(client, "/registro/codigo")] += 1
        codes[answer(client, "/registro/codigo", {"code": "1234 5678"})] += 1
    assert list(answers.values()) == [2 * TRIES]
    assert list(asked.values()) == [2 * TRIES]
    assert list(pages.values()) == [2 * TRIES]
    assert list(codes.values()) == [2 * TRIES]
    assert looked == {"mailed": TRIES, "nobody": TRIES}


def test_the_throttle_answers_the_person_and_a_stranger_alike(elia: UUID) -> None:
    said = []
    for number in (person(elia).document_number, "8-77-1"):
        client = browser()
        client.post("/registro", {"type": "cedula", "number": number})
        data = {"account": "445566", "birth": "31/1/1980"}
        burst = slot.get().errand_subject_burst
        tries = [answer(client, "/registro/producto", data)[0] for _ in range(burst)]
        assert tries == [302] * burst
        said.append(answer(client, "/registro/producto", data))
    assert said[0] == said[1]
    assert said[0][0] == 429

"""Olvidé mi contraseña and Olvidé mi usuario, page by page, as a stranger and as the person."""

import re
from collections import Counter

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coop.access.codes.recovery_codes import make as make_codes
from coop.access.desk import assisted
from coop.access.models import User
from coop.access.personal import questions
from coop.access.personal.rules import QUESTIONS
from coop.members.queries import person
from coop.pages.words import question
from tests.mailed import last_code, mails
from tests.phone import pair
from tests.rooms.web.strangers import answer, browser, jobs_done, page, words
from tests.world import PASSWORD, Made

NEW = "otra frase larga y serena 9"
MAIL = "marisol@correo.example"
START = "/olvide/contrasena"


def asked(who: str = "marisol") -> Client:
    client = browser()
    told = client.post(START, {"who": who})
    assert told.headers["Location"] == f"{START}/codigo"
    jobs_done()
    return client


def proved() -> Client:
    client = asked()
    told = client.post(f"{START}/codigo", {"code": last_code(MAIL)})
    assert told.headers["Location"] == f"{START}/prueba"
    return client


def enters(password: str) -> bool:
    data = {"username": "marisol", "password": password}
    return browser().post("/entrar", data).status_code == 302


def test_a_password_is_recovered_page_by_page(marisol: Made) -> None:
    inside = marisol.client()
    client = proved()
    assert client.get(f"{START}/prueba").headers["Location"] == f"{START}/prueba/aplicacion"
    told = client.post(f"{START}/prueba/aplicacion", {"proof": marisol.code()})
    assert told.headers["Location"] == f"{START}/nueva"
    told = client.post(f"{START}/nueva", {"new": NEW})
    assert told.headers["Location"] == f"{START}/listo"
    assert "Su contraseña es nueva" in words(client.get(f"{START}/listo"))
    assert client.get("/inicio").status_code == 302  # nobody was signed in by it
    assert inside.get("/inicio").status_code == 302  # and who was inside is out
    assert enters(NEW)
    assert not enters(PASSWORD)


def test_a_token_answers_the_figures_of_the_page(marisol: Made) -> None:
    phone = pair(marisol.user_id)
    client = proved()
    assert "Con su token" in words(client.get(f"{START}/prueba"))
    shown = client.get(f"{START}/prueba/token").content.decode()
    found = re.search(r'class="code">([0-9]{6})<', shown)
    assert found is not None
    told = client.post(f"{START}/prueba/token", {"proof": phone.change(found[1])})
    assert told.headers["Location"] == f"{START}/nueva"


def test_two_recovery_codes_are_typed_on_one_page(marisol: Made) -> None:
    first, second, *_ = make_codes(user_id=marisol.user_id)
    client = proved()
    assert "Con dos códigos de recuperación" in words(client.get(f"{START}/prueba"))
    wrong = client.post(f"{START}/prueba/codigos", {"first": first, "second": "1" * 20})
    assert wrong.status_code == 422
    data = {"first": first, "second": f"{second[:10]} {second[10:]}"}
    told = client.post(f"{START}/prueba/codigos", data)
    assert told.headers["Location"] == f"{START}/nueva"


@pytest.mark.parametrize("path", ["prueba", "prueba/aplicacion", "prueba/llave", "nueva"])
def test_no_page_opens_before_the_code(marisol: Made, path: str) -> None:
    client = asked()
    for found in (client.get(f"{START}/{path}"), client.post(f"{START}/{path}")):
        if found.status_code != 405:
            assert found.headers["Location"] == f"{START}?hecho=empiece"


def test_the_new_password_waits_for_the_proof(marisol: Made) -> None:
    client = proved()
    for found in (client.get(f"{START}/nueva"), client.post(f"{START}/nueva", {"new": NEW})):
        assert found.headers["Location"] == f"{START}/prueba"
    assert enters(PASSWORD)


@pytest.mark.parametrize("name", ["llave", "token", "correo", "recovery_codes"])
def test_a_method_that_the_user_has_not_leads_back(marisol: Made, name: str) -> None:
    found = proved().post(f"{START}/prueba/{name}", {"proof": "12345678"})
    assert found.headers["Location"] == f"{START}/prueba"


def test_wrong_proofs_are_told_and_then_it_stops(marisol: Made) -> None:
    client = proved()
    for _ in range(4):
        found = client.post(f"{START}/prueba/aplicacion", {"proof": "000000"})
        assert found.status_code == 422
        assert "Esa prueba no es correcta" in words(found)
    found = client.post(f"{START}/prueba/aplicacion", {"proof": "000000"})
    assert found.status_code == 422
    assert "detuvimos la recuperación" in words(found)
    again = client.post(f"{START}/prueba/aplicacion", {"proof": marisol.code()})
    assert again.headers["Location"] == f"{START}?hecho=empiece"


def test_who_has_no_factor_is_shown_the_way_to_staff(marisol: Made) -> None:
    from allauth.mfa.models import Authenticator

    Authenticator.objects.filter(user_id=marisol.user_id).delete()
    found = proved().get(f"{START}/prueba")
    assert "Con el correo solo no podemos cambiar la contraseña" in words(found)
    assert 'href="/olvide/token"' in words(found)


def test_the_guide_of_lost_things_is_open_to_all(marisol: Made) -> None:
    for client in (browser(), marisol.client()):
        assert "Nunca le pedirán contraseñas" in words(client.get("/olvide/token"))


def test_the_host_of_a_request_reaches_no_mail(marisol: Made) -> None:
    poisoned = {"HTTP_X_FORWARDED_HOST": "mal.example", "HTTP_FORWARDED": "host=mal.example"}
    browser(**poisoned).post(START, {"who": "marisol"})
    assert Client(HTTP_HOST="mal.example").post(START, {"who": "marisol"}).status_code == 400
    jobs_done()
    for mail in mails(MAIL):
        assert "mal.example" not in mail.text + mail.html
        assert "http" not in mail.text


def test_the_user_name_is_mailed_and_never_shown(marisol: Made) -> None:
    client = browser()
    number = person(marisol.person_id).document_number
    told = client.post("/olvide/usuario", {"type": "cedula", "number": number})
    assert told.headers["Location"] == "/olvide/usuario/enviado"
    jobs_done()
    assert "marisol" not in words(client.get("/olvide/usuario/enviado"))
    assert "Usuario: marisol" in mails(MAIL)[-1].text


def test_the_door_shows_the_ways(stranger: Client) -> None:
    door = words(stranger.get("/"))
    for way in ("/registro", "/activar", "/olvide/contrasena", "/olvide/usuario"):
        assert f'href="{way}"' in door


def test_help_is_answered_page_by_page(marisol: Made) -> None:
    answers = dict(zip(QUESTIONS, ("Chiriquí Grande", "Canela", "Don Aquilino"), strict=False))
    questions.choose(user_id=marisol.user_id, answers=answers)
    reason = "Perdió el teléfono"
    assisted.start(
        person_id=marisol.person_id,
        by="adviser",
        reason=reason,
        document_checked=False,
        to="marisol@correo.example",
    )
    number = person(marisol.person_id).document_number
    client = browser()
    wrong = client.post("/recuperar", {"number": number, "code": "0000-0000-0000-0000"})
    assert wrong.status_code == 422
    told = client.post("/recuperar", {"number": number, "code": last_code(MAIL)})
    assert told.headers["Location"] == "/recuperar/pregunta"
    shown = words(client.get("/recuperar/pregunta"))
    (asked_now,) = [one for one in answers if question(one) in shown]
    wrong = client.post("/recuperar/pregunta", {"answer": "no es esa"})
    assert wrong.status_code == 422
    assert "no es esa" in words(wrong)
    told = client.post("/recuperar/pregunta", {"answer": answers[asked_now]})
    assert told.headers["Location"] == "/recuperar/listo"
    assert "Recibimos su respuesta" in words(client.get("/recuperar/listo"))
    assert client.get("/recuperar/pregunta").headers["Location"] == "/recuperar?hecho=empiece"


# --- nothing tells who is there from who is not --------------------------------------------------

TRIES = 200


def test_200_users_and_200_strangers_are_answered_alike(marisol: Made, open_doors: None) -> None:
    User.objects.filter(id=marisol.user_id).update(username="marisol1")
    told, asked_for, pages, codes, looked = (Counter[object]() for _ in range(5))
    for turn in range(2 * TRIES):
        client = browser()
        with CaptureQueriesContext(connection) as statements:
            told[answer(client, START, {"who": "marisol1" if turn % 2 else "nadie123"})] += 1
        asked_for[len(statements)] += 1
        looked.update(jobs_done())
        pages[page(client, f"{START}/codigo")] += 1
        codes[answer(client, f"{START}/codigo", {"code": "1234 5678"})] += 1
    for counted in (told, asked_for, pages, codes):
        assert list(counted.values()) == [2 * TRIES]
    assert looked == {"mailed": TRIES, "nobody": TRIES}


def test_200_documents_and_200_strangers_are_answered_alike(
    marisol: Made, open_doors: None
) -> None:
    number = person(marisol.person_id).document_number
    told, asked_for, pages, looked = (Counter[object]() for _ in range(4))
    for turn in range(2 * TRIES):
        client = browser()
        data = {"type": "cedula", "number": number if turn % 2 else f"8-77-{turn + 1}"}
        with CaptureQueriesContext(connection) as statements:
            told[answer(client, "/olvide/usuario", data)] += 1
        asked_for[len(statements)] += 1
        looked.update(jobs_done())
        pages[page(client, "/olvide/usuario/enviado")] += 1
    for counted in (told, asked_for, pages):
        assert list(counted.values()) == [2 * TRIES]
    assert looked == {"mailed": TRIES, "nobody": TRIES}

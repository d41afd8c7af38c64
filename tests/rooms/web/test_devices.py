"""Perfil shows where somebody is signed in and known, and each of it can be ended."""

import re
from datetime import timedelta

from django.test import Client

from coop.access.personal import image
from coop.kernel import db
from coop.orders.limits import limits_of
from tests.rooms.web.proven import proven
from tests.world import PASSWORD, Made

CHROME = "Mozilla/5.0 (Linux; Android 15) Chrome/140.0"


def known(marisol: Made) -> Client:
    """A browser that walked through the door and is recognised."""
    client = Client(HTTP_HOST="localhost:8000", HTTP_USER_AGENT=CHROME)
    client.post("/entrar", {"username": marisol.username, "password": PASSWORD})
    client.post("/entrar/segundo-paso", {"code": marisol.code(), "keep": "on"})
    return client


def test_the_cookie_of_a_recognised_browser_is_closed_and_outlives_signing_out(
    marisol: Made,
) -> None:
    browser = known(marisol)
    cookie = browser.cookies["equipo"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert cookie["max-age"] == 180 * 24 * 3600
    before = cookie.value
    browser.post("/salir")
    assert browser.cookies["equipo"].value == before
    page = browser.post("/entrar", {"username": "marisol", "password": PASSWORD}, follow=True)
    assert 'name="keep"' not in page.content.decode()


def test_who_clears_the_mark_is_not_recognised(marisol: Made, stranger: Client) -> None:
    marisol.enter(stranger)
    assert "equipo" not in stranger.cookies
    page = stranger.get("/perfil/dispositivos").content.decode()
    assert "Aquí verá los equipos" in page


def test_a_device_is_shown_and_removed(marisol: Made, browser: Client) -> None:
    phone = known(marisol)
    page = browser.get("/perfil/dispositivos").content.decode()
    assert "Chrome en Android" in page
    found = re.search(r'action="(/perfil/dispositivos/[0-9a-f-]{36}/quitar)"', page)
    assert found is not None
    assert browser.post(found[1]).headers["Location"] == "/perfil/dispositivos?hecho=equipo"
    assert phone.get("/inicio").status_code == 302
    assert browser.get("/inicio").status_code == 200
    assert browser.post(found[1]).status_code == 404


def test_a_session_is_shown_and_ended_and_no_key_is_in_the_page(
    marisol: Made, browser: Client
) -> None:
    phone = known(marisol)
    page = browser.get("/perfil/sesiones").content.decode()
    assert "Esta sesión" in page
    assert phone.cookies["sesion"].value not in page
    (address,) = re.findall(r'action="(/perfil/sesiones/[0-9a-f-]{36}/cerrar)"', page)
    proven(browser, marisol)
    assert browser.post(address).headers["Location"] == "/perfil/sesiones?hecho=sesion"
    assert phone.get("/inicio").status_code == 302
    assert browser.post(address).status_code == 404


def test_ending_a_session_asks_for_a_factor_first(marisol: Made, browser: Client) -> None:
    phone = known(marisol)
    page = browser.get("/perfil/sesiones").content.decode()
    (one,) = re.findall(r'action="(/perfil/sesiones/[0-9a-f-]{36}/cerrar)"', page)
    for address in (one, "/perfil/sesiones"):
        answer = browser.post(address)
        assert answer.headers["Location"] == "/perfil/confirmar?seguir=%2Fperfil%2Fsesiones"
    assert phone.get("/inicio").status_code == 200
    assert browser.get("/inicio").status_code == 200


def test_another_persons_session_and_device_are_not_found(
    marisol: Made, browser: Client, ruben: Made
) -> None:
    his = proven(ruben.client(), ruben)
    known(marisol)
    for path in ("/perfil/sesiones", "/perfil/dispositivos"):
        page = browser.get(path).content.decode()
        for address in re.findall(r'action="(/perfil/\w+/[0-9a-f-]{36}/\w+)"', page):
            assert his.post(address).status_code == 404


def test_the_activity_says_in_words_what_happened(marisol: Made, browser: Client) -> None:
    known(marisol)
    stranger = Client(HTTP_HOST="localhost:8000")
    stranger.post("/entrar", {"username": "marisol", "password": "equivocada"})
    page = browser.get("/perfil/actividad").content.decode()
    for words in ("Entró con su usuario", "Intento de entrar que no abrió", "Se creó su usuario"):
        assert words in page
    assert "access." not in page


def test_blocking_ones_own_access_ends_everything_at_once(marisol: Made, browser: Client) -> None:
    phone = known(marisol)
    assert "Nadie podrá entrar con su usuario" in browser.get("/perfil/bloquear").content.decode()
    answer = browser.post("/perfil/bloquear")
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert "Bloqueamos su acceso" in browser.get(answer.headers["Location"]).content.decode()
    assert phone.get("/inicio").status_code == 302
    again = browser.post("/entrar", {"username": "marisol", "password": PASSWORD})
    assert again.status_code == 422


def test_the_door_blocks_too_and_tells_a_guesser_nothing(marisol: Made, stranger: Client) -> None:
    answers = set()
    for name in ("marisol", "nadie99"):
        data = {"username": name, "password": "equivocada"}
        answer = stranger.post("/bloquear", data)
        page = re.sub(r'value="[A-Za-z0-9]{64}"', "", answer.content.decode())
        answers.add((answer.status_code, page.replace(name, "NOMBRE")))
    assert len(answers) == 1
    assert answers.pop()[0] == 422
    browser = marisol.client()
    done = stranger.post("/bloquear", {"username": "marisol", "password": PASSWORD})
    assert done.headers["Location"] == "/bloquear/listo"
    assert browser.get("/inicio").status_code == 302


def test_after_an_unusual_sign_in_less_may_go_to_a_new_payee(
    marisol: Made, browser: Client, ruben: Made
) -> None:
    typed = {"number": ruben.savings_number, "name": "Rubén Castillero"}
    where = browser.post("/beneficiarios/nuevo/confirmar", typed).headers["Location"]
    order = {"origin": str(marisol.savings), "amount": "100.01"}
    assert browser.post(where, order).status_code == 302
    known(marisol)
    refused = browser.post(where, order)
    assert refused.status_code == 422
    assert "Alguien entró con su usuario de forma inusual" in refused.content.decode()
    assert browser.post(where, order | {"amount": "100.00"}).status_code == 302
    assert limits_of(person_id=marisol.person_id, group="third_party").new_payee_cents == 10_000
    db.execute("UPDATE access_signin SET at = at - %s", [timedelta(hours=24)])
    assert browser.post(where, order).status_code == 302


def test_ones_picture_and_phrase_stand_beside_the_password_on_a_known_device_alone(
    marisol: Made, stranger: Client
) -> None:
    image.choose(user_id=marisol.user_id, picture="tucan", phrase="El patio de mi abuela")
    phone = known(marisol)
    phone.post("/salir")
    name = {"username": "marisol"}
    assert "El patio de mi abuela" in phone.post("/entrar", name).content.decode()
    assert "El patio de mi abuela" not in stranger.post("/entrar", name).content.decode()
    wrong = phone.post("/entrar", {**name, "password": "equivocada"}).content.decode()
    assert "El patio de mi abuela" in wrong

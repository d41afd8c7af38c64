"""Sign in, stay, leave; what is said is the same for whoever guesses."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from coop.kernel import clock
from tests.rooms.web.proven import proven
from tests.world import PASSWORD, Made


def test_the_door_shows_what_to_check_first(stranger: Client) -> None:
    page = stranger.get("/").content.decode()
    assert "http://localhost:8000" in page
    assert "Nadie de la Cooperativa le pedirá su contraseña" in page


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("marisol", "otra frase que no es 1"),
        ("nadie", PASSWORD),
        ("nadie", "frase corta"),
        ("m" * 150, "frase corta"),
    ],
)
def test_unknown_and_wrong_are_told_the_same(
    marisol: Made, stranger: Client, username: str, password: str
) -> None:
    answer = stranger.post("/entrar", {"username": username, "password": password})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Error: Escriba su contraseña" in page
    assert page.count("No pudimos abrir su sesión con esos datos") == 1
    assert password not in page


def test_nothing_typed_says_what_to_type(stranger: Client) -> None:
    answer = stranger.post("/entrar", {"username": " ", "password": ""})
    assert answer.status_code == 422
    assert "Escriba su usuario." in answer.content.decode()
    assert 'href="#id_username"' in answer.content.decode()


def test_a_member_comes_in_and_goes_to_the_page_asked_for(marisol: Made, stranger: Client) -> None:
    asked = stranger.get("/cuentas?x=1")
    assert asked.headers["Location"] == "/entrar?seguir=%2Fcuentas%3Fx%3D1"
    page = stranger.post("/entrar", {"username": "Marisol", "seguir": "/cuentas?x=1"})
    assert page.status_code == 200
    assert 'value="Marisol"' in page.content.decode()
    assert 'name="seguir" value="/cuentas?x=1"' in page.content.decode()
    assert marisol.enter(stranger, wish="/cuentas?x=1") == "/cuentas?x=1"
    assert stranger.get("/cuentas").status_code == 200


@pytest.mark.parametrize(
    "wish", ["https://mal.example/", "//mal.example", "/\\mal.example", "javascript:1", "mal"]
)
def test_the_door_leads_nowhere_else(marisol: Made, stranger: Client, wish: str) -> None:
    assert marisol.enter(stranger, wish=wish) == "/inicio"


def test_leaving_clears(browser: Client) -> None:
    answer = browser.post("/salir")
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert browser.get("/inicio").status_code == 302
    assert "Usted salió" in browser.get(answer.headers["Location"]).content.decode()


def test_an_idle_session_ends_and_says_so(browser: Client) -> None:
    later = clock.now() + timedelta(minutes=6)
    with clock.frozen(now=later):
        answer = browser.get("/transferir")
        assert answer.headers["Location"] == "/sesion/terminada?seguir=%2Ftransferir"
        page = browser.get(answer.headers["Location"]).content.decode()
    assert "Su sesión terminó" in page
    assert "/entrar?seguir=%2Ftransferir" in page


def test_staying_gives_the_seconds_that_are_left(browser: Client) -> None:
    with clock.frozen(now=clock.now() + timedelta(minutes=4)):
        assert 295 <= int(browser.post("/sesion/seguir").content) <= 300


def test_the_open_door_sends_a_member_home(browser: Client) -> None:
    assert browser.get("/").headers["Location"] == "/inicio"


def test_signing_out_everywhere_ends_the_other_browser(marisol: Made, browser: Client) -> None:
    other = marisol.client()
    proven(browser, marisol)
    assert browser.post("/perfil/sesiones").status_code == 302
    assert other.get("/inicio").status_code == 302


def test_a_changed_password_ends_other_sessions_and_keeps_this_one(
    marisol: Made, browser: Client
) -> None:
    other = marisol.client()
    new = "otra frase larga y serena 9"
    answer = browser.post("/perfil/contrasena", {"current": PASSWORD, "new": new})
    assert answer.headers["Location"] == "/perfil?hecho=contrasena"
    assert browser.get("/perfil").status_code == 200
    assert other.get("/perfil").status_code == 302


@pytest.mark.parametrize(
    ("current", "new", "words"),
    [
        ("", "", "Escriba la contraseña nueva."),
        ("no es esta frase 1", "otra frase larga y serena 9", "Esa no es su contraseña actual"),
        (PASSWORD, "corta", "al menos 12 caracteres"),
    ],
)
def test_a_refused_password_says_why(browser: Client, current: str, new: str, words: str) -> None:
    answer = browser.post("/perfil/contrasena", {"current": current, "new": new})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert PASSWORD not in answer.content.decode()


def half_open(marisol: Made, browser: Client) -> None:
    data = {"username": "marisol", "password": PASSWORD}
    answer = browser.post("/entrar", data)
    assert answer.headers["Location"] == "/entrar/segundo-paso"


def test_a_half_open_session_opens_no_page(marisol: Made, stranger: Client) -> None:
    half_open(marisol, stranger)
    assert stranger.get("/entrar/segundo-paso").status_code == 200
    for path in ("/inicio", "/cuentas", "/perfil", "/historial"):
        assert stranger.get(path).headers["Location"].startswith("/entrar?seguir=")
    assert stranger.post("/sesion/seguir").status_code == 302


def test_each_step_gives_the_session_a_new_key_and_the_old_ones_mean_nothing(
    marisol: Made, stranger: Client
) -> None:
    stranger.cookies["sesion"] = "fijada"
    half_open(marisol, stranger)
    between = stranger.cookies["sesion"].value
    stranger.post("/entrar/segundo-paso", {"code": marisol.code()})
    inside = stranger.cookies["sesion"].value
    assert len({"", "fijada", between, inside}) == 4
    assert stranger.cookies["sesion"]["httponly"]
    thief = Client(HTTP_HOST="localhost:8000")
    for old in ("fijada", between):
        thief.cookies["sesion"] = old
        assert thief.get("/inicio").status_code == 302
        assert thief.get("/entrar/segundo-paso").headers["Location"] == "/entrar"
    assert stranger.get("/inicio").status_code == 200


def test_the_second_step_without_the_first_leads_to_the_door(stranger: Client) -> None:
    for answer in (
        stranger.get("/entrar/segundo-paso"),
        stranger.post("/entrar/segundo-paso", {"code": "123456"}),
    ):
        assert answer.headers["Location"] == "/entrar"


def test_a_wrong_code_is_told_beside_its_field(marisol: Made, stranger: Client) -> None:
    half_open(marisol, stranger)
    answer = stranger.post("/entrar/segundo-paso", {"code": "000000"})
    assert answer.status_code == 422
    assert 'href="#id_code"' in answer.content.decode()
    assert "Ese código no abre, o ya se usó." in answer.content.decode()


def test_a_second_step_that_comes_late_begins_again(marisol: Made, stranger: Client) -> None:
    half_open(marisol, stranger)
    with clock.frozen(now=clock.now() + timedelta(minutes=5)):
        answer = stranger.post("/entrar/segundo-paso", {"code": marisol.code()})
        assert answer.headers["Location"] == "/entrar"


def test_the_name_alone_looks_nothing_up_and_says_the_same_of_all(
    marisol: Made, stranger: Client
) -> None:
    pages = set()
    for name in ("marisol", "nadie99"):
        answer = stranger.post("/entrar", {"username": name})
        assert answer.status_code == 200
        page = re.sub(r'value="[A-Za-z0-9]{64}"', "", answer.content.decode())
        pages.add(page.replace(name, "NOMBRE"))
    assert len(pages) == 1


def test_the_door_asks_a_device_without_saying_of_whom(stranger: Client) -> None:
    answer = stranger.post("/entrar/llave/pedido")
    question = answer.json()
    assert question["options"]["userVerification"] == "required"
    assert not question["options"].get("allowCredentials")
    refused = stranger.post("/entrar/llave", {"ceremony": question["ceremony"], "credential": "{}"})
    assert refused.status_code == 422
    assert "llave de acceso" in refused.content.decode()
    nothing = stranger.post("/entrar/llave", {"ceremony": "", "credential": ""})
    assert nothing.status_code == 422


def test_the_second_step_asks_no_device_before_the_password(stranger: Client) -> None:
    assert stranger.post("/entrar/segundo-paso/llave").status_code == 403


@pytest.mark.parametrize("path", ["/entrar", "/entrar/segundo-paso", "/entrar/llave", "/bloquear"])
def test_no_form_of_the_door_is_taken_without_its_token(
    marisol: Made, stranger: Client, path: str
) -> None:
    half_open(marisol, stranger)
    strict = Client(HTTP_HOST="localhost:8000", enforce_csrf_checks=True)
    strict.cookies = stranger.cookies
    form = {"username": "marisol", "password": PASSWORD, "code": marisol.code()}
    assert strict.post(path, form).status_code == 403
    assert strict.get("/inicio").status_code == 302


@pytest.mark.parametrize("host", ["mal.example", "localhost:8000.mal.example", "mal.example:8000"])
def test_no_step_answers_to_another_host(marisol: Made, stranger: Client, host: str) -> None:
    half_open(marisol, stranger)
    for path in ("/entrar", "/entrar/segundo-paso", "/bloquear"):
        assert stranger.get(path, HTTP_HOST=host).status_code == 400
        assert stranger.post(path, {"code": marisol.code()}, HTTP_HOST=host).status_code == 400
    forwarded = stranger.get("/entrar/segundo-paso", HTTP_X_FORWARDED_HOST=host)
    assert host not in forwarded.content.decode()


def test_each_method_shows_only_who_has_it(marisol: Made, stranger: Client) -> None:
    half_open(marisol, stranger)
    page = stranger.get("/entrar/segundo-paso").content.decode()
    assert 'name="code"' in page
    for other in ('name="answer"', 'name="recovery"', 'name="credential"'):
        assert other not in page
    for form in ({"answer": "12345678"}, {"recovery": "1" * 20}, {"credential": "{}"}):
        assert stranger.post("/entrar/segundo-paso", form).status_code == 422
    assert stranger.get("/inicio").status_code == 302

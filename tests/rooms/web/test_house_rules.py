"""What holds for every page: headers, origins, sizes, languages, faults."""

import pytest
from django.test import Client

from coop.pages import assets
from coop.web.helping import GUIDES

PRIVATE = ["/inicio", "/cuentas", "/transferir", "/beneficiarios", "/historial", "/limites"]
PUBLIC = ["/", "/entrar", "/verificar", "/sesion/terminada", "/robots.txt"]
PUBLIC += ["/ayuda", *(f"/ayuda/{guide.path}" for guide in GUIDES), "/.well-known/security.txt"]


@pytest.mark.parametrize("path", [*PUBLIC, *PRIVATE, "/nada"])
def test_every_answer_carries_the_headers(browser: Client, path: str) -> None:
    headers = browser.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["X-Request-Id"]


@pytest.mark.parametrize("path", PRIVATE)
def test_private_pages_ask_who_it_is(stranger: Client, path: str) -> None:
    assert stranger.get(path).headers["Location"].startswith("/entrar?seguir=")


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_ORIGIN": "https://mal.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
        {"HTTP_HOST": "mal.example"},
        {"HTTP_ORIGIN": "http://["},
    ],
)
def test_a_form_of_another_site_is_refused(browser: Client, headers: dict[str, str]) -> None:
    assert browser.post("/salir", **headers).status_code == 400  # type: ignore[arg-type]


def test_a_form_without_its_token_is_refused(db: None) -> None:
    strict = Client(HTTP_HOST="localhost:8000", enforce_csrf_checks=True)
    answer = strict.post("/entrar", {"username": "x", "password": "y"})
    assert answer.status_code == 403
    assert "Esta página ya no está vigente" in answer.content.decode()


def test_twin_parameters_huge_forms_and_nuls_are_refused(stranger: Client) -> None:
    twin = stranger.post(
        "/entrar", "username=a&username=b", content_type="application/x-www-form-urlencoded"
    )
    assert twin.status_code == 400
    assert stranger.get("/verificar?a=1&a=2").status_code == 400
    assert stranger.post("/entrar", {"password": "x" * 1_000_000}).status_code == 400
    assert stranger.get("/verificar?a=%00").status_code == 400


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "trace"])
def test_other_methods_are_refused(stranger: Client, method: str) -> None:
    assert getattr(stranger, method)("/").status_code == 405


@pytest.mark.parametrize("path", ["/salir", "/idioma", "/saldos", "/sesion/seguir"])
def test_reading_changes_nothing(browser: Client, path: str) -> None:
    assert browser.get(path).status_code == 405


def test_the_language_changes_and_the_page_stays(browser: Client) -> None:
    answer = browser.post("/idioma", {"idioma": "en", "seguir": "/historial?tipo=pagos"})
    assert answer.headers["Location"] == "/historial?tipo=pagos"
    page = browser.get("/historial?tipo=pagos").content.decode()
    assert '<html lang="en"' in page
    assert "Bills cannot be paid on this site yet" in page
    browser.post("/idioma", {"idioma": "xx", "seguir": "/"})
    assert browser.cookies["idioma"].value == "en"


def test_balances_hide_without_scripts(browser: Client) -> None:
    browser.post("/saldos", {"saldos": "ocultar", "seguir": "/inicio"})
    page = browser.get("/inicio").content.decode()
    assert "B/.\N{NO-BREAK SPACE}" not in page
    assert "Mostrar saldos" in page


def test_large_letters_and_contrast_stay_in_the_browser(browser: Client) -> None:
    browser.post("/perfil/vista", {"large": "on", "sharp": "on"})
    assert '<html lang="es-PA" class="large sharp">' in browser.get("/inicio").content.decode()


def test_files_are_kept_for_ever_under_their_digest(stranger: Client) -> None:
    for name in assets.TYPES:
        answer = stranger.get(assets.address(name), HTTP_ACCEPT_ENCODING="gzip")
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert "sesion" not in answer.cookies
    assert stranger.get("/recursos/0000000000000000/coop.css").status_code == 404
    assert stranger.get("/recursos/x/..%2Fports.py").status_code == 404


def test_a_lost_page_is_not_found_in_our_words(stranger: Client) -> None:
    answer = stranger.get("/cuentas/no-es-una-cuenta")
    assert answer.status_code == 404
    assert "No encontramos esta página" in answer.content.decode()


def test_a_demonstration_says_so_on_every_page(stranger: Client) -> None:
    assert "DEMOSTRACIÓN" in stranger.get("/").content.decode()

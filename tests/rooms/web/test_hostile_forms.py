"""What forms and headers are sent by somebody hostile: too much, twice, elsewhere, in disguise."""

import json
import logging.config
from uuid import UUID

import pytest
from django.http import QueryDict
from django.test import Client
from django.test.client import RequestFactory

from coop.access.queries import last_accesses, user_named
from coop.config.logs import logging_config
from coop.kernel import db
from coop.products.reach import accounts_of
from coop.web.redirects import next_address
from tests.every_page import every_page
from tests.world import PASSWORD, Made

FORM = "application/x-www-form-urlencoded"
POSTED = [page for page in every_page() if page.name]
ELSEWHERE = [
    "https://mal.example/",
    "//mal.example",
    "///mal.example",
    "/\\mal.example",
    "\\/mal.example",
    "http:mal.example",
    "javascript:alert(1)",
    "/\t/mal.example",
    "\t//mal.example",
    " //mal.example",
    "/\n/mal.example",
    "data:text/html,x",
    "mal.example",
    "@mal.example",
    "",
]


@pytest.mark.parametrize("wish", ELSEWHERE)
def test_a_wish_never_leads_to_another_site(wish: str) -> None:
    for request in (
        RequestFactory().post("/entrar", {"seguir": wish}),
        RequestFactory().get("/entrar", {"seguir": wish}),
    ):
        assert next_address(request) == "/inicio"


@pytest.mark.parametrize("wish", [one for one in ELSEWHERE if "\n" not in one])
def test_no_address_sends_anybody_to_another_site(browser: Client, wish: str) -> None:
    for page in POSTED:
        for answer in (
            browser.get(page.address(), {"seguir": wish, "next": wish, "url": wish}),
            browser.post("/idioma", {"idioma": "es", "seguir": wish}),
        ):
            target = answer.headers.get("Location", "/")
            assert target.startswith("/"), (page.route, target)
            assert target[1:2] not in {"/", "\\", "\t"}, (page.route, target)


@pytest.mark.parametrize("page", POSTED, ids=lambda page: page.route)
def test_twin_fields_nuls_and_a_megabyte_are_refused_everywhere(
    browser: Client, page: object
) -> None:
    address = page.address()  # type: ignore[attr-defined]
    twin, nul = "username=a&username=b", "password=%00"
    for body in (twin, nul, "password=" + "x" * 1_000_000):
        assert browser.post(address, body, content_type=FORM).status_code == 400, body[:40]
    assert browser.get(f"{address}?a=1&a=2").status_code == 400


@pytest.mark.parametrize("host", ["mal.example", "localhost:8000.mal.example", "mal.example:8000"])
def test_no_address_answers_to_another_host(browser: Client, host: str) -> None:
    for page in POSTED:
        answer = browser.get(page.address(), HTTP_HOST=host)
        assert answer.status_code == 400, page.route
        assert "mal.example" not in answer.content.decode()


@pytest.mark.parametrize(
    "header", ["HTTP_X_FORWARDED_HOST", "HTTP_X_HOST", "HTTP_X_FORWARDED_SERVER", "HTTP_FORWARDED"]
)
def test_a_host_in_another_header_is_nobodys(stranger: Client, header: str) -> None:
    for page in POSTED:
        answer = stranger.get(page.address(), **{header: "mal.example"})  # type: ignore[arg-type]
        assert "mal.example" not in answer.content.decode(), page.route
        assert "mal.example" not in str(answer.headers), page.route


def test_fields_that_no_form_has_change_nothing(browser: Client, marisol: Made) -> None:
    extra = {"person_id": str(UUID(int=1)), "user": str(UUID(int=1)), "kind": "staff"}
    extra |= {"status": "active", "is_staff": "1", "cents": "999999", "role": "admin"}
    before = accounts_of(marisol.person_id)
    browser.post(f"/cuentas/{marisol.savings}/nombre", {"alias": "Casa", **extra})
    browser.post("/perfil/vista", {"large": "on", **extra})
    browser.post("/idioma", {"idioma": "es", **extra})
    new = "otra frase larga y serena 9"
    browser.post("/perfil/contrasena", {"current": PASSWORD, "new": new, **extra})
    after = accounts_of(marisol.person_id)
    assert {one.id: one.available_cents for one in after} == {
        one.id: one.available_cents for one in before
    }
    facts = "SELECT kind, status, person_id FROM access_user WHERE id = %s"
    assert db.fetch_one(facts, [marisol.user_id]) == ("member", "active", marisol.person_id)


@pytest.mark.parametrize(
    "agent",
    ["x\r\nSet-Cookie: a=b", "<script>alert(1)</script>", "%(asctime)s {0} {request}", "ñ" * 5_000],
)
def test_a_browsers_words_make_no_header_no_line_and_no_markup(
    marisol: Made, agent: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = logging.root.handlers[:]
    try:
        logging.config.dictConfig(logging_config("INFO"))
        browser = Client(HTTP_HOST="localhost:8000", HTTP_USER_AGENT=agent)
        browser.post("/entrar", {"username": "marisol", "password": "otra frase 123"})
        browser.cookies.update(marisol.client().cookies)
        page = browser.get("/perfil/sesiones")
    finally:
        logging.root.handlers[:] = before
    for line in capsys.readouterr().err.splitlines():
        assert isinstance(json.loads(line), dict)
    assert "Set-Cookie: a=b" not in str(page.headers)
    assert "<script>alert(1)" not in page.content.decode()
    for one in last_accesses(marisol.user_id):
        assert len(one.browser) <= 200
        assert "\n" not in one.browser


@pytest.mark.parametrize(
    "name",
    [
        "marisol\r\nX: y",
        "<img src=x onerror=alert(1)>",
        "{__class__}%s%(a)s",
        "' OR 1=1 --",
        "٣" * 9,
    ],
)
def test_a_user_name_makes_no_line_no_markup_and_no_query(
    marisol: Made, stranger: Client, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = logging.root.handlers[:]
    try:
        logging.config.dictConfig(logging_config("INFO"))
        answer = stranger.post("/entrar", {"username": name, "password": "frase cualquiera 1"})
    finally:
        logging.root.handlers[:] = before
    assert answer.status_code < 500
    assert "<img src=x" not in answer.content.decode()
    said = capsys.readouterr().err
    assert name not in said
    for line in said.splitlines():
        assert isinstance(json.loads(line), dict)
    assert user_named(name) is None


def test_a_form_of_many_fields_is_refused(stranger: Client) -> None:
    many = QueryDict(mutable=True)
    many.update({f"campo{number}": "1" for number in range(200)})
    answer = stranger.post("/entrar", many.urlencode(), content_type=FORM)
    assert answer.status_code == 400

"""A walk over every address: no form is taken without the token of the session that sends it."""

from collections.abc import Mapping

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.every_page import Page, every_page
from tests.rooms.web.reading import MAY, written
from tests.visitors.everybody import VISITORS
from tests.visitors.visitor import Visitor

STANDS_ALONE = {"token_join": "no session stands behind it: the pairing's secret is all there is"}
WALKED = [page for page in every_page() if page.name not in STANDS_ALONE]
FIELD = "csrfmiddlewaretoken"
WALKS = {  # who walks, and below which addresses
    "stranger": "",
    "guarding": "",
    "newcomer": "",
    "staff": "",
    "half_in": "entrar",
    "enrolling": "registro",
    "enrolled": "registro",
    "recovering": "olvide",
    "recovered": "olvide",
    "helped": "recuperar",
    "invited": "personal/llave",
}
DEEDS = {  # what each of them can do, and could be made to do if forged forms were taken
    "stranger": ("language", {"idioma": "en"}),
    "guarding": ("own_contacts", {}),
    "newcomer": ("first_contacts", {}),
    "staff": ("staff_call_begin", {}),
    "half_in": ("ask_device", {}),
    "enrolling": ("enrol_another_code", {}),
    "enrolled": ("enrol_name", {"username": "otra.vera"}),
    "recovering": ("recover_another_code", {}),
    "recovered": ("recover_password", {"new": "otra frase larga y serena 9"}),
    "helped": ("assisted_question", {"answer": "Canela"}),
    "invited": ("staff_key_options", {}),
}


@pytest.fixture
def who(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def strict(who: str, db: None) -> Visitor:
    """Somebody whose browser is judged as every browser is outside of tests."""
    made = VISITORS[who]()
    made.client.handler.enforce_csrf_checks = True
    return made


@pytest.fixture
def anothers(db: None) -> str:
    """The token of a session that is somebody else's."""
    return token(Client(HTTP_HOST="localhost:8000"))


def token(client: Client) -> str:
    """Return the token of a browser, which a page has made if it had none."""
    return str(client.get("/ayuda").context["csrf_token"])


def forged(visitor: Visitor, page: Page, sent: Mapping[str, str]) -> tuple[int, set[str]]:
    """Send a form; return how it was answered, and the tables that it wrote to."""
    with CaptureQueriesContext(connection) as asked:
        answer = visitor.client.post(page.address(**visitor.known), dict(sent))
    tables = {table for one in asked for table in written(one["sql"])}
    return answer.status_code, tables - set(MAY)


@pytest.mark.parametrize("who", WALKS, indirect=True)
def test_no_form_is_taken_without_a_token_or_with_another_s(
    who: str, strict: Visitor, anothers: str
) -> None:
    token(strict.client)
    hidden = who not in {"staff", "invited"}  # to whom staff's pages answer as if there were none
    taken = []
    for page in WALKED:
        if not page.route.startswith(WALKS[who]):
            continue
        for sent in ({}, {FIELD: anothers}):
            status, tables = forged(strict, page, sent)
            refused = {403, 404} if hidden and page.route.startswith("personal") else {403}
            if status not in refused or tables:
                taken.append((page.route, status, tables))
    assert not taken


@pytest.mark.parametrize("who", DEEDS, indirect=True)
def test_the_same_form_is_taken_with_its_own(who: str, strict: Visitor, anothers: str) -> None:
    name, fields = DEEDS[who]
    (page,) = (one for one in WALKED if one.name == name)
    for wrong in ({}, {FIELD: anothers}):
        assert forged(strict, page, {**fields, **wrong})[0] == 403
    assert forged(strict, page, {**fields, FIELD: token(strict.client)})[0] != 403

"""PostgreSQL is really stopped and started between two steps of somebody: they go on from there."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connections
from pytest_django import DjangoDbBlocker

from bench.served import Browser, token_of
from coop.access.errands import errand
from coop.access.errands.enrol import enrol
from coop.access.errands.look import look
from coop.access.models import Errand
from coop.access.personal import image, questions
from coop.access.personal.rules import QUESTIONS
from coop.access.ports import slot
from coop.access.queries import user_named
from coop.access.sessions.live import sessions_of
from coop.kernel import db
from coop.members.queries import person
from tests import make
from tests.database import Clone
from tests.ground import Ground
from tests.served import serving, visit
from tests.world import PASSWORD, Made, make_member

AWAY = "Intente de nuevo en unos minutos. No se envió nada."
PHRASE = "El tucán del patio"
ANSWERS = ("Escuela República de Chile", "Canelo", "Pájaro chogüí")
Tries = list[tuple[str, dict[str, str] | None]]
"""Pages to ask for and, with a form, to send while the database is away."""


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """A PostgreSQL of this file's own, so that nobody else's stops."""
    own = Ground(tmp_path_factory.mktemp("restarted"))
    own.enter()
    yield own
    own.leave()


@pytest.fixture(scope="module")
def restarted(ground: Ground, django_db_blocker: DjangoDbBlocker) -> Iterator[Clone]:
    """A database in it, to which Django's default connection points."""
    ground.clone("restarted")
    settings = connections.settings["default"]
    with django_db_blocker.unblock():
        connections["default"].close()
        before = {name: settings[name] for name in ("NAME", "HOST")}
        settings.update(NAME="restarted", HOST=str(ground.cluster.sockets))
        try:
            yield Clone("restarted", ground)
        finally:
            connections["default"].close()
            settings.update(before)


@pytest.fixture(scope="module")
def port(restarted: Clone) -> Iterator[int]:
    with serving(restarted) as port:
        yield port


@contextmanager
def stopped(ground: Ground) -> Iterator[None]:
    """Stop the server, and start it again afterwards."""
    connections["default"].close()
    ground.cluster.stop()
    try:
        yield
    finally:
        ground.cluster.start()


def count(statement: str, *given: object) -> int:
    return int(db.fetch_one(f"SELECT count(*) FROM {statement}", list(given))[0])


# --- each goes as far as a step that is tried in vain, and then on from there --------------------


def signs_in(here: Browser) -> Iterator[Tries]:
    ana = make_member("ana.p")
    token = token_of(here.get("/entrar")[1])
    _, where, _ = here.post("/entrar", {"username": "ana.p", "password": PASSWORD}, token)
    assert where == "/entrar/segundo-paso"
    code = {"code": ana.code()}
    yield [(where, None), (where, code)]
    assert "Confirme que es usted" in here.get(where)[1]
    status, inside, _ = here.post(where, code, token)
    assert (status, inside) == (302, "/inicio")
    assert here.get(inside)[0] == 200
    assert len(sessions_of(ana.user_id, present=here.cookies["sesion"])) == 1
    assert count("access_signin WHERE user_id = %s", ana.user_id) == 1


def personalises(here: Browser) -> Iterator[Tries]:
    person_id = make.person(emails=("nuria@correo.example",))
    account = make.account(person_id)
    user_id = enrol(person_id=person_id, username="nuria.p", password=PASSWORD)
    here.cookies["sesion"] = Made(
        person_id, user_id, "nuria.p", account, "", *[account] * 2
    ).session()
    page = here.get("/personalizar/imagen")[1]
    token = token_of(page)
    picture = re.findall(r'name="picture" value="([a-z]+)"', page)[3]
    here.post("/personalizar/imagen", {"picture": picture}, token)
    phrase = "/personalizar/imagen/frase"
    yield [(phrase, None), (phrase, {"phrase": PHRASE})]
    _, where, _ = here.post(phrase, {"phrase": PHRASE}, token)
    assert where == "/personalizar/preguntas"
    typed = {f"question_{n}": QUESTIONS[n] for n in (1, 2, 3)}
    typed |= {f"answer_{n}": ANSWERS[n - 1] for n in (1, 2, 3)}
    yield [("/personalizar", None), (where, typed)]
    page = here.get("/personalizar")[1]
    assert "Sigue donde lo dejó" in page
    assert page.count('class="done"') == 1
    assert here.post(where, typed, token)[1] == "/personalizar/metodo"
    own = image.of(user_id)
    assert own is not None
    assert (own.picture, own.phrase) == (picture, PHRASE)
    assert len(questions.chosen(user_id)) == 3


def enrols(here: Browser) -> Iterator[Tries]:
    person_id = make.person(emails=("elia@correo.example",))
    make.account(person_id, number="20000445566")
    token = token_of(here.get("/registro")[1])
    paper = {"type": "cedula", "number": person(person_id).document_number}
    assert here.post("/registro", paper, token)[1] == "/registro/producto"
    facts = {"account": "445566", "birth": "31/1/1980"}
    yield [("/registro/producto", None), ("/registro/producto", facts)]
    assert here.post("/registro/producto", facts, token)[1] == "/registro/codigo"
    asked = Errand.objects.get()
    code = {"code": errand.prepared(asked).code}
    assert look(errand_id=asked.id) == "mailed"
    yield [("/registro/codigo", None), ("/registro/codigo", code)]
    assert here.post("/registro/codigo", code, token)[1] == "/registro/usuario"
    assert here.post("/registro/usuario", {"username": "elia.r"}, token)[0] == 302
    accepted = {"version": slot.get().terms_version, "accepted": "on"}
    assert here.post("/registro/condiciones", accepted, token)[1] == "/registro/contrasena"
    yield [("/registro/contrasena", None), ("/registro/contrasena", {"new": PASSWORD})]
    assert here.post("/registro/contrasena", {"new": PASSWORD}, token)[1] == "/registro/listo"
    assert user_named("elia.r") is not None
    assert count("access_user WHERE person_id = %s", person_id) == 1
    assert count("access_errand") == 1
    assert count("notifications_notice WHERE address = 'elia@correo.example'") == 2


def orders(here: Browser) -> Iterator[Tries]:
    olga = make_member("olga.p")
    pays = visit(olga, here.port, origin=olga.savings, destination=olga.second)
    here.cookies = pays.browser.cookies
    review = pays.draft(12_00)
    press = {"code": olga.code(), "seen": pays.shown(review)}
    yield [(review, None), (review, press)]
    assert pays.shown(review) == press["seen"]
    receipt = review.removesuffix("/revisar")
    for _ in range(3):
        assert here.post(review, press, pays.token)[:2] == (302, receipt)
    yield [(receipt, None), (review, press)]
    assert "Transferencia hecha" in here.get(receipt)[1]
    assert here.post(review, press, pays.token)[:2] == (302, receipt)
    assert make.book_cents(olga.second) == 12_00
    assert here.get("/historial")[1].count(receipt) == 1


@pytest.mark.parametrize("goes", [signs_in, personalises, enrols, orders])
def test_who_is_amid_something_goes_on_where_they_were(
    ground: Ground, port: int, goes: Callable[[Browser], Iterator[Tries]]
) -> None:
    here = Browser(port, kept=False)
    token = token_of(here.get("/entrar")[1])
    for tries in goes(here):
        with stopped(ground):
            for path, form in tries:
                cookies = dict(here.cookies)
                status, text = here.get(path) if form is None else _sent(here, path, form, token)
                assert (status, AWAY in text) == (503, True), path
                assert here.cookies == cookies


def test_no_thread_answers_by_a_connection_that_is_gone(ground: Ground, port: int) -> None:
    with ThreadPoolExecutor(24) as pool:
        ask = [lambda: Browser(port, kept=False).get("/entrar")[0]] * 48
        assert set(pool.map(lambda one: one(), ask)) == {200}
        with stopped(ground):
            pass
        assert set(pool.map(lambda one: one(), ask)) == {200}


def _sent(here: Browser, path: str, form: dict[str, str], token: str) -> tuple[int, str]:
    status, _, text = here.post(path, form, token)
    return status, text

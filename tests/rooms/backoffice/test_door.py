"""Who reaches which page: every address of the back office, every role, and everybody else."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern

from coop.access.passkeys.passkey import begin_register, finish_register
from coop.access.staff.roles import hold
from coop.access.staff.rules import Role
from coop.backoffice.middleware import OPEN
from coop.backoffice.urls import urlpatterns
from coop.kernel import clock, db
from tests.authenticator import Device
from tests.colleagues import Colleague, browser, make_colleague
from tests.world import Made

CIS, PLATAFORMA, OPERATIONS, AUDITOR, ADMIN = Role
SERVE = {CIS, PLATAFORMA}
SEE = {CIS, PLATAFORMA, OPERATIONS, AUDITOR}
ANY = set(Role)
MAY = {  # written out, so that a page whose roles change must be thought of here too
    "staff_root": ANY,
    "staff_leave": ANY,
    "staff_stay": ANY,
    "staff_start": ANY,
    "staff_person": SEE,
    "staff_register": SERVE,
    "staff_help": SERVE,
    "staff_activation": SERVE,
    "staff_call_begin": SERVE,
    "staff_person_trail": {AUDITOR, OPERATIONS},
    "staff_act": SERVE,
    "staff_call": SERVE,
    "staff_requests": ANY,
    "staff_request": ANY,
    "staff_request_do": ANY,
    "staff_request_take_back": ANY,
    "staff_trail": {AUDITOR},
    "staff_team": {ADMIN},
    "staff_new": {ADMIN},
    "staff_colleague": {ADMIN},
    "staff_invite_again": {ADMIN},
    "staff_new_key": {ADMIN},
    "staff_notice_seen": ANY,
    "staff_close": {ADMIN},
    "staff_reopen": {ADMIN},
    "staff_remove_key": {ADMIN},
}


def address(pattern: URLPattern) -> str:
    path = "/" + re.sub(r"<uuid:\w+>", str(uuid4()), str(pattern.pattern))
    return path.replace("<slug:slug>", "bloquear")


CLOSED = [one for one in urlpatterns if address(one) not in OPEN]


def test_each_page_is_in_the_table() -> None:
    assert {one.name for one in CLOSED} == set(MAY)


@pytest.mark.parametrize("pattern", CLOSED, ids=lambda one: one.name)
def test_strangers_and_members_find_nothing(
    stranger: Client, marisol: Made, pattern: URLPattern
) -> None:
    member = marisol.client()
    strict = browser(enforce_csrf_checks=True)
    for client in (stranger, member, strict):
        for answer in (client.get(address(pattern)), client.post(address(pattern))):
            assert answer.status_code == 404
            assert "personal" not in answer.cookies
    invented = stranger.get("/personal/nada/de/esto")
    assert invented.status_code == 404


def test_each_role_opens_its_own_pages_and_no_others(db: None) -> None:
    for role in Role:
        client = make_colleague(f"Persona {role.value}", role).client()
        for pattern in CLOSED:
            if pattern.name == "staff_leave":
                continue
            for method in ("get", "post"):
                status = getattr(client, method)(address(pattern)).status_code
                if role in MAY[str(pattern.name)]:
                    assert status in {200, 302, 404, 405, 409, 422}, (role, pattern.name, status)
                else:
                    assert status == 403, (role, pattern.name, status)


def test_without_a_role_one_waits(db: None) -> None:
    client = make_colleague("Nadie Todavía").client()
    assert "esperan la aprobación" in client.get("/personal/inicio").content.decode()
    assert client.get("/personal/equipo").status_code == 403


def test_a_role_taken_back_ends_at_the_next_page(carla: Colleague) -> None:
    client = carla.client()
    address = f"/personal/personas/{uuid4()}"
    assert client.get(address).status_code == 404
    with db.transaction():
        hold(user_id=carla.user_id, roles=frozenset({Role.AUDITOR}), by="operator")
    assert client.post(f"{address}/llamada").status_code == 403


def test_a_member_s_session_is_nothing_here_and_the_reverse(
    carla: Colleague, marisol: Made
) -> None:
    staff, member = carla.client(), marisol.client()
    swapped = browser()
    swapped.cookies["personal"] = member.cookies["sesion"].value
    swapped.cookies["sesion"] = staff.cookies["personal"].value
    assert swapped.get("/personal/inicio").status_code == 404
    assert swapped.get("/inicio").headers["Location"].startswith("/entrar")
    assert staff.get("/inicio").headers["Location"].startswith("/entrar")
    assert staff.get("/personal/inicio").status_code == 200


def test_staff_do_not_come_in_by_the_members_door(carla: Colleague, stranger: Client) -> None:
    for name in ("staff/carla rios", carla.name):
        for password in ("", "!", "x"):
            sent = {"username": name, "password": password}
            assert stranger.post("/entrar", sent).status_code in {200, 422}
    assert "sesion" not in stranger.cookies


def test_the_cookie_is_closed_to_scripts_and_other_sites(carla: Colleague) -> None:
    cookie = carla.client().cookies["personal"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert not cookie["max-age"]


@pytest.mark.parametrize(
    ("wait", "alive"),
    [({"minutes": 14, "seconds": 50}, True), ({"minutes": 15}, False)],
)
def test_fifteen_idle_minutes_end_it(carla: Colleague, wait: dict[str, int], alive: bool) -> None:
    begun = clock.now()
    with clock.frozen(now=begun):
        client = carla.client()
    with clock.frozen(now=begun + timedelta(**wait)):
        answer = client.get("/personal/equipo/nueva")
    assert answer.status_code == (403 if alive else 302)
    if not alive:
        assert answer.headers["Location"].startswith("/personal/entrar?fin=1&seguir=")


def test_eight_hours_end_it_however_busy(carla: Colleague) -> None:
    begun = clock.now()
    with clock.frozen(now=begun):
        client = carla.client()
    for minutes in range(10, 480, 10):
        with clock.frozen(now=begun + timedelta(minutes=minutes)):
            assert client.get("/personal/inicio").status_code == 200, minutes
    with clock.frozen(now=begun + timedelta(hours=8)):
        assert client.get("/personal/inicio").status_code == 302


def test_signing_in_gives_a_new_key_and_leaving_ends_it(carla: Colleague) -> None:
    client = carla.client()
    old = client.cookies["personal"].value
    carla.enter(client)
    assert client.cookies["personal"].value != old
    thief = browser()
    thief.cookies["personal"] = client.cookies["personal"].value
    client.post("/personal/salir")
    assert thief.get("/personal/inicio").status_code == 404


@pytest.mark.parametrize("wish", ["//mal.example", "https://mal.example", "/inicio", "/personal"])
def test_one_comes_in_to_a_page_of_the_back_office(carla: Colleague, wish: str) -> None:
    answer = carla.enter(browser(), seguir=wish)
    assert answer.headers["Location"] == "/personal/inicio"
    answer = carla.enter(browser(), seguir="/personal/aprobaciones")
    assert answer.headers["Location"] == "/personal/aprobaciones"


def test_a_member_s_passkey_does_not_open_the_back_office(marisol: Made) -> None:
    device = Device()
    asked = begin_register(user_id=marisol.user_id, name="Mi teléfono")
    finish_register(
        user_id=marisol.user_id, ceremony_id=asked.id, credential=device.create(asked.options)
    )
    answer = Colleague(marisol.user_id, "", device).enter(browser())
    assert answer.status_code == 422
    assert "no es del personal" in answer.content.decode()

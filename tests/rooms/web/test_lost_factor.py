"""Who lost their only passkey repairs their access with codes from paper, and signs again."""

import json
import re

import pytest
from django.test import Client

from coop.access.codes import recovery_codes
from coop.access.errands.enrol import enrol
from coop.access.passkeys.passkey import begin_register, finish_register
from coop.access.passkeys.rows import passkeys_of
from coop.access.personal.personalisation import excuse
from coop.access.ports import slot
from coop.kernel import db
from tests import make
from tests.authenticator import Device
from tests.mailed import mails
from tests.rooms.web.reviewing import draft, seen
from tests.world import PASSWORD, Made

CONFIRM, LIST, NEW = "/perfil/confirmar", "/perfil/llaves", "/perfil/llaves/nueva"
REPAIRS = (LIST, NEW, "/perfil/generador", "/perfil/codigos", "/perfil/token/nuevo")
GUARDED_ELSE = ("/perfil/contacto/correo", "/perfil/preguntas", "/perfil/imagen")


def with_passkey(whose: Made) -> Device:
    device = Device()
    asked = begin_register(user_id=whose.user_id, name="La perdida")
    credential = device.create(asked.options)
    finish_register(user_id=whose.user_id, ceremony_id=asked.id, credential=credential)
    return device


@pytest.fixture
def elena(db: None) -> Made:
    """A member whose one passkey is all that she enters and signs with."""
    person_id = make.person(given_names="Elena", emails=("elena@correo.example",))
    savings = make.account(person_id)
    make.money_in(savings, 100_000)
    user_id = enrol(person_id=person_id, username="elena.sa", password=PASSWORD)
    second, shares = make.account(person_id), make.account(person_id, type_code="APO")
    made = Made(person_id, user_id, "elena.sa", savings, "", second, shares)
    with_passkey(made)
    excuse(user_id=user_id)
    return made


@pytest.fixture
def codes(elena: Made) -> list[str]:
    return list(recovery_codes.make(user_id=elena.user_id))


def entered(codes: list[str]) -> Client:
    """Come in by the front door with the password and one code."""
    browser = Client(HTTP_HOST="localhost:8000")
    browser.post("/entrar", {"username": "elena.sa", "password": PASSWORD})
    answer = browser.post("/entrar/segundo-paso", {"recovery": codes.pop()})
    assert answer.headers["Location"] == "/inicio"
    return browser


def confirmed(browser: Client, code: str, wish: str = NEW) -> Client:
    answer = browser.post(CONFIRM, {"recovery": code, "seguir": wish})
    assert answer.headers["Location"] == wish
    return browser


def add(browser: Client, device: Device) -> None:
    given = json.loads(browser.post(f"{NEW}/opciones", {"name": "La nueva"}).content)
    credential = device.create(json.dumps(given["options"]))
    sent = {"name": "La nueva", "ceremony": given["ceremony"], "credential": credential}
    assert browser.post(NEW, sent).headers["Location"] == f"{LIST}?hecho=llave"


def test_from_a_lost_passkey_to_an_order_signed_with_a_new_one(
    elena: Made, codes: list[str]
) -> None:
    (lost,) = passkeys_of(elena.user_id)
    browser = entered(codes)
    page = browser.get(CONFIRM, {"seguir": NEW}).content.decode()
    assert "Códigos sin usar: 9" in page
    device = Device()
    add(confirmed(browser, codes.pop()), device)
    removed = browser.post(f"{LIST}/{lost.id}/quitar")
    assert removed.headers["Location"] == f"{LIST}?hecho=llave_quitada"
    assert [one.name for one in passkeys_of(elena.user_id)] == ["La nueva"]
    review = draft(browser, elena, "900.00")
    shown = seen(browser, review)
    asked = json.loads(browser.post(review.replace("/revisar", "/llave"), {"seen": shown}).content)
    signature = device.get(json.dumps(asked["options"]))
    done = browser.post(review, {"seen": shown, "credential": signature, "ceremony": "x"})
    assert done.headers["Location"] == review.removesuffix("/revisar")
    assert make.book_cents(elena.second) == 90_000
    told = [mail.subject for mail in mails("elena@correo.example")]
    assert told.count("Se usó un código de recuperación") == 2


def test_a_code_opens_what_repairs_the_access_and_nothing_else(
    elena: Made, codes: list[str]
) -> None:
    browser = confirmed(entered(codes), codes.pop())
    for page in REPAIRS:
        assert browser.get(page).status_code == 200, page
    for page in GUARDED_ELSE:
        assert browser.get(page).headers["Location"].startswith(f"{CONFIRM}?seguir="), page
    raised = browser.post("/limites", {"order": "400.00", "day": "400.00", "month": "400.00"})
    assert raised.status_code == 302
    wish = {"order": "500.00", "day": "1000.00", "month": "2000.00"}
    assert browser.post("/limites", wish).headers["Location"].startswith(CONFIRM)


def test_for_other_pages_no_code_is_asked_taken_or_used_up(elena: Made, codes: list[str]) -> None:
    browser = entered(codes)
    for wish in ("/limites", "/perfil/contacto/correo", "/llamada", "/perfil", "/perfil/llavesx"):
        page = browser.get(CONFIRM, {"seguir": wish}).content.decode()
        assert 'name="recovery"' not in page, wish
        assert "/olvide/token" in page
        answer = browser.post(CONFIRM, {"recovery": codes[0], "seguir": wish})
        assert answer.status_code == 422, wish
    assert recovery_codes.left(elena.user_id) == 9


def test_a_used_code_proves_nothing_and_wrong_ones_are_throttled(
    elena: Made, codes: list[str]
) -> None:
    browser, used = entered(codes), codes.pop()
    confirmed(browser, used)
    other = entered(codes)
    again = other.post(CONFIRM, {"recovery": used, "seguir": NEW})
    assert again.status_code == 422
    assert "Ese código de recuperación no sirve, o ya se usó" in again.content.decode()
    for _ in range(slot.get().proof_burst - 1):
        other.post(CONFIRM, {"recovery": "1" * 20, "seguir": NEW})
    right = other.post(CONFIRM, {"recovery": codes.pop(), "seguir": NEW})
    assert "Hubo muchos intentos equivocados" in right.content.decode()
    assert other.get(NEW).status_code == 302
    assert db.fetch_one("SELECT count(*) FROM access_recoverycode WHERE used_at IS NOT NULL") == (
        3,
    )


def test_the_last_code_is_spent_at_the_door_and_the_page_says_whom_to_call(
    elena: Made, codes: list[str]
) -> None:
    browser = entered(codes)
    db.execute("UPDATE access_recoverycode SET used_at = now() WHERE used_at IS NULL")
    page = browser.get(CONFIRM, {"seguir": NEW}).content.decode()
    assert 'name="recovery"' not in page
    assert "/olvide/token" in page


def test_a_person_with_other_factors_is_asked_for_them_first(
    browser: Client, marisol: Made
) -> None:
    recovery_codes.make(user_id=marisol.user_id)
    page = browser.get(CONFIRM, {"seguir": NEW}).content.decode()
    assert page.index('name="code"') < page.index('name="recovery"')


def test_the_guide_says_that_two_codes_are_needed(stranger: Client) -> None:
    page = stranger.get("/olvide/token").content.decode()
    assert re.search(r"uno para entrar y otro para confirmar", page)

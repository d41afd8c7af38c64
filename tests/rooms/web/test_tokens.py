"""The token's own page and the pages of Perfil where phones are paired and removed."""

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from coop.access.tokens.token import change_question, sign_in_question, tokens_of
from coop.kernel import clock
from coop.pages import assets
from coop.web.token import POLICY
from tests.phone import Phone, bring, first_answer, pair
from tests.rooms.web.proven import CONFIRM, proven
from tests.world import PASSWORD, Made

STEP = "/entrar/segundo-paso"
LIST, NEW, PAIR = "/perfil/token", "/perfil/token/nuevo", "/perfil/token/vincular"


def secret_on(page: str) -> str:
    found = re.search(r'<p class="code">([0-9A-Z]{4}(?:-[0-9A-Z]{4}){2})</p>', page)
    assert found is not None
    return found[1].replace("-", "")


def number_on(page: str) -> str:
    found = re.search(r"<dt>Número</dt><dd class=\"num\">([0-9]{3}) ([0-9]{3})</dd>", page)
    assert found is not None
    return found[1] + found[2]


def begun(browser: Client) -> str:
    assert browser.post(NEW).headers["Location"] == PAIR
    return browser.get(PAIR).content.decode()


# --- the page on the phone -------------------------------------------------------------------


def test_the_tokens_page_has_a_policy_of_its_own(stranger: Client) -> None:
    headers = stranger.get("/token").headers
    policy = headers["Content-Security-Policy"]
    for name, (value,) in POLICY.items():
        assert f"{name} {value}" in policy
    assert "default-src 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe" not in policy
    assert "camera=(self)" in headers["Permissions-Policy"]
    assert "microphone=()" in headers["Permissions-Policy"]
    assert headers["Cache-Control"] == "no-store"
    for path in ("/ayuda", "/token/sw.js"):
        assert "camera=()" in stranger.get(path).headers["Permissions-Policy"]
        assert "worker-src" not in stranger.get(path).headers["Content-Security-Policy"]


def test_the_page_knows_nobodys_session_and_renews_none(browser: Client, stranger: Client) -> None:
    def bare(page: bytes) -> bytes:
        return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", page)

    assert bare(browser.get("/token").content) == bare(stranger.get("/token").content)
    later = clock.now() + timedelta(minutes=4)
    with clock.frozen(now=later):
        browser.get("/token")
        browser.get("/token/sw.js")
    with clock.frozen(now=later + timedelta(minutes=2)):
        assert browser.get("/inicio").headers["Location"].startswith("/sesion/terminada")


def test_the_worker_keeps_the_tokens_own_files_and_nothing_else(stranger: Client) -> None:
    answer = stranger.get("/token/sw.js")
    assert answer.headers["Content-Type"] == "text/javascript"
    assert answer.headers["Service-Worker-Allowed"] == "/token"
    found = re.search(r"const SHELL = (\[.*\]);", answer.content.decode())
    assert found is not None
    shell = json.loads(found[1])
    assert shell[0] == "/token"
    assert all(one.startswith("/recursos/") for one in shell[1:])
    page = stranger.get("/token").content.decode()
    used = set(re.findall(r'(?:href|src)="(/recursos/[^"]+)"', page))
    assert used <= set(shell)
    for path in shell:
        assert stranger.get(path).status_code == 200


def test_it_can_be_installed(stranger: Client) -> None:
    answer = stranger.get("/token/manifest.webmanifest")
    assert answer.headers["Content-Type"] == "application/manifest+json"
    said = json.loads(answer.content)
    assert (said["start_url"], said["scope"], said["display"]) == ("/token", "/token", "standalone")
    assert {one["purpose"] for one in said["icons"]} == {"any", "maskable"}
    for icon in said["icons"]:
        body = stranger.get(icon["src"]).content
        assert body.startswith(b"\x89PNG")
        side = int(icon["sizes"].partition("x")[0])
        assert [int.from_bytes(body[at : at + 4]) for at in (16, 20)] == [side, side]


def test_the_tokens_script_is_small(stranger: Client) -> None:
    script = stranger.get(assets.address("token.js"), HTTP_ACCEPT_ENCODING="gzip").content
    assert len(script) <= 8 * 1024


# --- pairing -----------------------------------------------------------------------------------


def test_a_phone_is_paired_from_perfil(browser: Client, marisol: Made) -> None:
    assert browser.get(NEW).headers["Location"].startswith(CONFIRM)
    proven(browser, marisol)
    page = begun(browser)
    assert '<svg viewBox="0 0 ' in page
    early = browser.post(PAIR, {"code": "12345678"})
    assert early.status_code == 422
    assert "Todavía no llegó ningún teléfono" in early.content.decode()
    key, joined = bring(secret_on(page))
    assert "Llegó un teléfono: Chrome en Android." in browser.get(PAIR).content.decode()
    wrong = browser.post(PAIR, {"code": "00000000"})
    assert wrong.status_code == 422
    assert "Intentos que le quedan: 4" in wrong.content.decode()
    code = first_answer(key, joined)
    answer = browser.post(PAIR, {"code": f"{code[:4]} {code[4:]}"})
    assert answer.headers["Location"] == f"{LIST}?hecho=token"
    assert "Chrome en Android" in browser.get(answer.headers["Location"]).content.decode()
    assert browser.get(PAIR).headers["Location"] == NEW


def test_the_phone_speaks_to_us_without_a_session(stranger: Client, marisol: Made) -> None:
    strict = Client(HTTP_HOST="localhost:8000", enforce_csrf_checks=True)
    for fields in ({}, {"secret": "x"}, {"secret": "ABCDEFGHJKMN", "public": "x" * 87}):
        answer = strict.post("/token/vincular", fields)
        assert answer.status_code == 422
        assert json.loads(answer.content) == {"error": "access.token_pairing_unknown"}
    assert not strict.cookies
    assert strict.get("/token/vincular").status_code == 405
    refused = strict.post("/token/vincular", {}, HTTP_ORIGIN="https://mal.example")
    assert refused.status_code == 400


def test_a_phone_that_guesses_is_asked_to_wait(stranger: Client) -> None:
    for _ in range(20):
        assert stranger.post("/token/vincular", {}).status_code == 422
    assert stranger.post("/token/vincular", {}).status_code == 429


# --- removing and proving ----------------------------------------------------------------------


@pytest.fixture
def phone(marisol: Made) -> Phone:
    return pair(marisol.user_id)


def test_a_token_is_removed_after_a_fresh_factor(
    browser: Client, marisol: Made, phone: Phone
) -> None:
    address = f"{LIST}/{phone.token_id}/quitar"
    for answer in (browser.get(address), browser.post(address)):
        assert answer.headers["Location"].startswith(CONFIRM)
    proven(browser, marisol)
    assert "Quitar este token" in browser.get(address).content.decode()
    assert browser.post(address).headers["Location"] == f"{LIST}?hecho=token_quitado"
    assert tokens_of(marisol.user_id) == ()
    assert browser.get(address).status_code == 404


def test_nobody_elses_token_is_shown_or_removed(
    browser: Client, marisol: Made, ruben: Made
) -> None:
    theirs = pair(ruben.user_id)
    for token_id in (theirs.token_id, uuid4()):
        address = f"{LIST}/{token_id}/quitar"
        assert browser.get(address).status_code == 404
        assert browser.post(address).status_code == 404
    assert len(tokens_of(ruben.user_id)) == 1


def test_a_token_proves_who_it_is_before_a_change(browser: Client, phone: Phone) -> None:
    page = browser.get(CONFIRM).content.decode()
    nonce = number_on(page)
    for wrong in (phone.enter(nonce), phone.pay(5_000, "123456", nonce), "00000000"):
        assert browser.post(CONFIRM, {"answer": wrong}).status_code == 422
    sent = {"answer": phone.change(nonce), "seguir": LIST}
    assert browser.post(CONFIRM, sent).headers["Location"] == LIST
    assert browser.get(NEW).status_code == 200


def test_an_answer_proves_in_the_session_that_asked_only(
    browser: Client, marisol: Made, phone: Phone
) -> None:
    other = marisol.client()
    other.get(CONFIRM)
    nonce = change_question(user_id=marisol.user_id)
    for session in (browser, other):
        assert session.post(CONFIRM, {"answer": phone.change(nonce)}).status_code == 422


# --- the door ------------------------------------------------------------------------------------


def at_second_step(stranger: Client, whose: Made) -> str:
    """Type name and password; return the number that the second step shows for the token."""
    data = {"username": whose.username, "password": PASSWORD, "seguir": "/cuentas"}
    assert stranger.post("/entrar", data).headers["Location"] == STEP
    return number_on(stranger.get(STEP).content.decode())


def test_a_token_is_the_second_step(stranger: Client, marisol: Made, phone: Phone) -> None:
    nonce = at_second_step(stranger, marisol)
    for wrong in (phone.change(nonce), phone.pay(5_000, "123456", nonce), "00000000"):
        refused = stranger.post(STEP, {"answer": wrong})
        assert refused.status_code == 422
        assert number_on(refused.content.decode()) == nonce
    right = {"answer": phone.enter(nonce)}
    assert stranger.post(STEP, right).headers["Location"] == "/cuentas"
    again = Client(HTTP_HOST="localhost:8000")
    assert at_second_step(again, marisol) != nonce
    assert again.post(STEP, right).status_code == 422


def test_another_number_of_the_same_user_does_not_open(
    stranger: Client, marisol: Made, phone: Phone
) -> None:
    at_second_step(stranger, marisol)
    elsewhere = sign_in_question(user_id=marisol.user_id)
    assert stranger.post(STEP, {"answer": phone.enter(elsewhere)}).status_code == 422


def test_who_has_no_token_is_not_asked_for_one(stranger: Client, marisol: Made) -> None:
    data = {"username": marisol.username, "password": PASSWORD}
    stranger.post("/entrar", data)
    assert "Con su token" not in stranger.get(STEP).content.decode()
    assert stranger.post(STEP, {"answer": "12345678"}).status_code == 422

"""The review offers what the server takes, and the passkey's button asks at the last moment."""

import json
import re
from uuid import UUID

import pytest
from django.test import Client

from coop.access.passkeys.passkey import begin_register, finish_register
from tests.authenticator import Device
from tests.phone import pair
from tests.rooms.web.reviewing import draft, seen
from tests.world import Made


def with_passkey(whose: Made) -> Device:
    device = Device()
    asked = begin_register(user_id=whose.user_id, name="Mía")
    finish_register(
        user_id=whose.user_id, ceremony_id=asked.id, credential=device.create(asked.options)
    )
    return device


def test_the_passkeys_button_asks_for_this_order_and_signs_it(
    browser: Client, marisol: Made
) -> None:
    device = with_passkey(marisol)
    review = draft(browser, marisol, "900.00")
    page = browser.get(review).content.decode()
    assert 'data-passkey="get"' in page
    assert "Código de 6 cifras" not in page
    shown = seen(browser, review)
    key = review.replace("/revisar", "/llave")
    question = json.loads(browser.post(key, {"seen": shown}).content)
    answer = device.get(json.dumps(question["options"]))
    done = browser.post(review, {"seen": shown, "credential": answer, "ceremony": "x"})
    assert done.headers["Location"] == review.removesuffix("/revisar")
    receipt = browser.get(done.headers["Location"]).content.decode()
    assert "Autorizada con su llave de acceso" in receipt
    assert "con su código" not in receipt


def test_the_button_asks_only_for_what_its_page_shows(browser: Client, marisol: Made) -> None:
    with_passkey(marisol)
    review = draft(browser, marisol)
    shown, key = seen(browser, review), review.replace("/revisar", "/llave")
    draft(browser, marisol, "400.00")
    assert browser.post(key, {"seen": shown}).status_code == 422
    assert browser.post(key).status_code == 422
    assert browser.get(key).status_code == 405


def test_without_an_answer_nothing_is_counted(browser: Client, marisol: Made) -> None:
    device = with_passkey(marisol)
    review = draft(browser, marisol)
    shown = seen(browser, review)
    for _ in range(6):
        answer = browser.post(review, {"seen": shown, "credential": "", "ceremony": ""})
        assert answer.status_code == 422
        assert "No se usó la llave de acceso" in answer.content.decode()
    wrong = browser.post(review, {"seen": shown, "credential": device.get(INVENTED)})
    assert "Su llave de acceso no firmó lo que ve ahora" in wrong.content.decode()
    code = browser.post(review, {"seen": shown, "code": marisol.code()})
    assert "Intentos que le quedan: 3" in code.content.decode()


INVENTED = json.dumps({"rpId": "localhost", "challenge": "AAAA"})


def test_without_scripts_a_token_signs(browser: Client, marisol: Made) -> None:
    phone = pair(marisol.user_id)
    review = draft(browser, marisol, "900.00")
    page = browser.get(review).content.decode()
    assert re.search(r'<div class="qrbox"[^>]*><svg [^>]*viewBox', page)
    assert "style=" not in page
    facts = re.findall(r"(\d{3}) (\d{3})</dd>", page)
    assert len(facts) == 2
    last, nonce = map("".join, facts)
    short = browser.post(review, {"seen": seen(browser, review), "answer": "123"})
    assert "Escriba las 8 cifras que muestra su token" in short.content.decode()
    answer = phone.pay(900_00, last, nonce)
    typed = f"{answer[:4]} {answer[4:]}"
    done = browser.post(review, {"seen": seen(browser, review), "answer": typed})
    assert done.headers["Location"] == review.removesuffix("/revisar")


def test_above_the_limit_of_codes_the_page_says_the_way_out(browser: Client, marisol: Made) -> None:
    typed = {
        "key": str(UUID(int=8)),
        "origin": str(marisol.savings),
        "destination": str(marisol.second),
        "amount": "500.01",
    }
    answer = browser.post("/transferir/propia", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Con un código solo puede enviar hasta" in page
    assert 'href="/perfil/llaves/nueva"' in page


@pytest.mark.parametrize("kind", ["credential", "answer"])
def test_a_person_without_that_factor_cannot_use_it(
    browser: Client, marisol: Made, kind: str
) -> None:
    review = draft(browser, marisol)
    sent = {"seen": seen(browser, review), kind: "12345678"}
    assert browser.post(review, sent).status_code == 422
    assert browser.post(review, {**sent, "code": marisol.code()}).status_code == 422
    assert browser.post(review.replace("/revisar", "/llave"), sent).status_code == 422

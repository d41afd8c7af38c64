"""The pages that take a code say what is wrong with a phone whose clock is some minutes off."""

from datetime import timedelta

from django.test import Client

from coop.kernel import clock
from tests.rooms.web.reviewing import draft, seen
from tests.world import PASSWORD, Made

BEHIND = "El reloj de su teléfono parece atrasado unos 2 min"


def late_code(whose: Made) -> str:
    with clock.frozen(now=clock.now() - timedelta(minutes=2)):
        return whose.code()


def test_at_the_door_it_is_said_after_the_password_only(marisol: Made, stranger: Client) -> None:
    stranger.post("/entrar", {"username": "marisol", "password": PASSWORD})
    answer = stranger.post("/entrar/segundo-paso", {"code": late_code(marisol)})
    assert answer.status_code == 422
    assert BEHIND in answer.content.decode()
    plain = stranger.post("/entrar/segundo-paso", {"code": "000000"}).content.decode()
    assert "Ese código no abre, o ya se usó" in plain
    assert "El reloj" not in plain


def test_before_a_sensitive_change_and_at_the_review_it_is_said(
    browser: Client, marisol: Made
) -> None:
    answer = browser.post("/perfil/confirmar", {"code": late_code(marisol)})
    assert answer.status_code == 422
    assert BEHIND in answer.content.decode()
    review = draft(browser, marisol)
    sent = {"seen": seen(browser, review), "code": late_code(marisol)}
    page = browser.post(review, sent).content.decode()
    assert "Intentos que le quedan: 4" in page
    assert BEHIND in page

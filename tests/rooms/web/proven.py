"""A browser whose member proved a factor a moment ago, as sensitive pages ask for."""

from django.test import Client

from tests.world import Made

CONFIRM = "/perfil/confirmar"


def proven(browser: Client, whose: Made) -> Client:
    """Give the member's present code to the page that asks for it."""
    answer = browser.post(CONFIRM, {"code": whose.code(), "seguir": "/perfil/llaves"})
    assert answer.headers["Location"] == "/perfil/llaves"
    return browser

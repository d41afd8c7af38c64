"""What is typed into the address bar, the hidden fields and the headers by somebody hostile."""

import re
from urllib.parse import quote
from uuid import UUID

import pytest
from django.test import Client

from tests.world import Made

ID = UUID(int=7)


@pytest.mark.parametrize(
    "place",
    [
        "inventado",
        f"2026-11-23T00:00:00_{ID}",
        "2026-11-23T00:00:00+00:00_no-es-un-id",
        f"0001-01-01T00:00:00+00:00_{ID}",
        f"0001-01-01T00:00:00+23:59_{ID}",
        f"9999-12-31T23:59:59.999999+00:00_{ID}",
        f"9999-12-31T23:59:59-23:59_{ID}",
    ],
)
@pytest.mark.parametrize("text", ["", "a"])
def test_an_invented_place_in_the_history_is_harmless(
    browser: Client, place: str, text: str
) -> None:
    answer = browser.get(f"/historial?texto={text}&antes={quote(place)}")
    assert answer.status_code == 200


def _shown(browser: Client, review: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', browser.get(review).content.decode())
    assert found is not None
    return found[1]


def test_a_code_authorizes_only_what_its_own_tab_shows(browser: Client, marisol: Made) -> None:
    typed = {"key": str(ID), "origin": str(marisol.savings), "destination": str(marisol.second)}
    review = browser.post("/transferir/propia", {**typed, "amount": "1.00"}).headers["Location"]
    first_tab = _shown(browser, review)
    browser.post("/transferir/propia", {**typed, "amount": "400.00"})
    code = marisol.code()
    answer = browser.post(review, {"code": code, "seen": first_tab})
    assert answer.status_code == 422
    assert "Algo cambió desde que revisó esta instrucción" in answer.content.decode()
    assert "400.00" in answer.content.decode()
    second_tab = _shown(browser, review)
    done = browser.post(review, {"code": code, "seen": second_tab})
    assert done.headers["Location"] == review.removesuffix("/revisar")


@pytest.mark.parametrize("seen", ["", "no", "0" * 64])
def test_what_nobody_was_shown_is_not_authorized(browser: Client, marisol: Made, seen: str) -> None:
    typed = {"key": str(ID), "origin": str(marisol.savings), "destination": str(marisol.second)}
    review = browser.post("/transferir/propia", {**typed, "amount": "1.00"}).headers["Location"]
    assert browser.post(review, {"code": marisol.code(), "seen": seen}).status_code == 422

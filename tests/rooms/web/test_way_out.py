"""Every private page shows the way out, is kept by nobody, and leaving clears the cache alone."""

import re
from pathlib import Path

import pytest
from django.test import Client

from tests.every_page import every_page
from tests.rooms.web.proven import proven
from tests.world import Made

SOURCES = Path(__file__).parents[3] / "src"


def test_every_private_page_shows_the_way_out(
    browser: Client, stranger: Client, marisol: Made
) -> None:
    seen = 0
    for page in every_page():
        address = page.address(account_id=marisol.savings)
        answer = browser.get(address)
        if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        if stranger.get(address).status_code == 200:
            continue
        text = answer.content.decode()
        assert re.search(r'<form method="post" action="(/personal)?/salir">', text), address
        assert answer.headers["Cache-Control"] == "no-store", address
        seen += 1
    assert seen > 12


def test_no_private_answer_is_kept(browser: Client, marisol: Made) -> None:
    for page in every_page():
        answer = browser.get(page.address(account_id=marisol.savings))
        kept = answer.headers["Cache-Control"]
        assert kept == "no-store", page.route


@pytest.mark.parametrize("address", ["/salir", "/perfil/sesiones"])
def test_leaving_asks_for_the_cache_alone_to_be_cleared(
    browser: Client, marisol: Made, address: str
) -> None:
    proven(browser, marisol)
    assert browser.post(address).headers["Clear-Site-Data"] == '"cache"'


def test_no_line_of_ours_clears_cookies_or_storage() -> None:
    lines = {
        line.partition("Clear-Site-Data")[2].strip()
        for path in SOURCES.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "Clear-Site-Data" in line
    }
    assert lines == {'"] = \'"cache"\''}

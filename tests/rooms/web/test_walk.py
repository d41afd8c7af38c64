"""A walk over every address of the site: nobody's, another person's, and one's own."""

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

PUBLIC = {
    "asset",
    "landing",
    "enter",
    "second_step",
    "enter_by_passkey",
    "ask_any_device",
    "ask_device",
    "block_outside",
    "blocked",
    "leave",
    "ended",
    "language",
    "balances",
    "view",
    "help",
    "verify",
    "token",
    "token_worker",
    "token_manifest",
    "token_join",
    "security_txt",
    "change_password",
    "robots_txt",
    "activate",
    "terms",
    "lost_factor",
}
ERRANDS = (
    "enrol",
    "recover",
    "assisted",
)  # of strangers: tests/rooms/web/test_enrolment and _recovery


def _patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, str]]:
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _patterns(one, route)
        else:
            assert isinstance(one, URLPattern)
            yield one.name or "", route


def _address(route: str) -> str:
    return "/" + re.sub(r"<uuid:\w+>", str(uuid4()), route)


OTHERS = ("health", "ready", "help_", "staff_", *ERRANDS)  # staff_: tests/rooms/backoffice
MEMBERS_ONLY = [
    (name, route)
    for name, route in _patterns(get_resolver())
    if name and name not in PUBLIC and not name.startswith(OTHERS)
]


@pytest.mark.parametrize(("name", "route"), MEMBERS_ONLY)
def test_a_stranger_reaches_nothing_of_a_member(stranger: Client, name: str, route: str) -> None:
    address = _address(route)
    for answer in (stranger.get(address), stranger.post(address)):
        assert answer.status_code in {302, 405}, name
        if answer.status_code == 302:
            assert answer.headers["Location"].startswith("/entrar?seguir="), name


@pytest.mark.parametrize(("name", "route"), [one for one in MEMBERS_ONLY if "<uuid:" in one[1]])
def test_a_member_reaches_nothing_by_an_invented_id(browser: Client, name: str, route: str) -> None:
    for answer in (browser.get(_address(route)), browser.post(_address(route))):
        assert answer.status_code in {404, 405}, name

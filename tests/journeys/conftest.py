"""One served instance with people in it, and one Chromium, for every journey."""

import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.error import URLError

import pytest
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from pytest_django import DjangoDbBlocker

from tests.ground import ground
from tests.world import PASSWORD, Made, make_member

CHROMIUM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAMES = ("ana", "bruno", "clara", "diego", "elena", "fabio", "gloria")


@dataclass(frozen=True)
class Site:
    """Where the pages are served, who is in it, and how to ask for a person's code."""

    url: str
    people: dict[str, Made]
    code: Callable[[str], str]


@pytest.fixture(scope="session")
def site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:
    """Serve a database of its own by gunicorn, as `coop run` does."""
    name = f"{ground.database}_journeys"
    ground.clone(name)
    port = _free_port()
    url = f"http://localhost:{port}"

    @contextmanager
    def inside() -> Iterator[None]:
        settings = connections.settings["default"]
        with django_db_blocker.unblock():
            connections["default"].close()
            before, settings["NAME"] = settings["NAME"], name
            connections["default"].settings_dict["NAME"] = name
            try:
                yield
            finally:
                connections["default"].close()
                settings["NAME"] = before
                connections["default"].settings_dict["NAME"] = before

    with inside():
        people = {f"{one}.p": make_member(f"{one}.p", given=one.title()) for one in NAMES}

    def code(person: str) -> str:
        with inside():
            return people[person].code()

    environment = {**os.environ, **ground.environment(name), "COOP_PUBLIC_URL": url}
    with subprocess.Popen(_served_at(port), env=environment) as server:
        try:
            _wait_for(url)
            yield Site(url, people, code)
        finally:
            server.terminate()
            server.wait(20)
    ground.drop(name)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Give each file its browser: Playwright's event loop must not outlive it in this thread."""
    # While that loop runs, Django would take every query for an asynchronous one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        found = shutil.which("chromium")
        assert found, "Debian's chromium is needed: apt-get install chromium"
        browser = playwright.chromium.launch(executable_path=found, args=CHROMIUM)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def enter(page: Page, site: Site, person: str) -> None:
    """Sign the person in, as a person does."""
    page.goto(site.url)
    page.get_by_label("Usuario").fill(person)
    page.get_by_label("Contraseña").fill(PASSWORD)
    page.get_by_role("button", name="Entrar").click()
    page.wait_for_url("**/inicio")


@contextmanager
def opened(
    chromium: Browser, *, height: int = 780, scripts: bool = True, **options: Any
) -> Iterator[BrowserContext]:
    """Open a fresh browser profile of a phone's width; refused content fails the test."""
    context = chromium.new_context(
        viewport={"width": 360, "height": height},
        java_script_enabled=scripts,
        locale="es-PA",
        timezone_id="America/Panama",
        **options,
    )
    context.set_default_timeout(8_000)
    complaints: list[str] = []

    def listen(said: ConsoleMessage) -> None:
        if said.type == "error" and "status of 4" not in said.text:
            complaints.append(said.text)

    context.on("console", listen)
    yield context
    context.close()
    assert not complaints


def _served_at(port: int) -> list[str]:
    return [
        *(sys.executable, "-m", "gunicorn", "coop.config.wsgi:application"),
        *("--bind", f"127.0.0.1:{port}", "--threads", "4", "--no-control-socket"),
        *("--log-level", "error"),
    ]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str) -> None:
    for _ in range(400):
        try:
            urllib.request.urlopen(f"{url}/ayuda", timeout=5).close()  # noqa: S310 - our own server
        except (URLError, ConnectionError):
            subprocess.run(["sleep", "0.05"], check=True)
        else:
            return
    raise RuntimeError("the pages were not served")

"""Served instances with people in them, and one Chromium, for every journey."""

import datetime as dt
import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from pytest_django import DjangoDbBlocker

from coop.host.listen import port_of, reserve
from coop.host.staff import new_first_link
from tests import make
from tests.ground import ground
from tests.world import Made, make_member

SHELL, WHOLE = "chromium-headless-shell", ("chromium", "chromium-browser")
CHROMIUM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WORKER = [sys.executable, "-m", "coop.host.worker", "worker", "default"]
NEWCOMER = {
    "kind": "tercero",
    "document_number": "8-900-1234",
    "given_names": "Itzel",
    "family_names": "Barría",
    "birth_date": dt.date(1996, 4, 19),
    "emails": ["itzel@correo.example"],
}
NEW_ACCOUNT = "20000778899"
NAMES = ("ana", "bruno", "clara", "diego", "elena", "fabio", "gloria")
WITH_DEVICES = ("hilda", "iris", "julia", "kira", "petra", "quima")
WITH_TOKENS = ("lidia", "mateo", "nora", "pilar")
NEIGHBOURS = ("olga", "pedro")


@dataclass(frozen=True)
class Site:
    """Where pages and mails are read, who is in it, codes and sessions, the proof of the books.

    `inside` is a context in which verbs work on its database; `first_link` lets the first
    administrator in, once.
    """

    url: str
    mail_url: str
    people: dict[str, Made]
    code: Callable[[str], str]
    session: Callable[[str], str]
    prove: Callable[[], str]
    inside: Callable[[], AbstractContextManager[None]]
    first_link: str


@pytest.fixture(scope="session")
def site(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    """One site for all journeys but those of its first day."""
    folder = tmp_path_factory.mktemp("mail")
    names = (*NAMES, *WITH_DEVICES, *WITH_TOKENS)
    with _site(f"{ground.database}_journeys", names, django_db_blocker, folder) as found:
        yield found


@pytest.fixture(scope="session")
def new_site(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    """A site on its first day: nobody of the staff has joined, so its first link still opens."""
    folder = tmp_path_factory.mktemp("mail")
    with _site(f"{ground.database}_first_day", NEIGHBOURS, django_db_blocker, folder) as found:
        yield found


@contextmanager
def _site(
    name: str, names: Sequence[str], django_db_blocker: DjangoDbBlocker, folder: Path
) -> Iterator[Site]:
    """Serve a database of its own by gunicorn, worker and mailbox, as `coop demo` does."""
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
        people = {f"{one}.p": make_member(f"{one}.p", given=one.title()) for one in names}
        newcomer = make.person(**NEWCOMER)
        make.account(newcomer, number=NEW_ACCOUNT, cents=50_000)

    def code(person: str) -> str:
        with inside():
            return people[person].code()

    def session(person: str) -> str:
        with inside():
            return people[person].session()

    environment = {**os.environ, **ground.environment(name), "COOP_PUBLIC_URL": url}
    link, environment["COOP_FIRST_ADMIN"] = new_first_link(key=environment["COOP_SECRET_KEY"])

    def prove() -> str:
        words = [sys.executable, "-m", "coop.host.main", "prove"]
        return subprocess.run(
            words, env=environment, check=True, capture_output=True, text=True
        ).stdout

    with ExitStack() as parts, reserve(0) as smtp, reserve(0) as mail:
        environment["COOP_SMTP_URL"] = f"smtp://127.0.0.1:{port_of(smtp)}"
        # The mailbox ends last: a worker that writes to nobody's socket would wait for an answer.
        for words in (_mailbox(folder, smtp, mail), _served_at(port), WORKER):
            parts.enter_context(_running(words, environment, (smtp.fileno(), mail.fileno())))
        _wait_for(url)
        mail_url = f"http://localhost:{port_of(mail)}"
        yield Site(url, mail_url, people, code, session, prove, inside, url + link)
    ground.drop(name)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Give each file its browser: Playwright's event loop must not outlive it in this thread."""
    with launched() as browser:
        yield browser


@contextmanager
def launched(*more: str, whole: bool = False) -> Iterator[Browser]:
    """Start a Chromium with what every journey asks of it, and more.

    Its shell shows the same pages for half the work, as it has no window to draw; it has no camera
    either. Where there is no shell, the whole browser does everything.
    """
    # While Playwright's loop runs, Django would take every query for an asynchronous one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        found = next(filter(None, map(shutil.which, WHOLE if whole else (SHELL, *WHOLE))), None)
        assert found, "Debian's chromium is needed: apt-get install chromium"
        browser = playwright.chromium.launch(executable_path=found, args=[*CHROMIUM, *more])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def enter(page: Page, site: Site, person: str) -> None:
    """Sign the person in without the door's pages, which `test_door` walks."""
    page.context.add_cookies([{"name": "sesion", "value": site.session(person), "url": site.url}])
    page.goto(f"{site.url}/inicio")


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


def _mailbox(folder: Path, smtp: socket.socket, page: socket.socket) -> list[str]:
    return [
        *(sys.executable, "-m", "coop_sandbox.mailbox", "--folder", str(folder)),
        *("--smtp-socket", str(smtp.fileno()), "--page-socket", str(page.fileno())),
    ]


@contextmanager
def _running(
    words: list[str], environment: dict[str, str], sockets: tuple[int, int]
) -> Iterator[None]:
    with subprocess.Popen(words, env=environment, pass_fds=sockets) as part:
        try:
            yield
        finally:
            part.terminate()
            part.wait(20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str) -> None:
    for _ in range(400):
        try:
            urllib.request.urlopen(f"{url}/ayuda", timeout=5).close()  # noqa: S310 - our own server
        except (URLError, ConnectionError, TimeoutError):
            subprocess.run(["sleep", "0.05"], check=True)
        else:
            return
    raise RuntimeError("the pages were not served")

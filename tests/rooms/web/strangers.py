"""A browser in which nobody is signed in, and what it can tell two answers apart by."""

import re
from typing import Any, Protocol

from django.test import Client

from coop.access.errands.look import look
from coop.kernel import db


class HasContent(Protocol):
    """An answer of Django's test browser."""

    @property
    def content(self) -> bytes:
        """Return the body."""


ONCE = (  # what differs at every request, whoever asks
    re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"'),
    re.compile(r"(csrf|sesion)=[^;]*"),
    re.compile(r"expires=[^;]*"),
)


def browser(**headers: Any) -> Client:
    """Return a browser that was never here."""
    return Client(HTTP_HOST="localhost:8000", **headers)


def answer(client: Client, address: str, data: dict[str, str]) -> tuple[object, ...]:
    """Return all of an answer that does not differ at every request."""
    found = client.post(address, data)
    headers = {name: _bare(value) for name, value in found.headers.items()}
    del headers["X-Request-Id"]
    cookies = {name: _bare(morsel.output()) for name, morsel in found.cookies.items()}
    return (
        found.status_code,
        tuple(sorted(headers.items())),
        tuple(sorted(cookies.items())),
        _bare(found.content.decode()),
    )


def page(client: Client, address: str) -> str:
    """Return a page without what differs at every request."""
    return _bare(client.get(address).content.decode())


def jobs_done() -> list[str]:
    """Do what the worker would do with every errand that waits."""
    waiting = db.fetch_all(
        "SELECT id FROM access_errand WHERE looked_at IS NULL AND status = 'asked' ORDER BY made_at"
    )
    return [look(errand_id=errand_id) for (errand_id,) in waiting]


def words(found: HasContent) -> str:
    """Return the text of a page, on one line."""
    return " ".join(found.content.decode().split())


def _bare(text: str) -> str:
    for pattern in ONCE:
        text = pattern.sub("", text)
    return text

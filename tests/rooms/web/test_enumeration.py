"""A stranger learns from no answer of the door whether a name exists, however often they ask."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coop.access.errands.enrol import enrol
from coop.access.models import User
from coop.access.ports import slot
from coop.kernel import clock
from tests import make
from tests.hashes import Hashes
from tests.world import PASSWORD

NAMES, TRIES = 40, 5
CHANGES = re.compile(r'(?<=csrfmiddlewaretoken" value=")[A-Za-z0-9]{64}|(?:socio|nadie)-\d{3}')
OWN = {"X-Request-Id", "Set-Cookie"}


def seen(answer: Any, statements: int) -> tuple[object, ...]:
    """Everything of an answer but what differs between any two."""
    headers = tuple(sorted((k, v) for k, v in answer.headers.items() if k not in OWN))
    cookies = tuple(
        sorted((name, one["path"], one["httponly"]) for name, one in answer.cookies.items())
    )
    body = answer.content.decode()
    return answer.status_code, headers, cookies, len(body), CHANGES.sub("*", body), statements


def asked(name: str, number: int, **form: str) -> tuple[object, ...]:
    stranger = Client(HTTP_HOST="localhost:8000", REMOTE_ADDR=f"198.51.{number // 250}.{number}")
    with CaptureQueriesContext(connection) as statements:
        answer = stranger.post("/entrar", {"username": name, **form})
    return seen(answer, len(statements))


@pytest.fixture(autouse=True)
def one_moment() -> Iterator[None]:
    """Four hundred tries on a busy machine outlast a block, which would then open."""
    with clock.frozen(now=clock.now()):
        yield


@pytest.fixture
def members(db: None) -> list[str]:
    """Forty who exist, one of them blocked by the CIS, none of whom comes in."""
    names = [f"socio-{number:03}" for number in range(NAMES)]
    for name in names:
        enrol(person_id=make.person(), username=name, password=PASSWORD)
    User.objects.filter(username=names[0]).update(status="blocked")
    return names


def test_two_hundred_and_two_hundred_tries_are_one_answer_after_one_hash_each(
    members: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    strangers = [name.replace("socio", "nadie") for name in members]
    hashes = Hashes(monkeypatch)
    answers: dict[str, Counter[tuple[object, ...]]] = {}
    wide = replace(slot.get(), everyone_burst=10_000, everyone_per_minute=10_000)
    with slot.replaced(wide):
        for kind, names in (("there", members), ("nowhere", strangers)):
            found = answers[kind] = Counter()
            for number in range(NAMES * TRIES):
                # the last try of each name, that which blocks, asks for one job more: in both
                name = names[number % NAMES]
                found[asked(name, number, password=f"equivocada {number}")] += 1
            assert hashes.made == NAMES * TRIES * len(answers)
    assert answers["there"] == answers["nowhere"]
    shown = {answer[:5] for answer in answers["there"]}
    assert len(shown) == 1
    assert next(iter(shown))[0] == 422
    with slot.replaced(wide):
        hashes.made = 0
        locked = {asked(names[5], 1, password=PASSWORD)[:5] for names in (members, strangers)}
        blocked = {asked(names[0], 2, password=PASSWORD)[:5] for names in (members, strangers)}
    assert locked == blocked == shown
    assert hashes.made == 4


def test_the_name_step_is_one_answer_too_without_any_hash(
    members: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hashes = Hashes(monkeypatch)
    strangers = [name.replace("socio", "nadie") for name in members]
    answers = [{asked(name, n) for n, name in enumerate(names)} for names in (members, strangers)]
    assert answers[0] == answers[1]
    assert len(answers[0]) == 1
    assert hashes.made == 0

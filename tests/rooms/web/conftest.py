"""Two members who know nothing of each other, a newcomer, and browsers."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest
from django.test import Client

from coop.access.errands.enrol import enrol
from coop.access.ports import slot
from tests import make
from tests.world import PASSWORD, Made, make_member

_numbers = count(1)


@pytest.fixture
def marisol(db: None) -> Made:
    return make_member("marisol")


@pytest.fixture
def ruben(db: None) -> Made:
    return make_member("ruben.c", given="Rubén Darío", family="Castillero", cents=5_000)


@pytest.fixture
def newcomer(db: None) -> Made:
    """Somebody who has only a user name and a password."""
    name = f"nuevo{next(_numbers)}"
    person_id = make.person(emails=(f"{name}@correo.example",))
    account = make.account(person_id)
    user_id = enrol(person_id=person_id, username=name, password=PASSWORD)
    return Made(person_id, user_id, name, account, "", account, account)


@pytest.fixture
def first(newcomer: Made) -> Client:
    return newcomer.client()


@pytest.fixture
def browser(marisol: Made) -> Client:
    return marisol.client()


@pytest.fixture
def stranger(db: None) -> Client:
    return Client(HTTP_HOST="localhost:8000")


@pytest.fixture
def open_doors() -> Iterator[None]:
    """Let 400 strangers come from one place: the throttle answers all of them alike too."""
    ports = slot.get()
    slot.fill(
        replace(
            ports,
            errand_network_burst=10_000,
            errand_everyone_burst=10_000,
            errand_subject_burst=10_000,
            contact_codes_burst=10_000,
            errand_mails_burst=10_000,
        )
    )
    yield
    slot.fill(ports)

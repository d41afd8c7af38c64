"""Two members who know nothing of each other, and a browser for each."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.test import Client

from coop.access.ports import slot
from tests.world import Made, make_member


@pytest.fixture
def marisol(db: None) -> Made:
    return make_member("marisol")


@pytest.fixture
def ruben(db: None) -> Made:
    return make_member("ruben.c", given="Rubén Darío", family="Castillero", cents=5_000)


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

"""Two members who know nothing of each other, and a browser for each."""

import pytest
from django.test import Client

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

"""One of the staff for each role, a member, and browsers."""

import pytest
from django.test import Client

from coop.access.staff.rules import Role
from tests.colleagues import Colleague, browser, make_colleague
from tests.world import Made, make_member


@pytest.fixture
def marisol(db: None) -> Made:
    return make_member("marisol")


@pytest.fixture
def carla(db: None) -> Colleague:
    return make_colleague("Carla Ríos", Role.CIS)


@pytest.fixture
def saul(db: None) -> Colleague:
    return make_colleague("Saúl Ortega", Role.OPERATIONS)


@pytest.fixture
def alba(db: None) -> Colleague:
    return make_colleague("Alba Admin", Role.ADMIN)


@pytest.fixture
def aurora(db: None) -> Colleague:
    return make_colleague("Aurora Díaz", Role.AUDITOR)


@pytest.fixture
def stranger(db: None) -> Client:
    return browser()

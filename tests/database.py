"""Fixtures: `db` is coop_app in a transaction rolled back; `cloned_database` commits."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from typing import TypeVar
from uuid import uuid4

import psycopg
import pytest
from django.db import connections
from pytest_django import DjangoDbBlocker

from tests.ground import Ground, ground

T = TypeVar("T")


def pytest_unconfigure() -> None:
    ground.leave()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Give this worker its own database, made from the template."""
    ground.enter()
    ground.clone(ground.database)
    # A worker of xdist inherits its controller's settings, and its database's name with them.
    connections.settings["default"]["NAME"] = ground.database
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    ground.drop(ground.database)


@dataclass(frozen=True)
class Clone:
    """A database of its own with real commits; Django's default connection points to it."""

    name: str
    ground: Ground = ground

    @property
    def app_url(self) -> str:
        """The restricted role's URL."""
        return self.ground.cluster.url(database=self.name)

    @property
    def owner_url(self) -> str:
        """The owner's URL."""
        return self.ground.cluster.url(role="coop", database=self.name)

    @property
    def environment(self) -> dict[str, str]:
        """Settings for a subprocess that works on this database."""
        return self.ground.environment(self.name)

    def owner(self) -> psycopg.Connection:
        """Connect as the owner, in autocommit; the caller closes."""
        return self.ground.owner(self.name)

    def together(self, calls: Sequence[Callable[[], T]]) -> "list[T | Exception]":
        """Run the calls at once, a thread and a connection each; return results and errors."""
        start = Barrier(len(calls))

        def run(call: Callable[[], T]) -> "T | Exception":
            try:
                start.wait()
                return call()
            except Exception as error:  # noqa: BLE001 - the test judges every outcome
                return error
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(calls)) as pool:
            return list(pool.map(run, calls))


@pytest.fixture
def cloned_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Clone]:
    """Give the test a database of its own; commits are real, threads and subprocesses may join."""
    name = f"{ground.database}_{uuid4().hex[:12]}"
    ground.clone(name)
    settings = connections.settings["default"]
    with django_db_blocker.unblock():
        connections["default"].close()
        before, settings["NAME"] = settings["NAME"], name
        try:
            yield Clone(name)
        finally:
            connections["default"].close()
            settings["NAME"] = before
            ground.drop(name)

"""`coop doctor` on this machine: a right installation is well, and each fault is named."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from coop.host.doctor import look_at_role
from tests.database import Clone
from tests.ground import ground
from tests.rooms.connectors.post_office import PostOffice


def doctor(database: Clone, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "coop.host.main", "doctor"],
        env={**os.environ, **database.environment, **settings},
        check=False, capture_output=True, text=True,
    )  # fmt: skip


@contextmanager
def as_application(*statements: str) -> Iterator[psycopg.Connection]:
    """Give a connection that is coop_app after the owner's statements; nothing of it stays."""
    with (
        psycopg.connect(ground.cluster.url(role="coop", database=ground.database)) as owner,
        owner.transaction(force_rollback=True),
    ):
        for statement in (*statements, "SET LOCAL ROLE coop_app"):
            owner.execute(statement)
        yield owner


def test_a_right_installation_is_well(cloned_database: Clone) -> None:
    with cloned_database.owner() as owner:
        owner.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
    office = PostOffice()
    with office.open():
        looked = doctor(cloned_database, COOP_SMTP_URL=office.url)
    assert looked.returncode == 0, looked.stdout + looked.stderr
    assert "ok    role: coop_app cannot change the books" in looked.stdout
    assert "WRONG" not in looked.stdout


def test_a_role_that_could_change_the_books_is_named(cloned_database: Clone) -> None:
    with cloned_database.owner() as owner:
        owner.execute("GRANT UPDATE ON ledger_account TO coop_app")
    looked = doctor(cloned_database)
    assert looked.returncode == 1
    assert "WRONG role: coop_app may UPDATE ledger_account" in looked.stdout


@pytest.mark.django_db
def test_what_a_migration_grants_is_well() -> None:
    with as_application() as connection:
        assert look_at_role(connection).well


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("grant", "told"),
    [
        ("GRANT INSERT ON ledger_entry TO coop_app", "INSERT ledger_entry"),
        ("GRANT UPDATE ON ledger_staged_account TO coop_app", "UPDATE ledger_staged_account"),
        ("GRANT DELETE ON ledger_staged_movement TO coop_app", "DELETE ledger_staged_movement"),
        ("GRANT TRUNCATE ON ledger_posting TO coop_app", "TRUNCATE ledger_posting"),
        ("GRANT TRIGGER ON ledger_seal TO coop_app", "TRIGGER ledger_seal"),
        ("GRANT UPDATE (balance_cents) ON ledger_account TO coop_app", "UPDATE ledger_account"),
        ("GRANT DELETE ON audit_entry TO coop_app", "DELETE audit_entry"),
        ("GRANT UPDATE ON ledger_account TO PUBLIC", "UPDATE ledger_account"),
        ("GRANT coop TO coop_app", "all that the owner"),
        ("ALTER ROLE coop_app SUPERUSER", "all that the owner"),
        ("ALTER ROLE coop_app CREATEROLE", "make roles"),
    ],
)
def test_each_right_too_many_is_named(grant: str, told: str) -> None:
    with as_application(grant) as connection:
        found = look_at_role(connection)
    assert not found.well
    assert told in found.seen
    assert "coop migrate" in found.seen or "role" in found.seen


@pytest.mark.django_db
def test_the_owner_in_place_of_the_application_is_named() -> None:
    with psycopg.connect(ground.cluster.url(role="coop", database=ground.database)) as owner:
        found = look_at_role(owner)
    assert not found.well
    assert found.seen.startswith("coop may do all that the owner may")

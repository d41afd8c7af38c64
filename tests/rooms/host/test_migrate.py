"""What `coop migrate` leaves: a schema that a plain owner can make, and the least of privileges."""

import os
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import quote

import psycopg
import pytest
from django.core.management import call_command

from tests.database import Clone
from tests.ground import ground

OWNER = "plain_owner"
MODIFY = "INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER"


@pytest.fixture
def owned(django_db_setup: None) -> Iterator[str]:
    """An empty database whose owner is no superuser, as in production."""
    name = f"{ground.database}_owned"
    with ground.owner() as owner:
        if not owner.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [OWNER]).fetchone():
            owner.execute(f"CREATE ROLE {OWNER} NOSUPERUSER")
        owner.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        owner.execute(f"CREATE DATABASE {name} OWNER {OWNER}")
    yield name
    ground.drop(name)


def test_an_owner_without_other_powers_can_migrate(owned: str) -> None:
    environment = ground.environment(owned)
    environment["DATABASE_OWNER_URL"] += "&options=" + quote(f"-c role={OWNER}")
    migrated = subprocess.run(
        [sys.executable, "-m", "coop.host.main", "migrate", "--quiet"],
        env={**os.environ, **environment}, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert migrated.returncode == 0, migrated.stderr
    with psycopg.connect(environment["DATABASE_URL"]) as application:
        found = application.execute("SELECT clock_offset FROM kernel_clock").fetchone()
    assert found is not None


def rows(database: Clone, question: str) -> list[tuple[object, ...]]:
    with database.owner() as owner:
        return owner.execute(question).fetchall()


def test_the_application_changes_no_row_of_the_books_and_the_trail(cloned_database: Clone) -> None:
    # The two staging tables hold an intake's rows until the door takes them in; no books.
    found = rows(
        cloned_database,
        f"""
        SELECT c.relname FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
          AND c.relname NOT IN ('ledger_staged_account', 'ledger_staged_movement')
          AND CASE
            WHEN starts_with(c.relname, 'ledger_') OR c.relname = 'kernel_clock'
                THEN has_table_privilege('coop_app', c.oid, '{MODIFY}')
                  OR has_any_column_privilege('coop_app', c.oid, 'INSERT, UPDATE, REFERENCES')
            WHEN starts_with(c.relname, 'audit_')
                THEN has_table_privilege('coop_app', c.oid, 'UPDATE, DELETE, TRUNCATE, TRIGGER')
                  OR has_any_column_privilege('coop_app', c.oid, 'UPDATE, REFERENCES')
            ELSE has_table_privilege('coop_app', c.oid, 'TRUNCATE, REFERENCES, TRIGGER')
          END
        """,
    )
    assert found == []


def test_partitions_are_reached_only_through_their_parent(cloned_database: Clone) -> None:
    found = rows(
        cloned_database,
        """
        SELECT relname FROM pg_class
        WHERE relispartition AND has_table_privilege('coop_app', oid, 'SELECT, INSERT, UPDATE')
        """,
    )
    assert found == []


def test_nothing_is_granted_to_everybody_nor_in_advance(cloned_database: Clone) -> None:
    assert rows(cloned_database, "SELECT * FROM pg_default_acl") == []
    executable = rows(
        cloned_database,
        """
        SELECT p.oid::regprocedure FROM pg_proc p, aclexplode(coalesce(
            p.proacl, acldefault('f', p.proowner))) AS granted
        WHERE p.pronamespace = 'public'::regnamespace AND granted.grantee = 0
        """,
    )
    assert executable == []
    readable = rows(
        cloned_database,
        """
        SELECT c.relname FROM pg_class c, aclexplode(c.relacl) AS granted
        WHERE c.relnamespace = 'public'::regnamespace AND granted.grantee = 0
        """,
    )
    assert readable == []


def test_functions_that_lend_the_owners_rights_fix_their_search_path(
    cloned_database: Clone,
) -> None:
    found = rows(
        cloned_database,
        """
        SELECT oid::regprocedure FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND prosecdef AND NOT coalesce(
            proconfig @> ARRAY['search_path=pg_catalog, public, pg_temp'], false)
        """,
    )
    assert found == []


def test_the_application_owns_nothing_and_makes_nothing(cloned_database: Clone) -> None:
    owned_by_it = "SELECT oid FROM pg_class WHERE relowner = 'coop_app'::regrole"
    assert rows(cloned_database, owned_by_it) == []
    with psycopg.connect(cloned_database.app_url) as application:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute("CREATE TABLE mine (a int)")
        application.rollback()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute("ALTER TABLE django_migrations DISABLE TRIGGER ALL")


@pytest.mark.django_db
def test_the_migrations_make_what_the_models_say() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)

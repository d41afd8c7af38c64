"""`coop doctor`: looks at this machine's installation and tells what is not well."""

import shutil
import socket
import ssl
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from coop.config.addresses import USUAL_PORT
from coop.config.environment import Environment
from coop.host import extras
from coop.host.say import FOUND_WRONG, OK, say
from coop.host.site_check import Finding, check_site

if TYPE_CHECKING:
    import psycopg

LEAST_FREE = 2_000_000_000  # bytes
SERVER = 180_000
HEARTBEAT = "90 seconds"
SHOWN = 3
APART = "DATABASE_URL names a role of its own (docs/guides/production.md, Two database roles)"
# History is copied into these two before the door takes it (ledger/sql/grants.sql).
STAGED = ("ledger_staged_account", "ledger_staged_movement")
RIGHTS_TOO_MANY = """
SELECT current_user,
    rolsuper OR EXISTS (
        SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace
            AND relname = 'ledger_entry' AND pg_has_role(relowner, 'MEMBER')),
    rolcreaterole OR rolbypassrls,
    ARRAY(
        SELECT w.what || ' ' || relname
        FROM pg_class, unnest('{INSERT,UPDATE,DELETE,TRUNCATE,TRIGGER}'::text[]) AS w (what)
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
            AND (starts_with(relname, 'ledger_')
                OR starts_with(relname, 'audit_') AND w.what <> 'INSERT')
            AND NOT (w.what = 'INSERT' AND relname = ANY (%s))
            AND CASE WHEN w.what IN ('INSERT', 'UPDATE') THEN has_any_column_privilege(oid, w.what)
                ELSE has_table_privilege(oid, w.what) END
        ORDER BY relname, w.what)
FROM pg_roles WHERE rolname = current_user
"""


def doctor(url: str | None) -> int:
    """Print what was found; return 1 if anything is not well.

    Args:
        url: a production site to look at from outside, instead of this machine.
    """
    if url is not None:
        found = check_site(url, context=ssl.create_default_context())
    else:
        found = list(check_machine())
    for finding in found:
        say(f"  {'ok   ' if finding.well else 'WRONG'} {finding.name}: {finding.seen}")
    wrong = sum(not finding.well for finding in found)
    say(f"{wrong} of {len(found)} are not well." if wrong else f"All {len(found)} are well.")
    return FOUND_WRONG if wrong else OK


def check_machine() -> Iterator[Finding]:
    """Look at settings, database, roles, schema, workers, mail and disk."""
    from coop.config.environment import environment, profile

    settings = environment()
    yield Finding("settings", well=True, seen=f"{settings.mode}, {settings.public_url}")
    yield Finding("profile", well=True, seen=profile().institution.legal_name)
    yield _extras()
    free = shutil.disk_usage(settings.state_dir if settings.state_dir.exists() else ".").free
    yield Finding("disk", well=free > LEAST_FREE, seen=f"{free / 1e9:.1f} GB free")
    yield _mail(settings)
    yield from _database(settings)


def _extras() -> Finding:
    absent = extras.missing("pdf")
    seen = "without `pdf`: receipts have no PDF" if absent else "receipts have their PDF"
    return Finding("extras", well=not absent, seen=seen)


def _mail(settings: Environment) -> Finding:
    parts = urlsplit(settings.smtp_url.get_secret_value())
    port = parts.port or USUAL_PORT[parts.scheme]
    place = f"{parts.hostname}:{port}"
    try:
        with socket.create_connection((parts.hostname or "", port), 5):
            return Finding("mail", well=True, seen=f"{place} answers")
    except OSError as error:
        return Finding("mail", well=False, seen=f"{place}: {error}; notices wait until it answers")


def _database(settings: Environment) -> Iterator[Finding]:
    import psycopg

    url = settings.database_url.get_secret_value()
    try:
        connection = psycopg.connect(url, connect_timeout=10)
    except psycopg.Error as error:
        yield Finding("database", well=False, seen=str(error).strip())
        return
    with connection:
        connection.read_only = True
        for look in (_server, look_at_role, _schema, _clock, _workers):
            try:
                yield look(connection)
            except psycopg.Error as error:
                connection.rollback()
                yield Finding(look.__name__.rpartition("_")[2], well=False, seen=str(error).strip())


def _server(connection: "psycopg.Connection") -> Finding:
    version = connection.info.server_version
    return Finding("server", well=version >= SERVER, seen=f"PostgreSQL {version // 10_000}")


def look_at_role(connection: "psycopg.Connection") -> Finding:
    """Look at what the connection's role may do to the books and to the trail."""
    row = connection.execute(RIGHTS_TOO_MANY, [list(STAGED)]).fetchone()
    assert row is not None
    role, owner, makes_roles, rights = row
    if owner:
        return Finding("role", well=False, seen=f"{role} may do all that the owner may; {APART}")
    if makes_roles:
        return Finding("role", well=False, seen=f"{role} may make roles or pass them by; {APART}")
    if rights:
        told = ", ".join(rights[:SHOWN]) + (" ..." if len(rights) > SHOWN else "")
        seen = f"{role} may {told}: `coop migrate` writes the grants anew"
        return Finding("role", well=False, seen=seen)
    return Finding("role", well=True, seen=f"{role} cannot change the books")


def _schema(connection: "psycopg.Connection") -> Finding:
    import django
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    del connection
    django.setup()
    executor = MigrationExecutor(connections["default"])
    behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    seen = f"{len(behind)} migrations behind: coop migrate" if behind else "of this release"
    return Finding("schema", well=not behind, seen=seen)


def _clock(connection: "psycopg.Connection") -> Finding:
    from coop.config.environment import environment

    row = connection.execute(
        "SELECT demonstration, clock_offset::text FROM kernel_clock"
    ).fetchone()
    assert row is not None
    well = not (environment().mode == "production" and row[0])
    seen = f"a demonstration's, {row[1]} from real time" if row[0] else "real"
    return Finding("clock", well=well, seen=seen)


def _workers(connection: "psycopg.Connection") -> Finding:
    row = connection.execute(
        "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - %s::interval",
        [HEARTBEAT],
    ).fetchone()
    assert row is not None
    seen = f"{row[0]} alive" if row[0] else "none alive: start `coop run`"
    return Finding("workers", well=row[0] > 0, seen=seen)

"""`coop migrate`: brings the schema to this release, as the owner, and says who may do what."""

import os
from importlib import resources
from importlib.resources.abc import Traversable

import psycopg
from psycopg import sql

LOCK = 0x636F6F70  # "coop": one migration at a time, on any number of machines
LOCK_TIMEOUT = "10s"
STATEMENT_TIMEOUT = "15min"


def migrate(*, owner_url: str, demonstration: bool = False, verbosity: int = 1) -> None:
    """Migrate, re-apply every room's `sql/*.sql` whole, and write the grants anew.

    It runs in a process of its own: Django's only connection is the owner's here, and nowhere else.
    Statements that wait for a lock longer than 10 seconds fail, so that a migration never makes the
    members wait; nothing is lost and it can be run again.

    Args:
        owner_url: the role that owns the schema.
        demonstration: mark the database as one whose clock may be set; it stays marked.
        verbosity: 0 is silent.
    """
    os.environ["DATABASE_URL"] = owner_url
    os.environ["PGOPTIONS"] = (
        f"-c lock_timeout={LOCK_TIMEOUT} -c statement_timeout={STATEMENT_TIMEOUT} "
        "-c client_min_messages=warning"
    )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coop.config.django")
    import django
    from django.apps import apps
    from django.core.management import call_command

    with psycopg.connect(owner_url, autocommit=True) as guard:
        guard.execute("SET lock_timeout = 0; SET statement_timeout = 0")
        guard.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        django.setup()
        call_command("migrate", interactive=False, verbosity=verbosity)
        rooms = [app.name for app in apps.get_app_configs() if app.name.startswith("coop.")]
        apply(owner_url, rooms)
        if demonstration:
            guard.execute("UPDATE kernel_clock SET demonstration = true WHERE NOT demonstration")


def apply(owner_url: str, rooms: list[str]) -> None:
    """Run the rooms' functions, the house's grants, then the rooms' own, all or nothing."""
    functions = [text for room in rooms for text in _scripts(room) if text.name != "grants.sql"]
    own = [text for room in rooms for text in _scripts(room) if text.name == "grants.sql"]
    house = resources.files("coop.host") / "sql" / "grants.sql"
    with psycopg.connect(owner_url) as owner:
        for script in [*functions, house, *own]:
            owner.execute(sql.SQL(script.read_text(encoding="utf-8")))


def _scripts(room: str) -> list[Traversable]:
    folder = resources.files(room) / "sql"
    if not folder.is_dir():
        return []
    found = [entry for entry in folder.iterdir() if entry.name.endswith(".sql")]
    return sorted(found, key=lambda entry: entry.name)

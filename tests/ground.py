"""Where tests run: the environment they see and the one PostgreSQL that they share."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path
from typing import IO

import psycopg

from coop.host.postgres import OWNER, Cluster
from coop.host.schema import schema_digest

ROOT = Path(__file__).parents[1]
QUICK = {  # a crash of the machine may lose a test's database; a crash of PostgreSQL may not
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "300",
    "shared_buffers": "128MB",
}


class Ground:
    """The shared cluster of this checkout, running while any test process needs it."""

    def __init__(self, home: Path) -> None:
        self.cluster = Cluster(home, QUICK)
        self.database = f"coop_test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
        self._users: IO[str] | None = None

    def environment(self, database: str) -> dict[str, str]:
        """Return the settings of a process that works on `database`."""
        return {
            "DATABASE_URL": self.cluster.url(database=database),
            "DATABASE_OWNER_URL": self.cluster.url(role=OWNER, database=database),
            "COOP_MODE": "demonstration",
            "COOP_SECRET_KEY": "only-for-tests-" * 4,
            "COOP_FACTOR_KEY": "b25seS1mb3ItdGVzdHMtb25seS1mb3ItdGVzdHMtITE=",
            "COOP_PROFILE": "demostracion",
            "COOP_PUBLIC_URL": "http://localhost:8000",
            "COOP_SMTP_URL": "smtp://localhost:1025",
            "COOP_STATE_DIR": str(self.cluster.home.parent / "test-state"),
            "DJANGO_SETTINGS_MODULE": "coop.config.django",
        }

    def enter_environment(self) -> None:
        """Replace this process's settings by the tests' own."""
        for name in [name for name in os.environ if name.startswith(("COOP_", "DATABASE_"))]:
            del os.environ[name]
        os.environ.update(self.environment(self.database))

    @property
    def template(self) -> str:
        """The template database's name: it changes with anything that makes the schema."""
        return f"coop_template_{schema_digest()[:12]}"

    def owner(self, database: str = "postgres") -> psycopg.Connection:
        """Connect as the owner."""
        url = self.cluster.url(role=OWNER, database=database)
        return psycopg.connect(url, autocommit=True)

    def enter(self) -> None:
        """Have the cluster run and the template ready."""
        if self._users is not None:
            return
        with self.cluster.alone():
            self._users = (self.cluster.home / "users").open("w")
            fcntl.flock(self._users, fcntl.LOCK_SH)
            self.cluster.start()
            self._make_template()

    def leave(self) -> None:
        """Stop the cluster if no other test process uses it."""
        if self._users is None:
            return
        with self.cluster.alone(), self._users as users:
            self._users = None
            fcntl.flock(users, fcntl.LOCK_UN)
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            self.cluster.stop()

    def clone(self, name: str) -> None:
        """Make the database `name` anew, from the template."""
        with self.owner() as owner:
            owner.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            owner.execute(f"CREATE DATABASE {name} TEMPLATE {self.template} STRATEGY file_copy")
            owner.execute(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC")
            owner.execute(f"GRANT CONNECT, TEMPORARY ON DATABASE {name} TO coop_app")

    def drop(self, name: str) -> None:
        """Drop the database `name`, whoever is still in it."""
        with self.owner() as owner:
            owner.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _make_template(self) -> None:
        template = self.template
        with self.owner() as owner:
            found = owner.execute("SELECT datname, datistemplate FROM pg_database").fetchall()
            if (template, True) in found:
                return
            for old, whole in found:
                if old.startswith("coop_template_"):
                    if whole:
                        owner.execute(f"ALTER DATABASE {old} IS_TEMPLATE false")
                    owner.execute(f"DROP DATABASE {old} WITH (FORCE)")
            owner.execute(f"CREATE DATABASE {template}")
            migrated = subprocess.run(
                [sys.executable, "-m", "coop.host.main", "migrate", "--quiet"],
                env={**os.environ, **self.environment(template)},
                capture_output=True,
                text=True,
                check=False,
            )
            if migrated.returncode != 0:
                raise RuntimeError(f"coop migrate failed:\n{migrated.stdout}{migrated.stderr}")
            owner.execute(f"ALTER DATABASE {template} IS_TEMPLATE true")


ground = Ground(ROOT / ".coop" / "test")

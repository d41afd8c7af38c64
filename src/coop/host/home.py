"""The one folder that holds all state of a machine that runs itself: `.coop`."""

import base64
import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from coop.host.postgres import OWNER, Answer, Cluster
from coop.host.say import NOT_NOW, Stop

FORGOTTEN_BY_RESET = ("database", "demonstration", "mail", "log", "secrets.env")
FOREIGN = ("DATABASE_URL", "DATABASE_OWNER_URL")
LOG_MOST = 10_000_000  # bytes; a larger log is put aside at the next start


@dataclass(frozen=True)
class Home:
    """The state folder, with its embedded cluster, secrets, logs and mails."""

    folder: Path

    @property
    def cluster(self) -> Cluster:
        """The embedded database."""
        return Cluster(self.folder / "database")

    @property
    def mail(self) -> Path:
        """The sandbox's mails."""
        return self.folder / "mail"

    def prepare(self) -> None:
        """Make the folder, closed to others and invisible to git, and its secrets."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        (self.folder / ".gitignore").write_text("*\n", encoding="utf-8")
        (self.folder / "log").mkdir(mode=0o700, exist_ok=True)
        self.mail.mkdir(mode=0o700, exist_ok=True)
        if not (self.folder / "secrets.env").exists():
            write_closed(self.folder / "secrets.env", as_lines(new_secrets()))

    def log(self, name: str) -> Path:
        """Return the log of a process; one that grew large is put aside first."""
        path = self.folder / "log" / f"{name}.log"
        if path.exists() and path.stat().st_size > LOG_MOST:
            path.replace(path.with_suffix(".log.1"))
        return path

    def secrets(self) -> dict[str, str]:
        """Return the generated secrets, by variable."""
        text = (self.folder / "secrets.env").read_text(encoding="utf-8", errors="replace")
        return dict(line.split("=", 1) for line in text.splitlines() if "=" in line)

    def environment(self, given: Mapping[str, str], **settings: str) -> dict[str, str]:
        """Return the settings of a process of this home: ours, then what the operator gave."""
        ours = {
            "DATABASE_URL": self.cluster.url(),
            **self.secrets(),
            "COOP_STATE_DIR": str(self.folder),
            **settings,
        }
        return {
            "PYTHONUNBUFFERED": "1",
            "DJANGO_SETTINGS_MODULE": "coop.config.django",
            **ours,
            **given,
        }

    def owner_environment(self, environment: Mapping[str, str]) -> dict[str, str]:
        """Return `environment` with the owner's URL beside it, for `coop migrate` alone."""
        return {**environment, "DATABASE_OWNER_URL": self.cluster.url(role=OWNER)}

    def forget(self) -> None:
        """Remove the demonstration's data; the lock and the tests' cluster stay."""
        if self.cluster.home.exists() and self.cluster.answer() is not Answer.NOBODY:
            self.cluster.stop()
        for name in FORGOTTEN_BY_RESET:
            path = self.folder / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    @contextmanager
    def held(self, what: str) -> Iterator[None]:
        """Hold this home, so that it runs once; `what` is told to whoever comes second.

        Raises:
            Stop: it runs already.
        """
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.folder / "lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                lock.seek(0)
                message = f"It runs already: {lock.read().strip()}. Stop it there with Ctrl-C."
                raise Stop(message, NOT_NOW) from error
            lock.truncate(0)
            lock.write(f"{what}, process {os.getpid()}\n")
            lock.flush()
            yield
            lock.truncate(0)


def state_folder(given: Mapping[str, str]) -> Path:
    """Return the state folder: COOP_STATE_DIR, or `.coop` where the command was given."""
    return Path(given.get("COOP_STATE_DIR", ".coop")).expanduser().resolve()


def new_secrets() -> dict[str, str]:
    """Return fresh secrets, by variable."""
    return {
        "COOP_SECRET_KEY": secrets.token_urlsafe(64),
        "COOP_RECEIPT_KEYS": secrets.token_urlsafe(48),
        "COOP_FACTOR_KEY": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
    }


def as_lines(values: Mapping[str, str]) -> str:
    """Return the values as the lines of an environment file."""
    return "".join(f"{name}={value}\n" for name, value in values.items())


def write_closed(path: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(path)

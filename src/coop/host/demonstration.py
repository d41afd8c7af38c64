"""What a demonstration keeps between two starts: its people and its schema's mark."""

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from coop.host.home import FOREIGN, Home, write_closed
from coop.host.say import FOUND_WRONG, OK, Stop, step
from coop.host.schema import schema_digest
from coop.host.supervisor import Supervisor
from coop.kernel import clock

CLOSE_HOUR, FRIDAY = 19, 4  # of the demonstration's calendar
HEEDED = {"COOP_PROFILE", "COOP_LOG_LEVEL"}


@dataclass(frozen=True)
class DemoPerson:
    """Somebody who can sign in, with the account that others may transfer to."""

    username: str
    password: str
    story: str
    name: str = ""
    account: str = ""


@dataclass(frozen=True)
class Newcomer:
    """Somebody with an active account and no user yet, with the facts that registering asks."""

    name: str
    document: str
    born: str
    account: str
    email: str
    story: str


@dataclass(frozen=True)
class Demonstration:
    """The demonstration of one home."""

    home: Home

    @property
    def folder(self) -> Path:
        """Where its files stand."""
        return self.home.folder / "demonstration"

    def environment(self, *, port: int, smtp_port: int, mailbox_port: int) -> dict[str, str]:
        """Return its settings, and remember its ports; of the shell's own it heeds HEEDED."""
        ports = {"port": port, "smtp_port": smtp_port, "mailbox_port": mailbox_port}
        self.folder.mkdir(mode=0o700, exist_ok=True)
        write_closed(self.folder / "ports.json", json.dumps(ports))
        return self._environment(**ports)

    def present_environment(self) -> dict[str, str]:
        """Return the settings of its last start, for a command beside it."""
        ports = json.loads((self.folder / "ports.json").read_text(encoding="utf-8"))
        return self._environment(**ports)

    def _environment(self, *, port: int, smtp_port: int, mailbox_port: int) -> dict[str, str]:
        given = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("COOP_", *FOREIGN)) or name in HEEDED
        }
        return self.home.environment(
            given,
            COOP_MODE="demonstration",
            COOP_PROFILE="demostracion",
            COOP_PUBLIC_URL=f"http://localhost:{port}",
            COOP_SMTP_URL=f"smtp://127.0.0.1:{smtp_port}",
            COOP_MAILBOX_URL=f"http://localhost:{mailbox_port}",
        )

    def schema_is_current(self) -> bool:
        """Tell whether the database was migrated by this very code."""
        try:
            return (self.folder / "schema").read_text(encoding="utf-8") == schema_digest()
        except OSError:
            return False

    def remember_schema(self) -> None:
        """Mark the database as migrated by this code."""
        write_closed(self.folder / "schema", schema_digest())

    def begun(self) -> bool:
        """Tell whether it was ever started here."""
        return (self.folder / "ports.json").exists()

    def loaded(self) -> bool:
        """Tell whether the people are in."""
        return (self.folder / "people.json").exists()

    def load(self, supervisor: Supervisor, environment: Mapping[str, str]) -> None:
        """Generate the cooperative's files, take them in, and give a few people access.

        Raises:
            Stop: with what the intake found; or somebody asked to stop.
        """
        command = ["-m", "coop.host.load", str(self.folder)]
        with step("Demonstration cooperative"):
            code, said = supervisor.run_once(command, environment=environment)
        if code != OK:
            raise Stop(f"The demonstration could not be loaded:\n{said}", FOUND_WRONG)

    def keep_people(self, people: list[DemoPerson]) -> None:
        """Remember who can sign in; the file is closed to others."""
        text = json.dumps([asdict(person) for person in people], ensure_ascii=False, indent=1)
        write_closed(self.folder / "people.json", text)

    def people(self) -> list[DemoPerson]:
        """Return who can sign in."""
        try:
            text = (self.folder / "people.json").read_text(encoding="utf-8")
        except OSError:
            return []
        return [DemoPerson(**entry) for entry in json.loads(text)]

    def keep_newcomers(self, newcomers: list[Newcomer]) -> None:
        """Remember who can register; the file is closed to others."""
        text = json.dumps([asdict(one) for one in newcomers], ensure_ascii=False, indent=1)
        write_closed(self.folder / "newcomers.json", text)

    def newcomers(self) -> list[Newcomer]:
        """Return who had no user when the demonstration was loaded."""
        try:
            text = (self.folder / "newcomers.json").read_text(encoding="utf-8")
        except OSError:
            return []
        return [Newcomer(**entry) for entry in json.loads(text)]

    def welcome(self, environment: Mapping[str, str], *, first_link: str) -> str:
        """Return what is printed once everything runs."""
        people = "".join(
            f"    {person.username:<10} {person.password:<30} {person.name}, {person.account}\n"
            f"    {'':<10} {person.story}\n"
            for person in self.people()
        )
        newcomers = "".join(
            f"    {one.name}: cédula {one.document}, born {one.born}, account {one.account}\n"
            f"    {one.story} Mail: {one.email}\n"
            for one in self.newcomers()
        )
        return WELCOME.format(
            newcomers=newcomers or "    (nobody)\n",
            address=environment["COOP_PUBLIC_URL"],
            mailbox=environment["COOP_MAILBOX_URL"],
            people=people or "    (nobody yet)\n",
            first_link=f"{environment['COOP_PUBLIC_URL']}{first_link}",
            logs=self.home.folder / "log",
            coop=_command(),
            day=_next_close(clock.panama(clock.now())),
        )


def _next_close(now: datetime) -> date:
    """Return the next Monday to Friday whose close, at 19:00, is still to come."""
    day = now.date() if now.hour < CLOSE_HOUR - 1 else now.date() + timedelta(days=1)
    while day.weekday() > FRIDAY:
        day += timedelta(days=1)
    return day


def _command() -> str:
    """Return how this very command was called, as a person can type it again here."""
    called = Path(sys.argv[0])
    if called.name != "coop":
        return f"{sys.executable} -m coop.host.main"
    return os.path.relpath(called) if called.is_relative_to(Path.cwd()) else str(called)


WELCOME = """
  Open     {address}
  Mail     {mailbox}   every notice of the cooperative arrives here

  People (user name, password, full name and an account that others can transfer to):
{people}
  To register at {address}/registro (the code arrives in the mailbox):
{newcomers}
  Staff    {first_link}
           once, for the first administrator; then {address}/personal/entrar
           {coop} staff invite 'Carla Ríos' --role cis          an adviser's code
           {coop} staff invite 'Saúl Ortega' --role operations  a supervisor's code

  Codes    {coop} demo-code NAME   a code to enter with, or to authorize an order; each only once
  Clock    {coop} demo-clock '{day} 18:59'   a minute before a close; --real undoes it
  Books    {coop} prove

  Simulated: the cooperative, its people, their money, and the mailbox. Real: the database
  (PostgreSQL 18), the books, the web server, the jobs, the mail protocol, the documents.

  Logs     {logs}
  Ctrl-C stops everything; the data stays.
"""

"""`coop run`: web, worker and clock under one parent, for a cooperative that serves people."""

import contextlib
import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit

from coop.host import processes
from coop.host.home import Home, state_folder
from coop.host.listen import listen
from coop.host.postgres import Answer, Cluster, DatabaseTrouble
from coop.host.say import FOUND_WRONG, NOT_NOW, OK, Stop, say, step
from coop.host.supervisor import Supervisor

READY_SECONDS = 60.0


def run(*, address: str, port: int) -> int:
    """Run the cooperative until somebody asks to stop; return the exit code.

    The database is DATABASE_URL's; without one, an embedded PostgreSQL of this machine, migrated
    at each start.
    """
    from coop.config.environment import read

    home = Home(state_folder(os.environ))
    with home.held(f"coop run on port {port}"), supervised() as supervisor:
        own = uses_embedded(os.environ)
        if own:
            home.prepare()
        environment = home.environment(os.environ) if own else dict(os.environ)
        environment["DJANGO_SETTINGS_MODULE"] = "coop.config.django"
        read(environment)  # every wrong variable is named before anything starts
        with listen(address=address, port=port) as listening:
            if own:
                start_database(supervisor, home.cluster)
                migrate(supervisor, home.owner_environment(environment))
            supervisor.add(processes.web(environment, socket=listening.fileno(), log=None))
            for name in processes.QUEUES:
                supervisor.add(processes.worker(name, environment, log=None))
            wait_for_web(supervisor, listening, environment, log=None)
            if not supervisor.asked_to_stop:
                say(f"Serving {environment['COOP_PUBLIC_URL']} on {address}, port {port}.")
            supervisor.watch()
    return OK


def uses_embedded(variables: Mapping[str, str]) -> bool:
    """Tell whether the operator named no database, so that the machine runs its own."""
    return "DATABASE_URL" not in variables and "DATABASE_URL_FILE" not in variables


@contextmanager
def supervised() -> Iterator[Supervisor]:
    """Give a supervisor that answers signals, and end every part afterwards, whatever happened."""
    supervisor = Supervisor()
    supervisor.take_signals()
    try:
        yield supervisor
    finally:
        supervisor.stop()
        Home(state_folder(os.environ)).cluster.tidy()


def start_database(supervisor: Supervisor, cluster: Cluster) -> None:
    """Start the embedded PostgreSQL as a part and wait until it takes connections."""
    with step("PostgreSQL"), cluster.alone():
        cluster.prepare()
        if cluster.answer() is not Answer.NOBODY:
            cluster.stop()  # left behind by a parent and a guard that died together
        server = supervisor.add(processes.database(cluster))
        cluster.wait(server)
        cluster.ensure_roles()


def migrate(supervisor: Supervisor, environment: Mapping[str, str], *words: str) -> None:
    """Migrate in a process of its own, the only one that is given the owner's URL.

    Raises:
        Stop: it failed, with its last words; or somebody asked to stop.
    """
    command = ["-m", "coop.host.main", "migrate", "--quiet", *words]
    with step("Schema"):
        code, said = supervisor.run_once(command, environment=environment)
    if code != OK:
        raise Stop(f"The schema could not be brought up to date:\n{said}", FOUND_WRONG)


def wait_for_web(
    supervisor: Supervisor,
    listening: socket.socket,
    environment: Mapping[str, str],
    log: Path | None,
) -> None:
    """Return when the web server answers a page, or when somebody asked to stop.

    Raises:
        Stop: it does not answer in a minute.
    """
    host = urlsplit(environment["COOP_PUBLIC_URL"]).netloc
    with step("Web, worker and clock"):
        ready = supervisor.wait_until(lambda: answers(listening, host), READY_SECONDS)
    if not ready and not supervisor.asked_to_stop:
        where = f" Its log: {log}" if log else ""
        raise Stop(f"The web server does not answer.{where}", NOT_NOW)


def answers(listening: socket.socket, host: str) -> bool:
    """Tell whether the web server behind a listening socket answers without a fault."""
    name, port = listening.getsockname()[:2]
    reach = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(name, name)  # noqa: S104 - compared, not bound
    with contextlib.closing(HTTPConnection(reach, port, timeout=5)) as connection:
        try:
            headers = {"Host": host, "X-Forwarded-Proto": "https"}
            connection.request("GET", "/entrar", headers=headers)
            return connection.getresponse().status < 500  # noqa: PLR2004 - HTTP's own classes
        except (OSError, HTTPException):
            return False


@contextmanager
def database_up(home: Home) -> Iterator[None]:
    """Have the embedded database run for the length of one command; leave it as it was found."""
    cluster = home.cluster
    if not cluster.data.exists():
        message = (
            "There is no database here: name one in DATABASE_URL, or make the demonstration's "
            "with `coop demo`."
        )
        raise Stop(message, NOT_NOW)
    with contextlib.ExitStack() as afterwards:
        if cluster.answer() is Answer.NOBODY:
            afterwards.enter_context(home.held("a command of coop"))
            try:
                cluster.start()
            except DatabaseTrouble as trouble:
                raise Stop(str(trouble), NOT_NOW) from trouble
            afterwards.callback(cluster.stop)
        yield

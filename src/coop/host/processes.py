"""The parts of the house: database, web server, worker, clock, and the sandbox's mailbox."""

import os
import signal
from collections.abc import Mapping
from pathlib import Path

from coop.host.postgres import Cluster
from coop.host.supervisor import Part, python_part

THREADS = 8
REQUEST_SECONDS = 30
QUEUES = {"worker": "default", "clock": "clock"}


def database(cluster: Cluster) -> Part:
    """Return the embedded PostgreSQL; SIGINT is its fast stop."""
    return Part("database", cluster.launch, signal.SIGINT)


def web(environment: Mapping[str, str], *, socket: int, log: Path | None) -> Part:
    """Return the web server, on a socket that the parent keeps open."""
    proxies = "*" if int(environment.get("COOP_PROXIES", "0")) else "127.0.0.1"
    words = [
        "-m", "gunicorn", "coop.config.wsgi:application",
        "--worker-class", "gthread", "--workers", str(min(os.cpu_count() or 2, 8)),
        "--threads", str(THREADS), "--no-control-socket", "--bind", f"fd://{socket}",
        "--timeout", str(REQUEST_SECONDS), "--graceful-timeout", "20",
        "--forwarded-allow-ips", proxies, "--forwarder-headers", "", "--name", "coop-web",
        "--logger-class", "coop.host.web_log.WebLog",
    ]  # fmt: skip
    return python_part("web", words, environment=environment, log=log, pass_fds=(socket,))


def worker(name: str, environment: Mapping[str, str], *, log: Path | None) -> Part:
    """Return the worker of one queue: `worker` or `clock`."""
    words = ["-m", "coop.host.worker", name, QUEUES[name]]
    return python_part(name, words, environment=environment, log=log)


def mailbox(
    environment: Mapping[str, str], *, folder: Path, smtp: int, page: int, log: Path
) -> Part:
    """Return the sandbox's mail server with its page, on sockets that the parent keeps open."""
    words = [
        "-m", "coop_sandbox.mailbox", "--folder", str(folder),
        "--smtp-socket", str(smtp), "--page-socket", str(page),
    ]  # fmt: skip
    kept = {
        name: value
        for name, value in environment.items()
        if not name.startswith(("COOP_", "DATABASE_"))
    }
    return python_part("mailbox", words, environment=kept, log=log, pass_fds=(smtp, page))

"""A served cooperative to measure: its own cluster, durable commits, and two web servers beside
each other - the house and the bare page.
"""

import http.client
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import psutil

from coop.host.home import Home
from coop.host.listen import free_port
from coop.host.postgres import OWNER

ROOT = Path(__file__).parents[1]
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Server:
    """One gunicorn: where it listens, and what it has burnt."""

    port: int
    process: subprocess.Popen[bytes]

    def cpu_seconds(self) -> float:
        """Return user and system seconds of the parent and its workers so far."""
        parent = psutil.Process(self.process.pid)
        times = [one.cpu_times() for one in (parent, *parent.children(recursive=True))]
        return float(sum(spent.user + spent.system for spent in times))


@dataclass
class Browser:
    """Just enough of a browser: one connection, kept alive or not, cookies, forms."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    kept: bool = True
    _connection: http.client.HTTPConnection | None = None

    def get(self, path: str) -> tuple[int, str]:
        """Ask for a page; return its status and text."""
        status, _, text = self._ask("GET", path, None)
        return status, text

    def post(self, path: str, form: Mapping[str, str], token: str) -> tuple[int, str, str]:
        """Send a form; return status, Location and text."""
        return self._ask("POST", path, {"csrfmiddlewaretoken": token, **form})

    def _ask(self, method: str, path: str, form: Mapping[str, str] | None) -> tuple[int, str, str]:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("localhost", self.port, timeout=60)
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Origin": f"http://localhost:{self.port}",
        }
        body = None
        if form is not None:
            body = urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie", []):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        text = answer.read().decode()
        if not self.kept:
            self._connection.close()
            self._connection = None
        return answer.status, answer.headers.get("Location", ""), text


def token_of(page: str) -> str:
    """Return the page's CSRF token."""
    found = TOKEN.search(page)
    assert found is not None, page[:500]
    return found[1]


@contextmanager
def served(
    home: Home, *, workers: int, profile: str = "demostracion"
) -> Iterator[tuple[Server, Server, dict[str, str]]]:
    """Run the cluster, the house's web server and the bare one; give both and the settings."""
    home.prepare()
    house_port, bare_port = free_port(8200), free_port(8300)
    environment = home.environment(
        {name: value for name, value in os.environ.items() if not name.startswith("COOP_")},
        COOP_MODE="demonstration",
        COOP_PROFILE=profile,
        COOP_PUBLIC_URL=f"http://localhost:{house_port}",
        COOP_SMTP_URL="smtp://127.0.0.1:2525",
        DATABASE_URL=home.cluster.url(),
        DATABASE_OWNER_URL=home.cluster.url(role=OWNER),
    )
    with ExitStack() as afterwards:
        home.cluster.start()
        afterwards.callback(home.cluster.stop)
        verb = [sys.executable, "-m", "coop.host.main"]
        migrate = [*verb, "migrate", "--quiet", "--demonstration"]
        subprocess.run(migrate, env=environment, check=True)
        del environment["DATABASE_OWNER_URL"]
        servers = []
        for name, port, application in (
            ("house", house_port, "coop.config.wsgi:application"),
            ("bare", bare_port, "bench.bare_wsgi:application"),
        ):
            settings = {"house": "coop.config.django", "bare": "bench.bare"}[name]
            words = [
                sys.executable, "-m", "gunicorn", application, "--worker-class", "gthread",
                "--workers", str(workers), "--threads", "8", "--no-control-socket",
                "--bind", f"127.0.0.1:{port}", "--log-level", "error", "--keep-alive", "75",
            ]  # fmt: skip
            log = afterwards.enter_context(home.log(name).open("w"))
            process = subprocess.Popen(
                words,
                env={**environment, "DJANGO_SETTINGS_MODULE": settings},
                cwd=ROOT,
                stdout=log,
                stderr=log,
            )
            afterwards.callback(_end, process)
            servers.append(Server(port, process))
        for server, path in zip(servers, ("/entrar", "/"), strict=True):
            _await(server.port, path)
        yield servers[0], servers[1], environment


def _await(port: int, path: str) -> None:
    for _ in range(300):
        try:
            if Browser(port).get(path)[0] < 500:
                return
        except OSError:
            time.sleep(0.1)
    message = f"nothing answers at {port}"
    raise RuntimeError(message)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait(timeout=30)

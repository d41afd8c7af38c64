"""`coop` as a person runs it, in a shell and a folder of its own."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as trial:
        return int(trial.getsockname()[1])


def shell(state: Path) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("COOP_", "DATA"))
    }
    return {**kept, "COOP_STATE_DIR": str(state), "PYTHONUNBUFFERED": "1"}


def coop(state: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "coop.host.main", *words],
        env=shell(state), check=False, capture_output=True, text=True,
    )  # fmt: skip


@contextmanager
def demo(state: Path, port: int, *words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    with subprocess.Popen(
        [sys.executable, "-m", "coop.host.main", "demo", "--port", str(port), *words],
        env=shell(state), stdout=subprocess.PIPE, text=True, start_new_session=True,
    ) as parent:  # fmt: skip
        assert parent.stdout is not None
        said = ""
        for line in parent.stdout:
            said += line
            if "Ctrl-C stops" in line:
                break
        try:
            yield parent, said
        finally:
            parent.send_signal(signal.SIGINT)
            parent.communicate(timeout=120)


def answers(port: int) -> bool:
    try:
        with urlopen(f"http://localhost:{port}/entrar", timeout=5):
            return True
    except HTTPError as error:
        return error.code < 500
    except (URLError, OSError):
        return False

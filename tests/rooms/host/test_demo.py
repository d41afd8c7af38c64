"""`coop demo` as a person runs it: up, killed in every part, stopped, and up again."""

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rooms.host.running import answers, coop, demo, free_port
from tests.waiting import eventually, runs


def family(pid: int) -> dict[int, str]:
    """Every living descendant of a process, with its command line."""
    found: dict[int, str] = {}
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text().rsplit(")", 1)[1].split()
                line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            parents[int(entry.name)] = (int(stat[1]), line)
    grown = {pid}
    while True:
        more = {child for child, (parent, _) in parents.items() if parent in grown} - grown
        if not more:
            return found
        grown |= more
        found |= {child: parents[child][1] for child in more}


def one(pid: int, words: str) -> int:
    """The descendant whose command line holds `words` and whose parent is `pid` itself."""
    for child, line in sorted(family(pid).items()):
        if words in line:
            return child
    raise AssertionError(f"no {words} below {pid}")


@pytest.mark.parametrize("part", ["bin/postgres", "gunicorn", "coop-worker", "coop-clock"])
def test_every_part_comes_back(running: tuple[subprocess.Popen[str], int, Path], part: str) -> None:
    parent, port, _ = running
    assert eventually(lambda: part in " ".join(family(parent.pid).values()))
    killed = one(parent.pid, part)
    os.kill(killed, signal.SIGKILL)
    assert eventually(lambda: not runs(killed))
    assert eventually(lambda: part in " ".join(family(parent.pid).values()) and answers(port))
    assert parent.poll() is None


@pytest.fixture(scope="module")
def running(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[subprocess.Popen[str], int, Path]]:
    state = tmp_path_factory.mktemp("demo") / ".coop"
    port = free_port()
    with demo(state, port) as (parent, _):
        yield parent, port, state


def test_it_prints_what_a_person_needs(tmp_path: Path) -> None:
    state, port = tmp_path / ".coop", free_port()
    with demo(state, port) as (parent, said):
        assert f"http://localhost:{port}" in said
        assert "Simulated" in said
        assert answers(port)
        below = family(parent.pid)

        second = coop(state, "demo", "--port", str(free_port()))
        assert second.returncode == 3
        assert f"It runs already: the demonstration at http://localhost:{port}" in second.stderr

        elsewhere = coop(tmp_path / "other", "demo", "--port", str(port))
        assert elsewhere.returncode == 3
        assert f"Port {port} is taken by another program." in elsewhere.stderr
        assert "make run PORT=" in elsewhere.stderr

        assert "marisol" in said
        assert "demo-code NAME   a code to enter with, or to authorize an order" in said
        code = coop(state, "demo-code", "marisol")
        assert re.fullmatch(r"[0-9]{6}\n", code.stdout), code.stderr
        proved = coop(state, "prove")
        assert proved.returncode == 0, proved.stdout + proved.stderr
        again = coop(state, "intake", str(state / "demonstration" / "files"))
        assert again.returncode == 0, again.stderr
        assert "nothing changed" in again.stdout

        clock = coop(state, "demo-clock", "2026-11-23 18:00")
        assert clock.returncode == 0, clock.stderr
        assert "2026-11-23 18:00" in clock.stdout
    assert parent.returncode == 0
    assert not any(runs(pid) for pid in below)

    with demo(state, port) as (parent, said):
        below = family(parent.pid)
        assert "Demonstration cooperative" not in said
        parent.kill()
        assert eventually(lambda: not any(runs(pid) for pid in below))


def test_the_state_is_closed_and_ignored(
    running: tuple[subprocess.Popen[str], int, Path],
) -> None:
    _, _, state = running
    assert state.stat().st_mode & 0o777 == 0o700
    assert (state / "secrets.env").stat().st_mode & 0o777 == 0o600
    assert (state / ".gitignore").read_text() == "*\n"

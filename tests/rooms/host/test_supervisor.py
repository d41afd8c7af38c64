"""The parent restarts what dies, and nothing outlives it, not even when it is killed itself."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from coop.host.supervisor import Supervisor, python_part
from tests.waiting import eventually, runs

SLEEPER = ["-c", "import time; time.sleep(300)"]
PARENT = """
import sys, time
from coop.host.supervisor import Supervisor, python_part
supervisor = Supervisor()
for name in ("one", "two"):
    part = python_part(name, ["-c", "import time; time.sleep(300)"], environment={}, log=None)
    supervisor.add(part)
print(*supervisor.pids().values(), flush=True)
time.sleep(300)
"""


@pytest.fixture
def supervisor() -> Iterator[Supervisor]:
    made = Supervisor()
    yield made
    made.stop()


def test_a_part_that_is_killed_runs_again(supervisor: Supervisor) -> None:
    first = supervisor.add(python_part("one", SLEEPER, environment={}, log=None)).pid
    os.kill(first, signal.SIGKILL)

    def again() -> bool:
        supervisor.tick()
        return supervisor.pids()["one"] != first

    assert eventually(again)
    assert runs(supervisor.pids()["one"])


def test_a_part_that_cannot_live_is_tried_ever_more_slowly(
    supervisor: Supervisor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tried = tmp_path / "tried"
    words = ["-c", f"open({str(tried)!r}, 'a').write('x'); raise SystemExit(7)"]
    supervisor.add(python_part("broken", words, environment={}, log=None))

    def thrice() -> bool:
        supervisor.tick()
        return tried.exists() and len(tried.read_text()) >= 3

    assert eventually(thrice)
    said = capsys.readouterr().err
    assert "broken ended (exit 7); again in 0.2 s" in said
    assert "again in 0.4 s" in said


def test_its_grandchildren_end_with_a_killed_part(supervisor: Supervisor, tmp_path: Path) -> None:
    note = tmp_path / "grandchild"
    code = (
        "import subprocess, sys, time, pathlib;"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(300)']);"
        f"pathlib.Path({str(note)!r}).write_text(str(child.pid)); time.sleep(300)"
    )
    process = supervisor.add(python_part("one", ["-c", code], environment={}, log=None))
    assert eventually(lambda: note.exists() and note.read_text() != "")
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    supervisor.tick()
    assert eventually(lambda: not runs(int(note.read_text())))


def test_the_guard_is_replaced_when_it_is_killed(supervisor: Supervisor) -> None:
    supervisor.add(python_part("one", SLEEPER, environment={}, log=None))
    guard = supervisor.guard_pid
    os.kill(guard, signal.SIGKILL)
    assert eventually(lambda: not runs(guard))
    supervisor.tick()
    assert supervisor.guard_pid != guard
    assert runs(supervisor.guard_pid)


@pytest.mark.parametrize("death", [signal.SIGKILL, signal.SIGTERM])
def test_nothing_outlives_a_parent_that_is_killed(death: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        children = [int(pid) for pid in parent.stdout.readline().split()]
        assert len(children) == 2
        assert all(runs(pid) for pid in children)
        parent.send_signal(death)
        parent.wait()
        assert eventually(lambda: not any(runs(pid) for pid in children))


def test_stop_ends_every_part_and_the_guard() -> None:
    supervisor = Supervisor()
    pids = [supervisor.add(python_part(n, SLEEPER, environment={}, log=None)).pid for n in "ab"]
    guard = supervisor.guard_pid
    supervisor.stop()
    assert not any(runs(pid) for pid in [*pids, guard])

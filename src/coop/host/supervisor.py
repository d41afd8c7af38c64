"""One parent for every process of the house: starts them, restarts what dies, leaves nothing."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from types import FrameType
from typing import IO

from coop.host import guard
from coop.host.postgres import DatabaseTrouble
from coop.host.say import INTERRUPTED, Stop, complain

FIRST_DELAY = 0.2  # seconds before the first restart; doubled at each further one
LONGEST_DELAY = 10.0
SETTLED = 15.0  # a child that lived this long starts again without delay
TICK = 0.2
GRACE = 25.0


@dataclass(frozen=True)
class Part:
    """One process of the house: how to start it, and the signal that asks it to end."""

    name: str
    start: Callable[[], "subprocess.Popen[bytes]"]
    ends_on: signal.Signals = signal.SIGTERM


@dataclass
class _Child:
    part: Part
    process: "subprocess.Popen[bytes]"
    since: float
    deaths: int = 0
    due: float | None = field(default=None)


class Supervisor:
    """Keeps the parts running until it is asked to stop; the first added ends last."""

    def __init__(self) -> None:
        """Start the guard, which ends the parts if this process cannot."""
        self._children: list[_Child] = []
        self._asked = Event()
        self._guard = self._start_guard()

    def take_signals(self) -> None:
        """Let Ctrl-C, SIGTERM and a closed terminal ask to stop; asked twice, kill."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)

    def add(self, part: Part) -> "subprocess.Popen[bytes]":
        """Start a part and keep it running from now on."""
        process = part.start()
        self._children.append(_Child(part, process, time.monotonic()))
        self._tell("started", process.pid, part.ends_on)
        return process

    @property
    def asked_to_stop(self) -> bool:
        """Whether somebody asked."""
        return self._asked.is_set()

    def pids(self) -> dict[str, int]:
        """Return the process id of every part that runs."""
        return {child.part.name: child.process.pid for child in self._children}

    @property
    def guard_pid(self) -> int:
        """The guard's process id."""
        return self._guard.pid

    def tick(self) -> None:
        """Look once at every part: bury what died, start again what is due."""
        if self._guard.poll() is not None:
            assert self._guard.stdin is not None
            self._guard.stdin.close()
            self._guard = self._start_guard()
            for child in self._children:
                self._tell("started", child.process.pid, child.part.ends_on)
        for child in self._children:
            if child.due is None and child.process.poll() is not None:
                self._bury(child)
            if child.due is not None and time.monotonic() >= child.due:
                self._start_again(child)

    def run_once(self, words: list[str], *, environment: Mapping[str, str]) -> tuple[int, str]:
        """Run this very Python with `words` to its end; return its exit code and last words.

        Raises:
            Stop: somebody asked to stop; it was ended.
        """
        with tempfile.TemporaryFile() as errors:
            process = subprocess.Popen(  # noqa: S603 - our own modules
                [sys.executable, *words], env=dict(environment), stdin=subprocess.DEVNULL,
                stdout=errors, stderr=errors, start_new_session=True,
            )  # fmt: skip
            self._tell("started", process.pid, signal.SIGTERM)
            while process.poll() is None and not self._asked.wait(TICK / 4):
                self.tick()
            _kill_group(process.pid)
            process.wait()
            self._tell("ended", process.pid, signal.SIGTERM)
            if self._asked.is_set():
                raise Stop("stopped before it was ready; start again to go on", INTERRUPTED)
            errors.seek(0)
            return process.returncode, errors.read().decode(errors="replace").strip()

    def watch(self) -> None:
        """Keep every part running until somebody asks to stop."""
        while not self._asked.wait(TICK):
            self.tick()

    def wait_until(self, ready: Callable[[], bool], patience: float) -> bool:
        """Keep the parts running until `ready`; False if asked to stop or out of patience."""
        end = time.monotonic() + patience
        while not self._asked.is_set():
            if ready():
                return True
            if time.monotonic() > end:
                return False
            self.tick()
            self._asked.wait(TICK / 2)
        return False

    def stop(self) -> None:
        """End every part and the guard: first all that use the database, then the database."""
        for wave in (self._children[1:], self._children[:1]):
            for child in wave:
                if child.process.poll() is None:
                    child.process.send_signal(child.part.ends_on)
            until = time.monotonic() + GRACE
            for child in wave:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.process.wait(max(until - time.monotonic(), 0))
                _kill_group(child.process.pid)
                child.process.wait()
                self._tell("ended", child.process.pid, child.part.ends_on)
        self._children.clear()
        assert self._guard.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._guard.stdin.close()
        self._guard.wait()

    def _bury(self, child: _Child) -> None:
        process = child.process
        if child.part.ends_on is not signal.SIGINT:  # PostgreSQL's own recover better by themselves
            _kill_group(process.pid)
        self._tell("ended", process.pid, child.part.ends_on)
        lived = time.monotonic() - child.since
        child.deaths = 1 if lived > SETTLED else child.deaths + 1
        delay = min(FIRST_DELAY * 2 ** (child.deaths - 1), LONGEST_DELAY)
        child.due = time.monotonic() + delay
        complain(
            f"coop: {child.part.name} ended ({_how(process.returncode)}); again in {delay:.1f} s"
        )

    def _start_again(self, child: _Child) -> None:
        try:
            child.process = child.part.start()
        except (OSError, DatabaseTrouble) as error:
            complain(f"coop: {child.part.name} cannot start: {error}")
            child.due = time.monotonic() + LONGEST_DELAY
            return
        child.since, child.due = time.monotonic(), None
        self._tell("started", child.process.pid, child.part.ends_on)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        if self._asked.is_set():
            for child in self._children:
                _kill_group(child.process.pid)
        self._asked.set()

    def _start_guard(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(  # noqa: S603 - our own script
            [sys.executable, "-I", "-S", guard.__file__],
            stdin=subprocess.PIPE, start_new_session=True, cwd="/",
        )  # fmt: skip

    def _tell(self, word: str, pid: int, number: signal.Signals) -> None:
        assert self._guard.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # a dead guard is started again at the next tick
            self._guard.stdin.write(f"{word} {pid} {number.value}\n".encode())
            self._guard.stdin.flush()


def python_part(
    name: str,
    words: list[str],
    *,
    environment: Mapping[str, str],
    log: Path | None,
    pass_fds: tuple[int, ...] = (),
) -> Part:
    """Return a part that runs this very Python with `words`, its output added to `log`."""

    def start() -> "subprocess.Popen[bytes]":
        with _opened(log) as output:
            return subprocess.Popen(  # noqa: S603 - our own modules
                [sys.executable, *words], env=dict(environment), stdin=subprocess.DEVNULL,
                stdout=output, stderr=output, start_new_session=True, pass_fds=pass_fds,
            )  # fmt: skip

    return Part(name, start)


def _opened(log: Path | None) -> "contextlib.AbstractContextManager[IO[bytes] | None]":
    return contextlib.nullcontext() if log is None else log.open("ab")


def _kill_group(group: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def _how(code: int) -> str:
    return f"exit {code}" if code >= 0 else signal.Signals(-code).name

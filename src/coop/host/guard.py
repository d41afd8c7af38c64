"""Ends the supervisor's children when the supervisor can no longer do it, killed with -9 included.

It reads one line for each child that starts or ends and holds the other end of a pipe whose writer
is the supervisor alone: end of file means that the supervisor is gone. Standard library only; it
runs as a script of its own, in a session of its own.
"""

import contextlib
import os
import signal
import sys
import time

PATIENCE = 20.0  # seconds


def alive(group: int) -> bool:
    """Tell whether a process group still has members."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def end(children: dict[int, int]) -> None:
    """Send each group its signal, wait, and kill what is left."""
    for group, number in children.items():
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, number)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and any(alive(group) for group in children):
        time.sleep(0.05)
    for group in children:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)


def main() -> None:
    """Follow the children until the supervisor is gone, then end them."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    children: dict[int, int] = {}
    for line in sys.stdin:
        word, pid, ends_on = line.split()
        if word == "started":
            children[int(pid)] = int(ends_on)
        else:
            children.pop(int(pid), None)
    end(children)


if __name__ == "__main__":
    main()

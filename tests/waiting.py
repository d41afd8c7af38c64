"""Waiting for something to happen elsewhere: as long as a busy machine may need."""

import time
from collections.abc import Callable
from pathlib import Path


def eventually(happens: Callable[[], bool]) -> bool:
    """Tell whether it happens within half a minute."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if happens():
            return True
        time.sleep(0.02)
    return False


def runs(pid: int) -> bool:
    """Tell whether a process lives."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"

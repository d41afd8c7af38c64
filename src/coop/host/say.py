"""What the command line says: results on standard output, troubles and progress on the other."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

OK = 0
FOUND_WRONG = 1
MISUSED = 2
NOT_NOW = 3
INTERRUPTED = 130


class Stop(Exception):  # noqa: N818 - it ends a command, with its words and its exit code
    """The command cannot go on; `text` tells a person what to do, `code` tells a script."""

    def __init__(self, text: str, code: int = FOUND_WRONG) -> None:
        """Keep both."""
        super().__init__(text)
        self.code = code


def say(text: str = "") -> None:
    """Write a line to standard output."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def complain(text: str) -> None:
    """Write a line to standard error."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


@contextmanager
def step(text: str) -> Iterator[None]:
    """Tell that something begins and, when it has ended, how long it took."""
    begun = time.monotonic()
    sys.stdout.write(f"  {text} ...")
    sys.stdout.flush()
    try:
        yield
    except BaseException:
        say()
        raise
    say(f" {time.monotonic() - begun:.1f} s")


class Bar:
    """A progress bar on a terminal; elsewhere a line at each tenth of the work."""

    WIDTH = 30

    def __init__(self, text: str) -> None:
        """Begin the work called `text`."""
        self._text = text
        self._shown = -1
        self._live = sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> None:
        """Show that `done` of `total` is done."""
        parts = 100 if self._live else 10
        reached = parts * done // max(total, 1)
        if reached == self._shown:
            return
        self._shown = reached
        percent = 100 * done // max(total, 1)
        if not self._live:
            complain(f"  {self._text}: {percent} %")
            return
        full = self.WIDTH * done // max(total, 1)
        bar = "█" * full + "·" * (self.WIDTH - full)
        sys.stderr.write(f"\r  {self._text} {bar} {percent:3d} %" + ("\n" if done >= total else ""))
        sys.stderr.flush()

"""A slot holds what a room needs from outside and `coop.config` fills at boot.

A room declares in `ports.py` a frozen type and a slot for it; below `config` nobody reads the
environment, the profile or Django's settings for a business value.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

from coop.kernel.errors import Broken

T = TypeVar("T")


class SlotEmpty(Broken):
    """A room was used before `coop.config.wiring` filled its ports."""

    code = "kernel.slot_empty"


class Slot(Generic[T]):
    """One value that is set at boot and read for the rest of the process's life."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._value: T | None = None

    def fill(self, value: T) -> None:
        """Set the value; a second boot in the same process may replace it."""
        self._value = value

    def get(self) -> T:
        """Return the value, or raise `kernel.slot_empty`."""
        if self._value is None:
            raise SlotEmpty(slot=self._name)
        return self._value

    @contextmanager
    def replaced(self, value: T) -> Iterator[None]:
        """Hold another value for the length of a test."""
        before, self._value = self._value, value
        try:
            yield
        finally:
            self._value = before

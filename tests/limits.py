"""Access with other limits than the profile's."""

from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

from coop.access.ports import slot


def few(**limits: Any) -> AbstractContextManager[None]:
    """Have these limits hold instead."""
    return slot.replaced(replace(slot.get(), **limits))

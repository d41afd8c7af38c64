"""Facts that a mail may say and that no table may: kept sealed, and forgotten once it has left.

A fact whose name ends in `_secret` (a code that its reader types) is sealed before the notice is
written, opened when the mail is made, and dropped as soon as the notice waits no more.
"""

from collections.abc import Mapping
from typing import Any

from cryptography.fernet import Fernet

from coop.notifications.ports import slot

ENDING = "_secret"


def sealed(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts with their secrets sealed."""
    return {
        name: _box().encrypt(str(value).encode()).decode("ascii") if _secret(name) else value
        for name, value in data.items()
    }


def opened(value: str) -> str:
    """Return what `sealed` sealed."""
    return _box().decrypt(value.encode("ascii")).decode()


def without_secrets(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts that may stay."""
    return {name: value for name, value in data.items() if not _secret(name)}


def _secret(name: str) -> bool:
    return name.endswith(ENDING)


def _box() -> Fernet:
    return Fernet(slot.get().secrets_key.encode("ascii"))

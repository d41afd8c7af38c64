"""How many passwords are really compared."""

from typing import Any

import argon2
import pytest


class Hashes:
    """Counts what really verifies a hash, below everything of ours and Django's."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.made = 0
        real = argon2.PasswordHasher.verify

        def verify(this: argon2.PasswordHasher, *given: Any) -> Any:
            self.made += 1
            return real(this, *given)

        monkeypatch.setattr(argon2.PasswordHasher, "verify", verify)

"""Who came in, who is half way, and the two ways of being turned away at a door."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from coop.kernel.errors import Refused


class NotSignedIn(Refused):
    """The user name and password do not open, whatever the reason."""

    code = "access.not_signed_in"


class TooManyTries(Refused):
    """Too many tries from this network, or from everywhere; nothing was looked at."""

    code = "access.too_many"


@dataclass(frozen=True, slots=True)
class LastAccess:
    """The sign-in before this one."""

    at: datetime
    address: str
    browser: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who came in. `last_access` is None the first time."""

    user_id: UUID
    person_id: UUID | None
    username: str
    last_access: LastAccess | None
    at: datetime
    """When the sign-in was let through, under the user's lock."""
    address: str = ""
    browser: str = ""
    device_id: UUID | None = None
    """The recognised device, if this browser is one from now on."""
    device_secret: str = ""
    """What its cookie must hold from now on."""


@dataclass(frozen=True, slots=True)
class HalfIn:
    """Whose password was right, from where, and what they may show next; it opens no page."""

    user_id: UUID
    at: datetime
    password_changed_at: datetime
    methods: tuple[str, ...]
    """What may be shown (`proofs.methods_of`), the strongest first; empty without a factor."""
    address: str
    browser: str
    device_id: UUID | None = None
    """Which of the user's recognised devices this browser is."""
    nonce: str = ""
    """The number that a soft token answers for this sign-in; empty without a token."""
    failures: int = 0
    """How many passwords failed before this one, on this side or elsewhere."""
    sessions_end_at: datetime | None = None
    """When the user's sessions had last been ended: ended again, this is over too."""

"""What happened to a user's access, from the audit trail; `coop.pages` has the words."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from coop.audit.queries import trail

SHOWN = 60
HIDDEN = frozenset({"access.signed_out"})


@dataclass(frozen=True, slots=True)
class Deed:
    """One line: what was done, when, and whether its owner did it while signed in."""

    action: str
    at: datetime
    own: bool


def activity_of(user_id: UUID, *, limit: int = SHOWN) -> list[Deed]:
    """Return what was done to the user's access, newest first."""
    subject = str(user_id)
    found = trail(subject=subject, room="access", limit=limit)
    return [
        Deed(entry.action, entry.at, entry.actor == subject)
        for entry in found
        if entry.action not in HIDDEN
    ]

"""How a person's access stands, as staff may see it: kinds and counts, never a secret."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from coop.access import guard
from coop.access.factors import factors_of
from coop.access.models import SignIn, User
from coop.access.sessions.device import devices_of
from coop.access.signed_in import LastAccess


@dataclass(frozen=True, slots=True)
class AccessState:
    """The access of an enrolled person."""

    user_id: UUID
    username: str
    blocked: bool
    locked_until: datetime | None
    since: datetime
    password_usable: bool
    password_off: bool
    """Whether so many tries failed that the password opens nothing on some side until recovery."""
    factors: tuple[str, ...]
    devices: int
    last_access: LastAccess | None


def access_state(person_id: UUID) -> AccessState | None:
    """Return how the person's access stands, or None if they have none."""
    user = User.objects.filter(person_id=person_id, kind="member").first()
    if user is None:
        return None
    names = [user.username, str(user.id)]
    last = SignIn.objects.filter(user=user).order_by("-at").first()
    return AccessState(
        user_id=user.id,
        username=user.shown_name,
        blocked=user.status == "blocked",
        locked_until=guard.blocked_until(names=names),
        since=user.created_at,
        password_usable=user.has_usable_password(),
        password_off=guard.disabled(names=names),
        factors=factors_of(user.id),
        devices=len(devices_of(user.id)),
        last_access=LastAccess(last.at, last.address, last.browser) if last else None,
    )

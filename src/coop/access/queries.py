"""Reads."""

from dataclasses import dataclass
from uuid import UUID

from coop.access.models import SignIn, User
from coop.access.signed_in import LastAccess


@dataclass(frozen=True, slots=True)
class UserView:
    """A user as pages and the demonstration show it."""

    user_id: UUID
    person_id: UUID | None
    username: str


def user(user_id: UUID) -> UserView | None:
    """Return the user, or None."""
    return _view(User.objects.filter(id=user_id).first())


def user_named(username: str) -> UserView | None:
    """Return the user of a folded name; for the operator's commands, never for a page."""
    return _view(User.objects.filter(username=username).first())


def user_of(person_id: UUID) -> UserView | None:
    """Return the person's user, or None if the person is not enrolled."""
    return _view(User.objects.filter(person_id=person_id).first())


def last_accesses(user_id: UUID, *, limit: int = 10) -> list[LastAccess]:
    """Return the latest sign-ins, newest first."""
    found = SignIn.objects.filter(user_id=user_id).order_by("-at")[:limit]
    return [LastAccess(row.at, row.address, row.browser) for row in found]


def _view(found: User | None) -> UserView | None:
    if found is None:
        return None
    return UserView(found.id, found.person_id, found.shown_name)

"""The member whom staff serve: their user, under lock, and the document that was seen."""

from uuid import UUID

from coop.access.models import User
from coop.kernel.errors import Refused


class NotEnrolled(Refused):
    """The person has no access yet."""

    code = "access.not_enrolled"


def locked_user(person_id: UUID) -> User:
    """Return the person's user under lock, in the caller's transaction.

    Raises:
        NotEnrolled: `access.not_enrolled`.
    """
    found = User.objects.select_for_update().filter(person_id=person_id, kind="member").first()
    if found is None:
        raise NotEnrolled
    return found

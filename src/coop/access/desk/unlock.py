"""Forget the failed tries that keep a member out for a time."""

from uuid import UUID

from coop.access import guard
from coop.access.models import User
from coop.access.notice import tell
from coop.approvals.ask import ReasonMissing
from coop.approvals.rules import reason_fits
from coop.audit.record import record
from coop.kernel import db
from coop.kernel.errors import Refused
from coop.kernel.text import clean


class NotEnrolled(Refused):
    """The person has no access yet."""

    code = "access.not_enrolled"


def unlock(*, person_id: UUID, by: str, reason: str) -> None:
    """Let the member try again now, and tell them by mail.

    Raises:
        ReasonMissing: `approvals.reason_missing`.
        NotEnrolled: `access.not_enrolled`.
    """
    why = given_reason(reason)
    with db.transaction():
        user = locked_user(person_id)
        guard.forgive(names=[user.username, str(user.id)])
        record(actor=by, action="access.unlocked", subject=str(user.id), data={"reason": why})
        tell(user.id, "unlocked_by_staff")


def given_reason(reason: str) -> str:
    """Return the reason, clean.

    Raises:
        ReasonMissing: `approvals.reason_missing`.
    """
    why = clean(reason)
    if not reason_fits(why):
        raise ReasonMissing
    return why


def locked_user(person_id: UUID) -> User:
    """Return the person's user under lock, in the caller's transaction.

    Raises:
        NotEnrolled: `access.not_enrolled`.
    """
    found = User.objects.select_for_update().filter(person_id=person_id, kind="member").first()
    if found is None:
        raise NotEnrolled
    return found

"""Decide what another of the staff asked for."""

from uuid import UUID

from coop.approvals.models import Request
from coop.approvals.reason import given_reason
from coop.approvals.rules import Status
from coop.audit.record import record
from coop.kernel import clock, db
from coop.kernel.errors import Refused

ACTIONS = ("approvals.approved", "approvals.refused")

# One statement: of two who decide at once, one finds it waiting.
_DECIDE = """
    UPDATE approvals_request
    SET status = %s, decided_by = %s, decided_at = %s, decision_reason = %s
    WHERE id = %s AND status = 'waiting' AND expires_at > %s AND asked_by <> %s AND subject <> %s
    RETURNING kind, subject
"""


class RequestNotFound(Refused):
    """There is no such request."""

    code = "approvals.request_not_found"


class OwnRequest(Refused):
    """Nobody decides what they asked for themselves."""

    code = "approvals.own_request"


class DoneToYourself(Refused):
    """Nobody decides, nor does, what is done to themselves."""

    code = "approvals.done_to_yourself"


class RequestExpired(Refused):
    """The time to decide or to use this request is over; it can be asked again."""

    code = "approvals.request_expired"


class AlreadyDecided(Refused):
    """Somebody decided, or the asker withdrew it, a moment before."""

    code = "approvals.already_decided"


def decide(*, request_id: UUID, by: str, approve: bool, reason: str) -> None:
    """Approve or refuse, in a transaction of its own. Nothing is done yet: the act consumes it.

    Args:
        request_id: which.
        by: the opaque id of who decides.
        approve: the decision.
        reason: why, as typed.

    Raises:
        ReasonMissing: `approvals.reason_missing`.
        RequestNotFound: `approvals.request_not_found`.
        OwnRequest: `approvals.own_request`.
        DoneToYourself: `approvals.done_to_yourself`.
        RequestExpired: `approvals.request_expired`.
        AlreadyDecided: `approvals.already_decided`.
    """
    why = given_reason(reason)
    now = clock.now()
    status = Status.APPROVED if approve else Status.REFUSED
    with db.transaction():
        found = db.fetch_all(_DECIDE, [status.value, by, now, why, request_id, now, by, by])
        if not found:
            raise why_not(request_id, by=by)
        kind, subject = found[0]
        record(
            actor=by,
            action=f"approvals.{status.value}",
            subject=subject,
            data={"request": str(request_id), "kind": kind, "reason": why},
        )


def why_not(request_id: UUID, *, by: str) -> Refused:
    """Return why a request cannot be decided by somebody."""
    request = Request.objects.filter(id=request_id).first()
    if request is None:
        return RequestNotFound()
    if request.status != Status.WAITING:
        return AlreadyDecided()
    return not_theirs(request, by=by) or RequestExpired()


def not_theirs(request: Request, *, by: str) -> Refused | None:
    """Return why a request is not somebody's to decide or to do, or None if it may be."""
    if request.asked_by == by:
        return OwnRequest()
    return DoneToYourself() if request.subject == by else None

"""Use an approval up, in the transaction of the act that it allows."""

from uuid import UUID

from coop.approvals.decide import RequestExpired, RequestNotFound, not_theirs
from coop.approvals.models import Request
from coop.approvals.rules import Status
from coop.audit.record import record
from coop.kernel import clock, db
from coop.kernel.errors import Refused

_USE = """
    UPDATE approvals_request SET status = 'used', used_by = %s, used_at = %s
    WHERE id = %s AND status = 'approved' AND kind = %s AND digest = %s AND expires_at > %s
        AND asked_by <> %s AND subject <> %s
    RETURNING subject
"""


class NotApproved(Refused):
    """Nobody else has approved this act."""

    code = "approvals.not_approved"


class AlreadyUsed(Refused):
    """The approval has served once, and serves once only."""

    code = "approvals.already_used"


class OtherAct(Refused):
    """The approval is for another act than this one."""

    code = "approvals.other_act"


def consume(*, request_id: UUID, kind: str, digest: bytes, by: str) -> None:
    """Mark the approval as used; if the caller's transaction rolls back, it was not.

    Whoever asked, and whoever it is done to, does not do it either: an act may show a code.

    Args:
        request_id: which.
        kind: the act's own name.
        digest: `rules.digest_of` what the act is about to do.
        by: the opaque id of who does it: the one who decided, or another.

    Raises:
        RequestNotFound: `approvals.request_not_found`.
        OtherAct: `approvals.other_act`.
        AlreadyUsed: `approvals.already_used`.
        NotApproved: `approvals.not_approved`.
        RequestExpired: `approvals.request_expired`.
        OwnRequest: `approvals.own_request`.
        DoneToYourself: `approvals.done_to_yourself`.
    """
    db.require_transaction()
    now = clock.now()
    found = db.fetch_all(_USE, [by, now, request_id, kind, digest, now, by, by])
    if not found:
        raise _why_not(request_id, kind=kind, digest=digest, by=by)
    record(
        actor=by,
        action="approvals.used",
        subject=found[0][0],
        data={"request": str(request_id), "kind": kind},
    )


def _why_not(request_id: UUID, *, kind: str, digest: bytes, by: str) -> Refused:
    request = Request.objects.filter(id=request_id).first()
    if request is None:
        return RequestNotFound()
    if request.kind != kind or bytes(request.digest) != digest:
        return OtherAct()
    if request.status == Status.USED:
        return AlreadyUsed()
    if request.status != Status.APPROVED:
        return NotApproved()
    return not_theirs(request, by=by) or RequestExpired()

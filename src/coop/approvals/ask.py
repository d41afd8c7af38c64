"""Ask that another of the staff decide."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from coop.approvals.models import Request
from coop.approvals.reason import given_reason
from coop.approvals.rules import digest_of
from coop.audit.record import record
from coop.kernel import clock, db
from coop.kernel.errors import Refused

HOURS = 24


class AlreadyAsked(Refused):
    """The very same act waits for a decision already."""

    code = "approvals.already_asked"


def ask(
    *,
    kind: str,
    subject: str,
    facts: Mapping[str, Any],
    asked_by: str,
    reason: str,
    hours: int = HOURS,
) -> UUID:
    """Keep the request and return its id, in the caller's transaction.

    Args:
        kind: `room.act`, as the act itself will name it to `consume`.
        subject: the opaque id of whom it is done to.
        facts: JSON of what else decides the act; never a secret, a name or a document.
        asked_by: the opaque id of who asks.
        reason: why, as typed.
        hours: how long it may be decided and used.

    Raises:
        ReasonMissing: `approvals.reason_missing`.
        AlreadyAsked: `approvals.already_asked`.
    """
    db.require_transaction()
    why = given_reason(reason)
    now = clock.now()
    digest = digest_of(kind=kind, subject=subject, facts=facts)
    request = Request(
        kind=kind,
        subject=subject,
        facts=dict(facts),
        digest=digest,
        reason=why,
        asked_by=asked_by,
        asked_at=now,
        expires_at=now + timedelta(hours=hours),
    )
    with db.constraint_means({"approvals_asked_once": AlreadyAsked}):
        db.execute(
            "UPDATE approvals_request SET status = 'expired'"
            " WHERE kind = %s AND digest = %s AND status = 'waiting' AND expires_at <= %s",
            [kind, digest, now],
        )
        request.save(force_insert=True)
        record(
            actor=asked_by,
            action="approvals.asked",
            subject=subject,
            data={"request": str(request.id), "kind": kind, "reason": why},
        )
    return request.id

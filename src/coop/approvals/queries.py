"""Reads."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from coop.approvals import models
from coop.approvals.decide import RequestNotFound
from coop.approvals.rules import Status
from coop.kernel import clock, db, rows

MOST = 100


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it stands; one whose time is over reads `expired`, whatever the row says."""

    id: UUID
    kind: str
    subject: str
    facts: Mapping[str, Any]
    reason: str
    asked_by: str
    asked_at: datetime
    expires_at: datetime
    status: Status
    decided_by: str
    decided_at: datetime | None
    decision_reason: str
    used_at: datetime | None

    @property
    def waiting(self) -> bool:
        """Whether somebody may still decide."""
        return self.status is Status.WAITING

    def theirs(self, actor: str) -> bool:
        """Whether somebody may decide or do it: it was not they who asked, nor is it on them."""
        return actor not in {self.asked_by, self.subject}

    @property
    def usable(self) -> bool:
        """Whether it was approved, and the act was not done yet."""
        return self.status is Status.APPROVED


def request(request_id: UUID) -> Request:
    """Return one request.

    Raises:
        RequestNotFound: `approvals.request_not_found`.
    """
    found = rows.first(models.Request, "WHERE id = %s", [request_id])
    if found is None:
        raise RequestNotFound
    return _view(found)


def waiting(*, kinds: Collection[str]) -> list[Request]:
    """Return what waits for a decision or, approved, for its act; the oldest first."""
    found = rows.read(
        models.Request,
        "WHERE status IN ('waiting', 'approved') AND expires_at > %s AND kind = ANY(%s)"
        " ORDER BY asked_at, id LIMIT %s",
        [clock.now(), list(kinds), MOST],
    )
    return [_view(row) for row in found]


def ended(*, kinds: Collection[str], limit: int = 30) -> list[Request]:
    """Return the latest requests that nobody can decide or use any more; the newest first."""
    found = rows.read(
        models.Request,
        "WHERE NOT (status IN ('waiting', 'approved') AND expires_at > %s) AND kind = ANY(%s)"
        " ORDER BY asked_at DESC, id DESC LIMIT %s",
        [clock.now(), list(kinds), limit],
    )
    return [_view(row) for row in found]


def open_about(subject: str) -> list[Request]:
    """Return the requests about a subject that wait for a decision or for their act."""
    found = rows.read(
        models.Request,
        "WHERE subject = %s AND status IN ('waiting', 'approved') AND expires_at > %s"
        " ORDER BY asked_at DESC, id LIMIT %s",
        [subject, clock.now(), MOST],
    )
    return [_view(row) for row in found]


def count_waiting(*, kinds: Collection[str], besides: str) -> int:
    """Return how many requests somebody could decide: of these kinds, asked for by others.

    What would be done to them is not theirs to decide.
    """
    (count,) = db.fetch_one(
        "SELECT count(*) FROM approvals_request"
        " WHERE status = 'waiting' AND expires_at > %s AND kind = ANY(%s)"
        " AND asked_by <> %s AND subject <> %s",
        [clock.now(), list(kinds), besides, besides],
    )
    return int(count)


def _view(row: models.Request) -> Request:
    status = Status(row.status)
    if status in {Status.WAITING, Status.APPROVED} and row.expires_at <= clock.now():
        status = Status.EXPIRED
    return Request(
        id=row.id,
        kind=row.kind,
        subject=row.subject,
        facts=row.facts,
        reason=row.reason,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        expires_at=row.expires_at,
        status=status,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        decision_reason=row.decision_reason,
        used_at=row.used_at,
    )

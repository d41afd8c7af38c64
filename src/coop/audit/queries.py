"""Reads of the trail, for those who may see it."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coop.kernel import db

PAGE_ROWS = 50
RECENT_ROWS = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the trail; actor and subject are opaque ids here."""

    id: int
    at: datetime
    actor: str
    action: str
    subject: str
    data: Mapping[str, Any]


def trail(
    *,
    about: Collection[str] = (),
    subject: str = "",
    actor: str = "",
    room: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    before: int | None = None,
    limit: int = PAGE_ROWS,
) -> list[Entry]:
    """Return rows of the trail, the newest first.

    Args:
        about: only rows done to or by one of these ids.
        subject: only rows done to this id.
        actor: only rows done by this id.
        room: only actions of this room (`access`).
        since: not before this instant.
        until: before this instant.
        before: only rows older than this one's id: the last of the page before.
        limit: how many.
    """
    wanted: list[str] = []
    given: list[Any] = []

    def only(condition: str, *values: Any) -> None:
        wanted.append(condition)
        given.extend(values)

    if about:
        only("(subject = ANY(%s) OR actor = ANY(%s))", list(about), list(about))
    if subject:
        only("subject = %s", subject)
    if actor:
        only("actor = %s", actor)
    if room:
        only("starts_with(action, %s)", f"{room}.")
    if since is not None:
        only("at >= %s", since)
    if until is not None:
        only("at < %s", until)
    if before is not None:
        only("id < %s", before)
    where = f"WHERE {' AND '.join(wanted)}" if wanted else ""
    found = db.fetch_all(
        "SELECT id, at, actor, action, subject, data::text FROM audit_entry"  # noqa: S608 - ours
        f" {where} ORDER BY id DESC LIMIT %s",
        [*given, limit],
    )
    return [
        Entry(number, at, who, action, subject, json.loads(data))
        for number, at, who, action, subject, data in found
    ]


def recent_subjects(*, actor: str, action: str, limit: int) -> list[str]:
    """Return to whom somebody did something lately, the latest first, each once."""
    found = db.fetch_all(
        "SELECT subject FROM (SELECT id, subject FROM audit_entry"
        " WHERE actor = %s AND action = %s ORDER BY id DESC LIMIT %s) AS latest"
        " GROUP BY subject ORDER BY max(id) DESC LIMIT %s",
        [actor, action, RECENT_ROWS, limit],
    )
    return [subject for (subject,) in found]

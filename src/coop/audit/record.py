"""Add one row to the trail."""

import json
from collections.abc import Mapping
from typing import Any

from coop.kernel import db

NOBODY = "nobody"  # the actor of what a stranger tried


def record(*, actor: str, action: str, subject: str, data: Mapping[str, Any] | None = None) -> None:
    """Write that `actor` did `action` to `subject`, in the caller's transaction if there is one.

    Args:
        actor: an opaque id (a user's, or the name of a job); never a person's name.
        action: `room.what_was_done`.
        subject: the opaque id of what it was done to.
        data: JSON facts; never a secret, a code or a full account number.
    """
    db.execute(
        "INSERT INTO audit_entry (actor, action, subject, data) VALUES (%s, %s, %s, %s::jsonb)",
        [actor, action, subject, json.dumps(dict(data or {}), ensure_ascii=False)],
    )

"""Ask for work by name: a room that stands below `coop.jobs` cannot import a task of it.

The request is a row in the same database, written in the transaction that needs it: rolled back,
it was never asked. Workers may run a job twice (a worker killed in the middle), so every task is
idempotent.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from procrastinate.contrib.django import app


def defer(
    name: str,
    *,
    arguments: Mapping[str, Any] | None = None,
    at: datetime | None = None,
    lock: str | None = None,
    queueing_lock: str | None = None,
) -> int:
    """Ask that the task `name` run with `arguments`, in this transaction; return the job's id.

    Args:
        name: `room.what_to_do`, a task in `coop.jobs`.
        arguments: JSON values only; ids as text, never secrets.
        at: not before this instant.
        lock: jobs of one lock run one at a time, in order.
        queueing_lock: at most one job of it waits.
    """
    return app.configure_task(name, schedule_at=at, lock=lock, queueing_lock=queueing_lock).defer(
        **dict(arguments or {})
    )

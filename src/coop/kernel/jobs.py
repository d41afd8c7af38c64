"""Ask for work by name: a room that stands below `coop.jobs` cannot import a task of it.

The request is a row in the same database, written in the transaction that needs it: rolled back,
it was never asked. Workers may run a job twice (a worker killed in the middle), so every task is
idempotent.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from procrastinate.contrib.django import app
from procrastinate.jobs import DEFAULT_QUEUE

from coop.kernel import db

# Procrastinate's own SQL function, called as its client does but for half the work: a confirmation
# defers one job. A test compares the two rows.
_DEFER = """
    SELECT unnest(procrastinate_defer_jobs_v1(ARRAY[
        ROW(%s, %s, 0, %s, %s, %s::jsonb, %s)::procrastinate_job_to_defer_v1]))
"""


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
    task = app.tasks.get(name)  # a worker knows its tasks, the web server only their names
    if task is not None:
        lock, queueing_lock = lock or task.lock, queueing_lock or task.queueing_lock
    (job,) = db.fetch_one(
        _DEFER,
        [
            task.queue if task else DEFAULT_QUEUE,
            name,
            lock,
            queueing_lock,
            json.dumps(dict(arguments or {}), ensure_ascii=False),
            at,
        ],
    )
    return int(job)

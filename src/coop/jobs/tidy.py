"""Keep the queue itself in order."""

from asgiref.sync import async_to_sync
from procrastinate.contrib.django import app

from coop.kernel import clock

SILENT_SECONDS = 30
KEPT_HOURS = 72


def retry_stalled() -> int:
    """Give jobs whose worker fell silent to another; return how many. Every task may run twice."""
    return async_to_sync(_retry_stalled)()


async def _retry_stalled() -> int:
    count = 0
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
        await app.job_manager.retry_job(job, retry_at=clock.now())
        count += 1
    return count


def prune_jobs() -> None:
    """Delete jobs that succeeded or were cancelled three days ago; failed ones stay to be seen."""
    async_to_sync(app.job_manager.delete_old_jobs)(nb_hours=KEPT_HOURS, include_cancelled=True)

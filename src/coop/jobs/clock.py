"""What the clock does each minute and each hour."""

from coop.access.forget import forget
from coop.audit.seal import seal
from coop.jobs.roll import roll_due
from coop.jobs.tidy import prune_jobs, retry_stalled
from coop.jobs.wrap import each
from coop.notifications.deliver import deliver_due

MINUTE = "* * * * *"


@each(MINUTE, "ledger.roll_due")
def roll_books() -> None:
    """Move the business day to what the calendar says."""
    roll_due()


@each(MINUTE, "audit.seal")
def seal_trail() -> None:
    """Chain what was recorded."""
    seal()


@each(MINUTE, "notifications.deliver_due")
def deliver_waiting() -> None:
    """Try again what the mail server did not take."""
    deliver_due()


@each(MINUTE, "jobs.retry_stalled")
def take_up_stalled() -> None:
    """Start again what a killed worker left half done."""
    retry_stalled()


@each("17 * * * *", "jobs.prune")
def prune() -> None:
    """Forget jobs that ended well."""
    prune_jobs()


@each("37 * * * *", "access.forget")
def forget_access() -> None:
    """Forget ended sessions, old tries and old challenges."""
    forget()

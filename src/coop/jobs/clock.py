"""What the clock does each minute, each hour and each week. Hours are Panama's (UTC-5)."""

from coop.access.forget import forget
from coop.audit import seal as trail
from coop.jobs.books import prove_books
from coop.jobs.roll import roll_due
from coop.jobs.tidy import prune_jobs, retry_stalled
from coop.jobs.wrap import each
from coop.kernel import throttle
from coop.ledger import seal as days
from coop.ledger.expire_holds import expire_holds
from coop.notifications.deliver import deliver_due
from coop.orders.expire import expire

MINUTE = "* * * * *"


@each(MINUTE, "ledger.roll_due")
def roll_books() -> None:
    """Move the business day to what the calendar says."""
    roll_due()


@each(MINUTE, "audit.seal")
def seal_trail() -> None:
    """Chain what was recorded."""
    trail.seal()


@each(MINUTE, "ledger.seal")
def seal_days() -> None:
    """Seal closed days that a roll, cut short, left without a seal."""
    days.seal()


@each(MINUTE, "notifications.deliver_due")
def deliver_waiting() -> None:
    """Try again what the mail server did not take."""
    deliver_due()


@each(MINUTE, "jobs.retry_stalled")
def take_up_stalled() -> None:
    """Start again what a killed worker left half done."""
    retry_stalled()


@each(MINUTE, "ledger.expire_holds")
def end_holds() -> None:
    """End holds whose time has passed and for which nothing was sent."""
    expire_holds()


@each(MINUTE, "orders.expire")
def end_drafts() -> None:
    """End drafts that nobody confirmed."""
    expire()


@each(MINUTE, "ledger.prove")
def prove_minute() -> None:
    """Prove the balances."""
    prove_books("minute")


@each("23 * * * *", "ledger.prove_since_seal")
def prove_hour() -> None:
    """Prove the postings of the days that no seal covers."""
    prove_books("since_seal")


@each("43 7 * * 0", "ledger.prove_whole")
def prove_week() -> None:
    """Prove every posting there is: Sundays at 2:43."""
    prove_books("whole")


@each("17 * * * *", "jobs.prune")
def prune() -> None:
    """Forget jobs that ended well."""
    prune_jobs()


@each("29 * * * *", "kernel.forget_buckets")
def forget_buckets() -> None:
    """Forget the throttles that are full again."""
    throttle.forget()


@each("37 * * * *", "access.forget")
def forget_access() -> None:
    """Forget ended sessions, old tries and old challenges."""
    forget()

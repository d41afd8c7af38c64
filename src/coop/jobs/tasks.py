"""Work that rooms ask for by name (`kernel.jobs.defer`)."""

from datetime import datetime
from uuid import UUID

from coop.access.door.tell_locked_out import tell_locked_out
from coop.access.door.tell_password_off import tell_password_off
from coop.access.errands.look import look
from coop.jobs.wrap import task
from coop.notifications.deliver import deliver
from coop.transfers.tell import tell


@task("notifications.deliver")
def deliver_notice(notice: str) -> None:
    """Hand one notice over; what cannot leave now is taken up by the clock."""
    deliver(notice_id=UUID(notice))


@task("access.tell_locked_out")
def tell_of_lock_out(user: str, until: str) -> None:
    """Tell a user of a block, if it is a user's."""
    tell_locked_out(user=user, until=datetime.fromisoformat(until))


@task("access.tell_password_off")
def tell_of_password_off(user: str) -> None:
    """Tell a user that their password opens no more, if it is a user's."""
    tell_password_off(user=user)


@task("access.look")
def look_at_errand(errand: str) -> None:
    """Look whether what a stranger typed is somebody's, and mail accordingly."""
    look(errand_id=UUID(errand))


@task("transfers.tell")
def tell_of_transfer(person: str, order: str) -> None:
    """Write the notices of a transfer."""
    tell(person_id=UUID(person), order_id=UUID(order))

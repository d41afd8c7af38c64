"""The contact data on file, as their owner sees to them."""

from uuid import UUID

from coop.access.models import User
from coop.audit.record import record
from coop.kernel import clock, db


def confirm(*, user_id: UUID) -> None:
    """Note that the person found the contact data on file right."""
    with db.transaction():
        User.objects.filter(id=user_id).update(contacts_confirmed_at=clock.now())
        record(actor=str(user_id), action="access.contacts_confirmed", subject=str(user_id))

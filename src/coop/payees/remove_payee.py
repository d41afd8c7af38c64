"""Forget a payee."""

from uuid import UUID

from coop.audit.record import record
from coop.kernel import clock, db
from coop.payees.queries import live


def remove_payee(*, person_id: UUID, user_id: UUID, payee_id: UUID) -> None:
    """Remove the payee: drafts to it can no longer be confirmed; past orders keep its name.

    Raises:
        PayeeNotFound: `payees.payee_not_found`.
    """
    with db.transaction():
        row = live(person_id, payee_id)
        row.removed_at = clock.business_now()
        row.save(update_fields=["removed_at"])
        record(actor=str(user_id), action="payees.removed", subject=str(payee_id))

"""What a person may read of their payees."""

from uuid import UUID

from coop.kernel import rows
from coop.kernel.errors import Refused
from coop.kernel.text import fold, masked
from coop.payees.models import Payee
from coop.payees.payee import PayeeView


class PayeeNotFound(Refused):
    """There is no such payee for this person: the same answer as for another's payee."""

    code = "payees.payee_not_found"


def payees_of(person_id: UUID) -> tuple[PayeeView, ...]:
    """Return the person's payees, by alias."""
    found = rows.read(Payee, "WHERE person_id = %s AND removed_at IS NULL", [person_id])
    return tuple(sorted((view(row) for row in found), key=lambda payee: fold(payee.alias)))


def payee(*, person_id: UUID, payee_id: UUID) -> PayeeView:
    """Return one of the person's payees.

    Raises:
        PayeeNotFound: `payees.payee_not_found`.
    """
    return view(live(person_id, payee_id))


def live(person_id: UUID, payee_id: UUID) -> Payee:
    """Return the row, for this room's verbs.

    Raises:
        PayeeNotFound: `payees.payee_not_found`.
    """
    row = rows.first(
        Payee, "WHERE id = %s AND person_id = %s AND removed_at IS NULL", [payee_id, person_id]
    )
    if row is None:
        raise PayeeNotFound
    return row


def view(row: Payee) -> PayeeView:
    """Return the row as pages and other rooms know it."""
    return PayeeView(
        id=row.id,
        alias=row.alias,
        holder_name=row.holder_name,
        number_masked=masked(row.number),
        account_id=row.account,
        saved_at=row.saved_at,
    )

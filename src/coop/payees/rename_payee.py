"""Give a payee another alias."""

from uuid import UUID

from coop.audit.record import record
from coop.kernel import db
from coop.payees.payee import PayeeView
from coop.payees.queries import live, view
from coop.payees.rules import LONGEST_ALIAS, alias_of
from coop.payees.save_payee import AliasTooLong


def rename_payee(*, person_id: UUID, user_id: UUID, payee_id: UUID, alias: str) -> PayeeView:
    """Give the payee another alias; an empty one takes the holder's name.

    Raises:
        PayeeNotFound: `payees.payee_not_found`.
        AliasTooLong: `payees.alias_too_long`.
    """
    with db.transaction():
        row = live(person_id, payee_id)
        kept = alias_of(alias, row.holder_name)
        if kept is None:
            raise AliasTooLong(longest=LONGEST_ALIAS)
        row.alias = kept
        row.save(update_fields=["alias"])
        record(actor=str(user_id), action="payees.renamed", subject=str(payee_id))
        return view(row)

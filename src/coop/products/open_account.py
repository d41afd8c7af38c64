"""Open one account for a person who may hold it."""

from uuid import UUID

from coop.kernel.db import transaction
from coop.kernel.errors import Refused
from coop.members import queries as members
from coop.members.rules import is_minor
from coop.products import ports, rules
from coop.products.open_accounts import NewAccount, TypeUnknown, open_accounts
from coop.products.set_account_status import follow_in_ledger


class MayNotHold(Refused):
    """The institution does not open this type for this person (asociado or tercero, age)."""

    code = "products.may_not_hold"


def open_account(*, account: NewAccount) -> UUID:
    """Open one account, with its floor in the books; return its public id.

    Raises:
        MayNotHold: `products.may_not_hold`.
        TypeUnknown, NumberUnreadable, NumberTaken, MaturityMissing, TitularTwice,
            BlockedWithoutReason: as `open_accounts` says.
        PersonNotFound: `members.person_not_found`.
    """
    type_ = ports.slot.get().types.get(account.type_code)
    if type_ is None:
        raise TypeUnknown(type_code=account.type_code)
    with transaction():
        titular = members.person(account.titular_id)
        minor = is_minor(titular.birth_date, account.opened_date)
        if not rules.may_hold(type_, kind=titular.kind, minor=minor):
            raise MayNotHold(type_code=account.type_code)
        ids = open_accounts(accounts=[account])
        if account.status != "active":
            follow_in_ledger(ledger_account_id=ids[account.number], status=account.status)
    return account.id

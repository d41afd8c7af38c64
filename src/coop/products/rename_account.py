"""Give one's account a name of one's own."""

from uuid import UUID

from coop.kernel.db import transaction
from coop.kernel.errors import Refused
from coop.kernel.text import clean
from coop.products import models
from coop.products.reach import AccountNotFound, reach

LONGEST_ALIAS = 40


class AliasTooLong(Refused):
    """The alias has more than forty characters."""

    code = "products.alias_too_long"


def rename_account(*, person_id: UUID, account_id: UUID, alias: str) -> None:
    """Set the alias; an empty one goes back to the product's name. Only the titular may.

    Raises:
        AccountNotFound: `products.account_not_found`.
        AliasTooLong: `products.alias_too_long`.
    """
    kept = clean(alias)
    if len(kept) > LONGEST_ALIAS:
        raise AliasTooLong(longest=LONGEST_ALIAS)
    with transaction():
        account = reach(person_id=person_id, account_id=account_id, purpose="see")
        if account.role == "co_holder":
            raise AccountNotFound
        models.Account.objects.filter(id=account_id).update(alias=kept)

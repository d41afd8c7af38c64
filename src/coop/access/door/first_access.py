"""Let in a user who has no second factor yet: the pages then ask for personalisation first."""

from coop.access.door.come_in import From, come_in
from coop.access.door.second_step import still
from coop.access.factors import factors_of
from coop.access.signed_in import HalfIn, SignedIn
from coop.kernel import db
from coop.kernel.errors import Refused


class FactorAsked(Refused):
    """The user has a second factor, and it must be shown."""

    code = "access.factor_asked"


def enter_first(*, half: HalfIn, device: str = "") -> SignedIn:
    """Return who came in with the password alone.

    Raises:
        HalfEnded: `access.half_ended`.
        FactorAsked: `access.factor_asked`.
    """
    with db.transaction():
        user = still(half)
        if factors_of(user.id):
            raise FactorAsked
        where = From(half.address, half.browser, device)
        return come_in(user, where=where, failures=half.failures)

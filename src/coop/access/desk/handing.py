"""How a code of staff reaches the person: on paper, or by mail to one contact on file.

By mail nobody of the staff sees it: it is sealed while the mail waits, and gone once it has left.
Whichever way, every other address on file is told: so a code that somebody else had made shows.
"""

from datetime import datetime

from coop.access.personal.contacts import for_recovery
from coop.kernel import clock, db
from coop.kernel.errors import Refused
from coop.members.queries import Person
from coop.notifications.notify import notify


class DocumentUnchecked(Refused):
    """The code is handed over only to whoever showed their identity document."""

    code = "access.document_unchecked"


class AddressUnfit(Refused):
    """A code goes only to an address that was on file a day ago."""

    code = "access.address_unfit"


def fit_addresses(whom: Person) -> tuple[str, ...]:
    """Return the addresses to which a code may go: those that were on file a day ago."""
    return for_recovery(whom)


def hand(
    *, whom: Person, code: str, until: datetime, to: str, letter: str, notice: str
) -> str | None:
    """Return the code if it goes on paper, else mail it; in the caller's transaction.

    Args:
        whom: whose code.
        code: as it is typed.
        until: when it ends.
        to: one of `fit_addresses`; empty is on paper.
        letter: the mail that carries it.
        notice: what the other addresses read.

    Raises:
        AddressUnfit: `access.address_unfit`.
    """
    db.require_transaction()
    if to and to not in fit_addresses(whom):
        raise AddressUnfit
    if to:
        notify(
            person_id=whom.id,
            addresses=(to,),
            template=letter,
            data={"code_secret": code, "until_at": until.isoformat()},
            language=whom.language,
        )
    notify(
        person_id=whom.id,
        addresses=tuple(one for one in whom.notice_addresses if one != to),
        template=notice,
        data={"done_at": clock.now().isoformat()},
        language=whom.language,
    )
    return None if to else code

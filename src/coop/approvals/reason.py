"""Why something is done by staff: said in words, before it is done."""

from coop.approvals.rules import reason_fits
from coop.kernel.errors import Refused
from coop.kernel.text import clean


class ReasonMissing(Refused):
    """What staff do to somebody needs a reason of 5 to 300 letters, from each who has a part."""

    code = "approvals.reason_missing"


def given_reason(typed: str) -> str:
    """Return the reason, clean, as the trail keeps it.

    Raises:
        ReasonMissing: `approvals.reason_missing`.
    """
    why = clean(typed)
    if not reason_fits(why):
        raise ReasonMissing
    return why

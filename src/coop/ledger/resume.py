"""Let postings go on after a failed proof."""

from coop.kernel import db
from coop.kernel.errors import Refused
from coop.ledger.prove import prove


class StillWrong(Refused):
    """The books still do not prove; postings stay stopped (`first`: the first violation)."""

    code = "ledger.still_wrong"


def resume(*, because: str) -> bool:
    """Prove the whole books again and, only if they are right, let postings go on.

    Args:
        because: who decided it and why; it is kept.

    Returns:
        False when postings were not stopped.

    Raises:
        StillWrong: `ledger.still_wrong`.
    """
    report = prove(scope="whole")
    if not report.right:
        raise StillWrong(first=report.violations[0])
    return bool(db.fetch_one("SELECT ledger_resume_postings(%s)", [because])[0])

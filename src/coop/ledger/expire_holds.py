"""End holds whose time has passed."""

from coop.kernel import db


def expire_holds(*, most: int = 1000) -> int:
    """End up to `most` holds that are past their time and were never attempted; return how many."""
    return int(db.fetch_one("SELECT ledger_expire_holds(%s)", [most])[0])

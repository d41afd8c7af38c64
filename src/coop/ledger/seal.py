"""Seal closed days, each chained to the one before."""

from coop.kernel import db


def seal() -> int:
    """Seal every closed day and every load of history that is not sealed yet; return how many.

    One transaction each, so that a long catch-up can be cut short and go on later.
    """
    sealed = 0
    while True:
        with db.transaction():
            if not db.fetch_one("SELECT sealed FROM ledger_seal_next()")[0]:
                return sealed
        sealed += 1

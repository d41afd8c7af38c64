"""Seal closed days, each chained to the one before."""

from coop.audit.record import record
from coop.kernel import db

SEALER = "ledger"  # the trail's actor
SEALED = "ledger.sealed"

_LAST = """
SELECT number, business_date::text, encode(chain, 'hex') FROM ledger_seal
ORDER BY number DESC LIMIT 1
"""


def seal() -> int:
    """Seal every closed day and every load of history that is not sealed yet; return how many.

    One transaction each, so that a long catch-up can be cut short and go on later; called when
    there is nothing to seal it does nothing. The audit trail, which has a chain of its own, keeps
    what each seal was: whoever removes the last seals has them made anew, and `verify` tells.
    """
    sealed = 0
    while True:
        with db.transaction():
            if not db.fetch_one("SELECT sealed FROM ledger_seal_next()")[0]:
                return sealed
            number, day, chain = db.fetch_one(_LAST)
            data = {"day": day, "chain": chain}
            record(actor=SEALER, action=SEALED, subject=str(number), data=data)
        sealed += 1

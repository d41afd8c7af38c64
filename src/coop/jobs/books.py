"""The clock's proofs of the books."""

import logging

from coop.ledger.prove import Scope, prove

log = logging.getLogger("coop.jobs")


def prove_books(scope: Scope) -> None:
    """Prove the books; wrong ones have stopped every posting, and the log says where, loudly."""
    report = prove(scope=scope)
    if not report.right:
        log.critical("the books are wrong", extra={"violations": report.violations[:20]})

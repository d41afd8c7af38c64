"""Sealing the trail beside transactions of other tests."""

from threading import Event

from coop.audit.seal import seal


def sealed(wanted: int) -> int:
    """Seal until `wanted` rows are chained; return how many were.

    A row is final when its transaction is older than every running one of the whole cluster, and
    other tests' transactions run beside this one: each is short, so the seal soon passes it.
    """
    total, patience = 0, Event()
    for _ in range(600):
        total += seal()
        if total >= wanted:
            break
        patience.wait(0.05)
    return total

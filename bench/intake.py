"""Intake of a whole cooperative, next to a bare set-based INSERT of the same entries and postings.

`python -m bench.intake MEMBERS` generates the files, loads them with every check and guarantee, and
then writes as many rows of the same shape, with the same indexes, by two bare statements.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from bench.figures import Figure, at_least, save, table
from tests.ground import ground

T = TypeVar("T")
MEMBERS = 100_000
BARE = """
    CREATE TABLE bare_entry (LIKE ledger_entry INCLUDING ALL);
    CREATE TABLE bare_posting (LIKE ledger_posting INCLUDING ALL);
"""


def main(members: int = MEMBERS) -> list[Figure]:
    """Measure and return the figures."""
    import django

    ground.enter_environment()
    django.setup()
    ground.enter()
    name = "coop_bench_intake"
    ground.clone(name)
    try:
        return _measured(members, name)
    finally:
        from django.db import connections

        connections.close_all()
        ground.drop(name)
        ground.leave()


def _measured(members: int, name: str) -> list[Figure]:
    from django.db import connections

    from coop.intake.generate import generate
    from coop.intake.load import load
    from coop.ledger.queries import opening_date

    connections.settings["default"]["NAME"] = name
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        until = opening_date() - timedelta(days=1)
        generated, making = _timed(
            lambda: generate(folder=folder, members=members, seed=1, until=until)
        )
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        _, checking = _timed(lambda: load(folder=folder, check_only=True))
        done, loading = _timed(lambda: load(folder=folder))
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    _, bare = _timed(lambda: _bare(name))
    size = f"{done.people:,} people, {done.accounts:,} accounts, {done.movements:,} movements"
    reach, met = at_least(bare / loading, 0.5)
    return [
        Figure(f"intake of {size}", "bare INSERT", loading, "s", bare / loading, reach, met),
        Figure("the same, --check only", "bare INSERT", checking, "s", bare / checking),
        Figure("the same, generated", "bare INSERT", making, "s", bare / making),
        Figure("memory grown by check and load", "MiB of one", grown, "MiB", grown),
        Figure("movements generated", "one", generated.movements, "rows", generated.movements),
    ]


def _bare(name: str) -> None:
    """Write every entry and posting again, in one statement each."""
    with ground.owner(name) as owner:
        owner.execute(BARE)
        begun = time.perf_counter()
        owner.execute("INSERT INTO bare_entry SELECT * FROM ledger_entry")
        owner.execute("INSERT INTO bare_posting SELECT * FROM ledger_posting")
        print(f"  bare INSERT {time.perf_counter() - begun:.1f} s")


def _timed(call: Callable[[], T]) -> tuple[T, float]:
    begun = time.perf_counter()
    answer = call()
    return answer, time.perf_counter() - begun


if __name__ == "__main__":
    figures = main(int(sys.argv[1]) if len(sys.argv) > 1 else MEMBERS)
    print(table(figures))
    save("intake", figures)

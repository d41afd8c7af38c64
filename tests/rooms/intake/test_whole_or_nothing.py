"""Loads with real commits: one that dies leaves nothing, and two never run at once."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from coop.intake.generate import generate
from coop.intake.load import AlreadyRunning, load
from coop.kernel import db
from coop.ledger.queries import opening_date
from tests.database import Clone


def counts() -> list[int]:
    return [
        int(db.fetch_one(f"SELECT count(*) FROM {table}")[0])
        for table in ("members_person", "products_account", "ledger_entry", "ledger_posting")
    ]


def test_a_load_that_dies_in_the_middle_leaves_nothing(
    cloned_database: Clone, tmp_path: Path
) -> None:
    generate(folder=tmp_path, members=30, seed=3, until=opening_date() - timedelta(days=1))
    before = counts()

    def bar(text: str) -> Callable[[int, int], None]:
        if text == "movimientos":
            raise KeyboardInterrupt
        return lambda _done, _total: None

    with pytest.raises(KeyboardInterrupt):
        load(folder=tmp_path, bar=bar)
    assert counts() == before
    assert load(folder=tmp_path).outcome == "loaded"


def test_two_intakes_never_run_at_once(cloned_database: Clone, tmp_path: Path) -> None:
    generate(folder=tmp_path, members=10, seed=3, until=opening_date() - timedelta(days=1))
    said = cloned_database.together([lambda: load(folder=tmp_path) for _ in range(4)])
    outcomes = [done if isinstance(done, Exception) else done.outcome for done in said]
    assert outcomes.count("loaded") == 1
    for done in outcomes:
        assert done in {"loaded", "already_loaded"} or isinstance(done, AlreadyRunning)

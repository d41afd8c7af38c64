"""Loads with real commits: one that dies leaves nothing, and two never run at once."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from coop.intake.generate import generate
from coop.intake.load import ONE_AT_A_TIME, AlreadyRunning, load
from coop.kernel import db
from coop.ledger.prove import prove
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


def test_an_intake_killed_while_it_loads_leaves_nothing(
    cloned_database: Clone, tmp_path: Path
) -> None:
    made = generate(folder=tmp_path, members=300, seed=3, until=opening_date() - timedelta(days=1))
    before = counts()
    intake = [sys.executable, "-m", "coop.host.main", "intake", str(tmp_path)]
    environment = {**os.environ, **cloned_database.environment}
    with cloned_database.owner() as owner:
        with owner.transaction():  # the load stops here, with people and history written
            owner.execute("LOCK TABLE products_account IN SHARE MODE")
            doomed = subprocess.Popen(intake, env=environment, stderr=subprocess.PIPE, text=True)
            assert doomed.stderr is not None
            for told in doomed.stderr:
                if "movimientos: 100 %" in told:
                    break
            doomed.kill()
            doomed.communicate()
        owner.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])  # until its session ended
        owner.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])
    assert doomed.returncode < 0
    assert counts() == before
    again = subprocess.run(intake, env=environment, capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert counts()[:2] == [made.people, made.accounts]
    assert prove().violations == []

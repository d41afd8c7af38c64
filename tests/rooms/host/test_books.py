"""`coop ledger verify` looks at seals and trail, and its exit code tells what it found."""

import os
import subprocess
import sys
from datetime import date, timedelta

from coop.audit.record import record
from coop.kernel import db
from coop.ledger.open_books import open_books
from coop.ledger.roll_day import roll_day
from tests.database import Clone
from tests.rooms.audit.sealing import sealed
from tests.rooms.ledger.books import tamper

MONDAY = date(2026, 11, 23)


def verify(database: Clone) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "coop.host.main", "ledger", "verify"],
        env={**os.environ, **database.environment},
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_whole_books_and_a_whole_trail_hold(cloned_database: Clone) -> None:
    open_books(on=MONDAY)
    roll_day(to=MONDAY + timedelta(2))
    sealed(2)
    code, said = verify(cloned_database)
    assert code == 0, said
    assert f"2 seals until {MONDAY + timedelta(1)} hold" in said
    assert "2 rows of the audit trail hold" in said


def test_a_row_of_the_trail_that_was_changed_is_named(cloned_database: Clone) -> None:
    record(actor="u1", action="test.written", subject="s")
    sealed(1)
    (row,) = db.fetch_one("SELECT max(id) FROM audit_entry")
    tamper(cloned_database, f"UPDATE audit_entry SET actor = 'u2' WHERE id = {row}")
    code, said = verify(cloned_database)
    assert code == 1
    assert f"The audit trail does not hold: row {row} was changed" in said


def test_seals_that_are_gone_are_named(cloned_database: Clone) -> None:
    open_books(on=MONDAY)
    roll_day(to=MONDAY + timedelta(2))
    tamper(cloned_database, "DELETE FROM ledger_seal")
    code, said = verify(cloned_database)
    assert code == 1
    assert f"day {MONDAY}: closed until {MONDAY + timedelta(1)}" in said


def test_a_proof_tells_how_far_it_is(cloned_database: Clone) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "coop.host.main", "prove"],
        env={**os.environ, **cloned_database.environment},
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = done.stderr.splitlines()
    assert told[0] == "  proofs: 0 %"
    assert told[-1] == "  proofs: 100 %"
    assert len(done.stdout.splitlines()) > len(told) > 5

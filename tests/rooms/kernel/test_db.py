"""Transactions by intention, and what a lost database means to the caller."""

import pytest
from django.db import OperationalError, connections

from coop.kernel import db
from coop.kernel.errors import Refused
from tests.database import Clone

HANG_UP = "SELECT pg_terminate_backend(pg_backend_pid())"


class Taken(Refused):
    """A name is taken."""

    code = "tests.taken"


@pytest.fixture
def sheet(cloned_database: Clone) -> Clone:
    with cloned_database.owner() as owner:
        owner.execute("CREATE TABLE sheet (name text CONSTRAINT sheet_name_taken UNIQUE)")
        owner.execute("GRANT ALL ON sheet TO coop_app")
    return cloned_database


def names() -> list[str]:
    return [name for (name,) in db.fetch_all("SELECT name FROM sheet ORDER BY name")]


def test_a_transaction_is_whole_and_a_savepoint_spares_the_rest(sheet: Clone) -> None:
    with db.transaction():
        db.execute("INSERT INTO sheet VALUES ('kept')")
        with pytest.raises(Taken), db.savepoint():
            db.execute("INSERT INTO sheet VALUES ('dropped')")
            raise Taken
    with pytest.raises(Taken), db.transaction():
        db.execute("INSERT INTO sheet VALUES ('rolled back')")
        raise Taken
    assert names() == ["kept"]


def test_a_transaction_never_opens_inside_another(sheet: Clone) -> None:
    with db.transaction(), pytest.raises(RuntimeError, match="durable"), db.transaction():
        pass


def test_a_verb_that_shares_its_callers_transaction_says_so(sheet: Clone) -> None:
    with pytest.raises(db.TransactionMissing):
        db.require_transaction()
    with db.transaction():
        db.require_transaction()


def test_a_named_constraint_means_its_error(sheet: Clone) -> None:
    with db.transaction():
        db.execute("INSERT INTO sheet VALUES ('one')")
    with (
        pytest.raises(Taken),
        db.transaction(),
        db.constraint_means({"sheet_name_taken": Taken}),
    ):
        db.execute("INSERT INTO sheet VALUES ('one')")


def test_a_database_lost_before_the_commit_wrote_nothing(sheet: Clone) -> None:
    with pytest.raises(db.DatabaseAway), db.transaction():
        db.execute("INSERT INTO sheet VALUES ('lost')")
        db.fetch_one(HANG_UP)
    connections["default"].close()
    assert names() == []


def test_a_database_lost_while_committing_is_unknown_never_failed(sheet: Clone) -> None:
    with sheet.owner() as owner:
        owner.execute(
            """
            CREATE FUNCTION hang_up() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON sheet
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hang_up();
            """
        )
    with pytest.raises(db.CommitUnknown), db.transaction():
        db.execute("INSERT INTO sheet VALUES ('unknown')")


def test_a_statement_that_fails_is_not_a_lost_database(sheet: Clone) -> None:
    deadlock = "DO $$ BEGIN RAISE EXCEPTION 'stuck' USING ERRCODE = 'deadlock_detected'; END $$"
    with pytest.raises(OperationalError, match="stuck"), db.transaction():
        db.execute(deadlock)


def test_a_statement_that_takes_too_long_is_a_busy_database(sheet: Clone) -> None:
    with pytest.raises(db.DatabaseBusy), db.transaction():
        db.execute("INSERT INTO sheet VALUES ('never')")
        db.execute("SET LOCAL statement_timeout = '20ms'")
        db.fetch_one("SELECT pg_sleep(5)")
    assert names() == []


def test_a_lock_that_is_not_had_in_time_is_a_busy_database(sheet: Clone) -> None:
    with sheet.owner() as owner, owner.transaction():
        owner.execute("LOCK TABLE sheet")
        with pytest.raises(db.DatabaseBusy), db.transaction():
            db.execute("SET LOCAL lock_timeout = '20ms'")
            names()
    assert names() == []


def test_a_commit_that_waits_too_long_for_a_lock_was_rolled_back(sheet: Clone) -> None:
    with sheet.owner() as owner:
        owner.execute(
            """
            CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN PERFORM pg_advisory_xact_lock(1); RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON sheet
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait();
            """
        )
        owner.execute("SELECT pg_advisory_lock(1)")
        with pytest.raises(db.DatabaseBusy), db.transaction():
            db.execute("SET LOCAL lock_timeout = '20ms'")
            db.execute("INSERT INTO sheet VALUES ('never')")
    assert names() == []


def test_what_waits_for_the_commit_does_not_run_without_it(sheet: Clone) -> None:
    ran: list[str] = []
    with pytest.raises(Taken), db.transaction():
        db.after_commit(lambda: ran.append("never"))
        raise Taken
    with db.transaction():
        db.after_commit(lambda: ran.append("once"))
        assert ran == []
    assert ran == ["once"]

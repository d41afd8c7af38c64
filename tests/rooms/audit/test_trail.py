"""The trail is only added to, chained late and without gaps, and one changed row is found."""

from threading import Barrier
from typing import TYPE_CHECKING

import psycopg
import pytest
from django.db import IntegrityError, connection
from psycopg import sql

from coop.audit.record import record
from coop.audit.seal import seal
from coop.audit.verify import Break, verify
from coop.kernel import db
from tests.database import Clone
from tests.rooms.audit.sealing import sealed

if TYPE_CHECKING:
    from collections.abc import Callable


def write(subject: str) -> None:
    record(actor="u1", action="test.written", subject=subject, data={"ñ": [1, "2", None]})


@pytest.mark.django_db
@pytest.mark.parametrize("deed", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {}"])
@pytest.mark.parametrize("table", ["audit_entry", "audit_link", "audit_seal"])
def test_the_application_cannot_change_the_trail(deed: str, table: str) -> None:
    column = {"audit_entry": "actor", "audit_link": "hash", "audit_seal": "head"}[table]
    with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.cursor() as cursor:
        cursor.connection.execute(deed.format(table, column, column))


@pytest.mark.django_db
def test_an_actor_and_an_action_are_always_named() -> None:
    for actor, action in (("", "test.written"), ("u1", "WRITTEN"), ("u1", "a.b\nc.d")):
        with pytest.raises(IntegrityError), db.savepoint():
            record(actor=actor, action=action, subject="s")


def test_even_the_owner_adds_only(cloned_database: Clone) -> None:
    write("1")
    with cloned_database.owner() as owner, pytest.raises(psycopg.errors.IntegrityError):
        owner.execute("UPDATE audit_entry SET actor = 'other'")


def test_what_is_sealed_verifies_and_sealing_again_does_nothing(cloned_database: Clone) -> None:
    assert verify().rows == 0
    for number in range(5):
        write(str(number))
    assert sealed(5) == 5
    assert seal() == 0
    write("5")
    assert sealed(1) == 1
    found = verify()
    assert (found.rows, found.found) == (6, None)


TAMPERINGS: dict[str, tuple[str, Break]] = {
    "actor": ("UPDATE audit_entry SET actor = 'u2' WHERE id = 3", Break(3, "changed")),
    "time": (
        "UPDATE audit_entry SET at = at + interval '1 microsecond' WHERE id = 3",
        Break(3, "changed"),
    ),
    "data": ("UPDATE audit_entry SET data = '{}' WHERE id = 3", Break(3, "changed")),
    "row": ("DELETE FROM audit_entry WHERE id = 3", Break(3, "removed")),
    "link": ("DELETE FROM audit_link WHERE entry_id = 3", Break(4, "link_missing")),
    "last": ("DELETE FROM audit_link WHERE entry_id = 5", Break(0, "end_missing")),
}


@pytest.mark.parametrize("what", TAMPERINGS)
def test_one_changed_or_removed_row_is_named(cloned_database: Clone, what: str) -> None:
    for number in range(5):
        write(str(number))
    assert sealed(5) == 5
    statement, expected = TAMPERINGS[what]
    with cloned_database.owner() as owner:
        owner.execute("SET session_replication_role = replica")  # past the triggers
        owner.execute(sql.SQL(statement))
    assert verify().found == expected


def test_rows_of_a_running_transaction_wait_and_none_is_lost(cloned_database: Clone) -> None:
    """A slow transaction writes first and commits last: its row is sealed after, never skipped."""
    with psycopg.connect(cloned_database.app_url) as slow:
        slow.execute(
            "INSERT INTO audit_entry (actor, action, subject) VALUES ('slow', 'test.written', 's')"
        )
        write("quick")
        assert seal() == 0
        slow.commit()
    write("later")
    assert sealed(3) == 3
    assert verify().found is None


def test_many_writers_and_sealers_at_once_leave_one_whole_chain(cloned_database: Clone) -> None:
    everyone = Barrier(6)

    def writer() -> int:
        everyone.wait()
        for number in range(40):
            with db.transaction():
                write(str(number))
        return 40

    def sealer() -> int:
        everyone.wait()
        return sum(seal() for _ in range(30))

    calls: list[Callable[[], int]] = [writer, writer, writer, writer, sealer, sealer]
    results = cloned_database.together(calls)
    counts = [found for found in results[4:] if isinstance(found, int)]
    assert len(counts) == 2, results
    chained = sum(counts)
    assert chained + sealed(160 - chained) == 160
    found = verify()
    assert (found.rows, found.found) == (160, None)


def test_a_trail_restored_into_another_cluster_goes_on(cloned_database: Clone) -> None:
    """There transaction numbers begin low again: old rows look as if they came from the future."""
    write("1")
    assert sealed(1) == 1
    with cloned_database.owner() as owner:
        owner.execute("SET session_replication_role = replica")
        owner.execute("UPDATE audit_entry SET xact = '9000000000'")
        owner.execute("UPDATE audit_seal SET horizon = '9000000001'")
    write("2")
    assert sealed(1) == 1
    write("3")
    assert sealed(1) == 1
    assert verify().found is None

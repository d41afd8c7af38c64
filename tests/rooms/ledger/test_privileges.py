"""The catalogue itself says what the web's role may do to the books and the trail."""

import pytest

from coop.kernel import db

pytestmark = pytest.mark.django_db

RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN")
CLOSED_FUNCTIONS = {"ledger_batch_walk", "ledger_post_any", "ledger_append_only"}


def granted(relation: str) -> set[str]:
    rows = db.fetch_all(
        "SELECT r FROM unnest(%s::text[]) AS r WHERE has_table_privilege('coop_app', %s, r)",
        [list(RIGHTS), relation],
    )
    return {right for (right,) in rows}


def relations(prefix: str) -> list[tuple[str, bool]]:
    rows = db.fetch_all(
        "SELECT oid::regclass::text, relispartition FROM pg_class "
        "WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm') "
        "AND starts_with(relname, %s)",
        [prefix],
    )
    return [(name, partition) for name, partition in rows]


def test_the_books_are_read_and_never_written() -> None:
    found = relations("ledger_")
    assert any(partition for _, partition in found)
    for name, partition in found:
        expected = {"SELECT"}
        if partition:
            expected = set()
        elif name.startswith("ledger_staged_"):
            expected = {"SELECT", "INSERT"}
        assert granted(name) == expected, name


def test_a_partition_made_today_is_closed_too() -> None:
    db.fetch_one("SELECT ledger_make_months('2019-01-01', '2019-02-01')")
    for name in ("ledger_posting_2019_01", "ledger_posting_2019_02"):
        assert granted(name) == set()


def test_the_trail_is_read_and_added_to() -> None:
    for name, partition in relations("audit_"):
        assert granted(name) <= ({"SELECT", "INSERT"} if not partition else set()), name


def test_no_sequence_of_the_books_is_open() -> None:
    rows = db.fetch_all(
        "SELECT sequencename FROM pg_sequences WHERE starts_with(sequencename, 'ledger_') "
        "AND has_sequence_privilege('coop_app', quote_ident(sequencename), 'USAGE, UPDATE')"
    )
    assert rows == []


def test_functions_hold_their_search_path_and_are_closed_to_the_public() -> None:
    rows = db.fetch_all(
        "SELECT proname, prosecdef, coalesce(proconfig, '{}'), "
        "has_function_privilege('coop_app', oid, 'EXECUTE'), "
        "EXISTS (SELECT FROM aclexplode(coalesce(proacl, acldefault('f', proowner))) AS a "
        "WHERE a.grantee = 0) "
        "FROM pg_proc WHERE pronamespace = 'public'::regnamespace "
        "AND (starts_with(proname, 'ledger_') OR starts_with(proname, 'audit_') "
        "OR starts_with(proname, 'kernel_'))"
    )
    assert len(rows) > 15
    for name, definer, settings, executable, public in rows:
        assert not public, name
        if definer or name.startswith("ledger_"):
            assert "search_path=pg_catalog, public, pg_temp" in settings, name
        if name.startswith("ledger_"):
            assert executable == (name not in CLOSED_FUNCTIONS), name


def test_the_web_cannot_write_around_the_door() -> None:
    for statement in (
        "INSERT INTO ledger_day (business_date, opening_date) VALUES (now(), now())",
        "UPDATE ledger_account SET balance_cents = 0",
        "DELETE FROM ledger_posting",
        "SELECT nextval('ledger_entry_number')",
        "TRUNCATE ledger_entry",
    ):
        with pytest.raises(Exception, match="permission denied"), db.savepoint():
            db.execute(statement)

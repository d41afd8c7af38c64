"""Load history that stands in tables of this session already: no row passes through Python."""

from psycopg import sql

from coop.kernel import db
from coop.ledger.chart import OPENING
from coop.ledger.load_history import ACCOUNT_COLUMNS, MOVEMENT_COLUMNS, Loaded, finish_load


def load_history_tables(*, accounts: str, movements: str, counter_code: str = OPENING) -> Loaded:
    """Do what `load_history` does, from two tables or views, in the caller's transaction.

    Args:
        accounts: has the columns `ACCOUNT_COLUMNS`; `sign` is -1 for a credit account.
        movements: has the columns `MOVEMENT_COLUMNS`; amounts are from the holder's side, and
            `place` orders the movements of one account and day.
        counter_code: the chart's account that takes the other side.

    Raises:
        HistoryUnfit: `ledger.history_unfit`.
    """
    db.require_transaction()
    db.fetch_one("SELECT ledger_begin_load()")
    for target, columns, source in (
        ("ledger_staged_account", ACCOUNT_COLUMNS, accounts),
        ("ledger_staged_movement", MOVEMENT_COLUMNS, movements),
    ):
        names = sql.SQL(", ").join(map(sql.Identifier, columns))
        statement = sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {}")
        db.execute(statement.format(sql.Identifier(target), names, names, sql.Identifier(source)))
    return finish_load(counter_code)

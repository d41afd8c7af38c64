"""Transactions by intention, and the few ways a room speaks SQL.

A verb that must be whole opens `transaction()`. A verb that only makes sense inside another's
calls `require_transaction()`. A loop that survives one bad item wraps each in `savepoint()`.
Nothing else in the house touches Django's transaction module.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import (
    DEFAULT_DB_ALIAS,
    IntegrityError,
    InterfaceError,
    OperationalError,
    connections,
)
from django.db import transaction as django_transaction  # noqa: TID251 - the one place
from psycopg import sql

from coop.kernel.errors import Broken, Problem, Unavailable, Uncertain

Row = tuple[Any, ...]
Parameters = Sequence[Any] | Mapping[str, Any]

TOO_LONG = frozenset({"55P03", "57014"})  # lock_timeout and statement_timeout ran out


class CommitUnknown(Uncertain):
    """The database went away while it was committing: done or not done, but never half done."""

    code = "kernel.commit_unknown"


class DatabaseAway(Unavailable):
    """The database cannot be reached; nothing was written."""

    code = "kernel.database_away"


class DatabaseBusy(Unavailable):
    """A lock or a statement took longer than a page waits; nothing was written."""

    code = "kernel.database_busy"


class TransactionMissing(Broken):
    """A verb that must share its caller's transaction was called without one."""

    code = "kernel.transaction_missing"


@contextmanager
def transaction() -> Iterator[None]:
    """Make the block all or nothing and durable; never inside another transaction.

    Raises:
        DatabaseAway: `kernel.database_away`, the database was lost before the commit was sent.
        DatabaseBusy: `kernel.database_busy`, a lock or a statement took too long.
        CommitUnknown: `kernel.commit_unknown`, it was lost while committing.
    """
    committing = False
    try:
        with django_transaction.atomic(durable=True):
            yield
            committing = True
    except (OperationalError, InterfaceError) as error:
        problem = unavailable(error)
        if problem is None:
            raise
        if committing and lost(error) and not _out_of_resources(error):
            raise CommitUnknown from error
        raise problem from error


@contextmanager
def savepoint() -> Iterator[None]:
    """Let one item of a loop fail without the others: a savepoint inside the transaction."""
    require_transaction()
    with django_transaction.atomic():
        yield


def require_transaction() -> None:
    """Raise `kernel.transaction_missing` unless a transaction is open."""
    if not connections[DEFAULT_DB_ALIAS].in_atomic_block:
        raise TransactionMissing


def after_commit(call: Callable[[], object]) -> None:
    """Run `call` once the open transaction has committed; at once if there is none."""
    django_transaction.on_commit(call)


def unavailable(error: BaseException) -> Unavailable | None:
    """Return what a failure of the database means to a person who can try again, if it is one."""
    if lost(error):
        return DatabaseAway()
    return DatabaseBusy() if _state(error) in TOO_LONG else None


def lost(error: BaseException) -> bool:
    """Tell whether the database, not the statement, failed: gone, shutting down, disk full."""
    if not isinstance(_cause(error), psycopg.OperationalError | psycopg.InterfaceError):
        return isinstance(error, InterfaceError)
    state = _state(error)
    return not state or state.startswith(("08", "53", "57P"))


def _out_of_resources(error: BaseException) -> bool:
    """SQLSTATE class 53 (disk full, too many connections): the server said no and is there."""
    return _state(error).startswith("53")


def _cause(error: BaseException) -> BaseException | None:
    return error if isinstance(error, psycopg.Error) else error.__cause__


def _state(error: BaseException) -> str:
    cause = _cause(error)
    return (cause.sqlstate or "") if isinstance(cause, psycopg.Error) else ""


@contextmanager
def constraint_means(meanings: Mapping[str, Callable[[], Problem]]) -> Iterator[None]:
    """Turn the violation of a named constraint into the error that it means."""
    try:
        yield
    except IntegrityError as error:
        cause = error.__cause__
        name = cause.diag.constraint_name if isinstance(cause, psycopg.Error) else None
        if name is not None and name in meanings:
            meaning = meanings[name]
            raise meaning() from error
        raise


def fetch_one(sql: str, parameters: Parameters = ()) -> Row:
    """Run one statement and return its only row; raise LookupError if there is none."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(sql, parameters)
        row = cursor.fetchone()
    if row is None:
        raise LookupError(sql)
    return tuple(row)


def fetch_all(sql: str, parameters: Parameters = ()) -> list[Row]:
    """Run one statement and return all its rows."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(sql, parameters)
        return [tuple(row) for row in cursor.fetchall()]


def execute(statement: str | sql.Composed, parameters: Parameters = ()) -> int:
    """Run one statement that returns no rows; return how many rows it touched."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(statement, parameters)
        return int(cursor.rowcount)


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write many rows to a table by COPY, inside the caller's transaction; return how many.

    Errors come as Django's, so that `constraint_means` reads the name of a broken constraint.
    """
    require_transaction()
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    written = 0
    with (
        connections[DEFAULT_DB_ALIAS].wrap_database_errors,
        connections[DEFAULT_DB_ALIAS].cursor() as cursor,
        cursor.copy(statement) as copy,
    ):
        for written, row in enumerate(rows, 1):  # noqa: B007 - the count outlives the loop
            copy.write_row(row)
    return written


@contextmanager
def copying(statement: str) -> Iterator[Callable[[str], None]]:
    """Run `COPY ... FROM STDIN` and give a function that writes its text, already in its format."""
    with (
        connections[DEFAULT_DB_ALIAS].wrap_database_errors,
        connections[DEFAULT_DB_ALIAS].cursor() as cursor,
        cursor.copy(statement) as copy,
    ):
        yield copy.write

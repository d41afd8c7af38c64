"""Temporary tables that hold the files' rows while they are judged against each other.

They belong to this session alone and vanish with it, so that a crash leaves nothing behind.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from coop.intake import format as shape
from coop.intake.findings import Findings
from coop.intake.format import Table
from coop.intake.lines import Lines
from coop.intake.read import HeaderWrong, rows
from coop.intake.rules import Ground
from coop.intake.values import Value
from coop.kernel import db
from coop.kernel.ids import uuid7

Advanced = Callable[[int, int], None]

ROWS_A_BLOCK = 2_000
_IDENTIFIED = {"personas", "cuentas"}


class Staged(NamedTuple):
    """A staged file: its digest, and whether every one of its rows could be told."""

    digest: bytes
    entire: bool


def staged(table: Table) -> str:
    """Return the name of the table's temporary table."""
    return f"intake_{table.name}"


def create() -> None:
    """Make the temporary tables anew, empty."""
    for table in shape.REQUIRED:
        columns = ", ".join(f"{column.name} {column.sql_type}" for column in table.columns)
        identity = "id uuid, " if table.name in _IDENTIFIED else ""
        db.execute(f"DROP TABLE IF EXISTS pg_temp.{staged(table)} CASCADE")
        db.execute(
            f"CREATE TEMPORARY TABLE {staged(table)}"
            f" ({identity}line bigint, whole boolean, {columns})"
        )


def drop() -> None:
    """Drop them."""
    for table in shape.REQUIRED:
        db.execute(f"DROP TABLE IF EXISTS pg_temp.{staged(table)} CASCADE")


def stage(
    *, path: Path, table: Table, ground: Ground, findings: Findings, advanced: Advanced
) -> Staged | None:
    """Copy the rows of one file; return None if no row of it could be told.

    Rows with a wrong field are staged too, with the field empty and `whole` false, so that one
    wrong field does not look like many.
    """
    size = path.stat().st_size
    with path.open("rb") as stream:
        lines = Lines(stream)
        try:
            copied = _copy(lines, table, ground, findings, lambda: advanced(lines.bytes_read, size))
        except HeaderWrong:
            return None
    advanced(size, size)
    if table.name in _IDENTIFIED:
        db.execute(f"CREATE INDEX ON {staged(table)} (line)")
    db.execute(f"ANALYZE {staged(table)}")
    return Staged(lines.digest(), copied == lines.count - 1)


def _copy(
    lines: Lines, table: Table, ground: Ground, findings: Findings, tick: Callable[[], None]
) -> int:
    """Copy what can be told; return how many rows that is."""
    copied = 0
    identified = table.name in _IDENTIFIED
    names = ", ".join((("id",) if identified else ()) + ("line", "whole", *table.names))
    with db.copying(f"COPY {staged(table)} ({names}) FROM STDIN") as write:
        block: list[str] = []
        told = rows(lines=lines, table=table, ground=ground, findings=findings)
        for copied, (number, values, whole) in enumerate(told, start=1):  # noqa: B007 - the count outlives the loop
            start = f"{uuid7()}\t{number}\t" if identified else f"{number}\t"
            block.append(f"{start}{'t' if whole else 'f'}\t{_line(values)}\n")
            if len(block) == ROWS_A_BLOCK:
                write("".join(block))
                block.clear()
                tick()
        write("".join(block))
    return copied


def _line(values: list[Value]) -> str:
    """Return values as COPY's text format reads them; control characters were refused before."""
    return "\t".join(
        [
            r"\N"
            if value is None
            else (value.replace("\\", r"\\") if "\\" in value else value)
            if type(value) is str
            else str(value)
            for value in values
        ]
    )


def person_rows() -> Iterator[tuple[object, ...]]:
    """Yield the staged people in file order, in chunks: id first, then the file's columns."""
    return _keyset(shape.PEOPLE)


def _keyset(table: Table, chunk: int = 5_000) -> Iterator[tuple[object, ...]]:
    names = ", ".join(("line", "id", *table.names))
    last = 0
    while found := db.fetch_all(
        f"SELECT {names} FROM {staged(table)} WHERE line > %s ORDER BY line LIMIT %s",  # noqa: S608 - names of our own
        [last, chunk],
    ):
        for row in found:
            yield row[1:]
        last = found[-1][0]

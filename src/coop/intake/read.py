"""Reads one file of an intake: its header, then its rows, reporting every wrong field."""

from collections.abc import Iterator
from typing import NamedTuple

from coop.intake.findings import Findings
from coop.intake.format import Column, Table
from coop.intake.lines import Lines, LineWrong, WholeFileWrong, fields
from coop.intake.rules import RULES, Ground
from coop.intake.values import Value, ValueWrong

EMPTY = "(vacío)"


class Row(NamedTuple):
    """One row as read. A field that was wrong is None, and `whole` is False."""

    line: int
    values: list[Value]
    whole: bool


class HeaderWrong(ValueError):  # noqa: N818 - reported; no row of the file can be read
    """The header is not the table's: nothing of the file can be told."""


def rows(*, lines: Lines, table: Table, ground: Ground, findings: Findings) -> Iterator[Row]:
    """Yield the rows of `table` in file order; what is wrong goes to `findings`.

    A row whose fields cannot be told apart is left out. Memory does not grow with the file.

    Raises:
        HeaderWrong: the header is reported, and there are no rows.
    """
    numbered = iter(lines)
    order = _header(numbered, table, findings)
    if order is None:
        raise HeaderWrong(table.file)
    rule = RULES[table.name]
    width, file = len(order), table.file
    plan = list(enumerate(order))
    named = {column.name: column for column in table.columns}
    order_of = {column.name: place for place, (_, column) in plan}
    values: list[Value]
    for number, found in _split(numbered, width, file, findings):
        bad: set[str] | None = None
        values = [None] * width
        for place, (slot, column) in plan:
            try:
                values[slot] = column.read(found[place])
            except ValueWrong as error:
                bad = bad or set()
                bad.add(column.name)
                _complain(findings, file, number, column, found[place], str(error))
        for name, expected in rule(values, ground):
            pair = name.split("/")
            if bad and not bad.isdisjoint(pair):
                continue
            bad = bad or set()
            column = named[pair[0]]
            _complain(findings, file, number, column, found[order_of[pair[0]]], expected)
        yield Row(number, values, bad is None)


def _split(
    numbered: Iterator[tuple[int, str | LineWrong]], width: int, file: str, findings: Findings
) -> Iterator[tuple[int, list[str]]]:
    """Yield the fields of each line that has as many as the header."""
    for number, text in numbered:
        try:
            if isinstance(text, LineWrong):
                raise text
            found = fields(text)
        except WholeFileWrong as error:
            findings.add(file, 0, expected=str(error))
            return
        except LineWrong as error:
            findings.add(file, number, expected=str(error))
            continue
        if len(found) == width:
            yield number, found
            continue
        expected = f"se esperan {width} campos separados por comas y hay {len(found)}"
        findings.add(file, number, expected=expected)


def _complain(  # noqa: PLR0917 - one call site's facts, on the hot path
    findings: Findings, file: str, number: int, column: Column, value: str, expected: str
) -> None:
    findings.add(
        file,
        number,
        column=column.name,
        value=value or EMPTY,
        expected=expected,
        personal=column.personal and bool(value),
    )


def _header(
    numbered: Iterator[tuple[int, str | LineWrong]], table: Table, findings: Findings
) -> list[tuple[int, Column]] | None:
    """Return, for each place in the file, the column that stands there and its place of ours."""
    _, first = next(numbered, (0, LineWrong("el archivo está vacío; se espera un encabezado")))
    try:
        if isinstance(first, LineWrong):
            raise first
        names = fields(first)
    except LineWrong as error:
        findings.add(table.file, 1, expected=str(error))
        return None
    expected = ",".join(table.names)
    if len(names) == 1 and (separator := _other_separator(first)):
        findings.add(
            table.file,
            1,
            expected=f"las columnas están separadas por {separator}; se esperan comas: {expected}",
        )
        return None
    ours = {column.name: (slot, column) for slot, column in enumerate(table.columns)}
    before = len(findings)
    for name in sorted({name for name in names if names.count(name) > 1}):
        findings.add(table.file, 1, column=name, expected="la columna está más de una vez")
    for name in names:
        if name not in ours:
            findings.add(
                table.file, 1, value=name or EMPTY, expected=f"columna desconocida: {expected}"
            )
    for name in table.names:
        if name not in names:
            findings.add(table.file, 1, column=name, expected="falta esta columna")
    return [ours[name] for name in names] if len(findings) == before else None


def _other_separator(text: str) -> str:
    for mark, words in ((";", "punto y coma"), ("\t", "tabuladores"), ("|", "barras")):
        if mark in text:
            return words
    return ""

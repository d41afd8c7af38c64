"""Control totals: what control.csv says, next to what the other files hold."""

from collections.abc import Collection
from dataclasses import dataclass

from coop.intake.findings import Findings
from coop.kernel import db
from coop.kernel.money import Money

_FOUND = """
    SELECT 'personas.csv', '', count(*), 0 FROM intake_personas
    UNION ALL SELECT 'cotitulares.csv', '', count(*), 0 FROM intake_cotitulares
    UNION ALL SELECT 'cuentas.csv', coalesce(producto, ''), count(*), coalesce(sum(saldo_final), 0)
    FROM intake_cuentas GROUP BY producto
    UNION ALL SELECT 'movimientos.csv', coalesce(cuentas.producto, ''), sum(rows), sum(cents)
    FROM (SELECT cuenta, count(*) AS rows, sum(coalesce(credito, 0) - coalesce(debito, 0)) AS cents
          FROM intake_movimientos GROUP BY cuenta) AS moved
    LEFT JOIN (SELECT DISTINCT ON (cuenta) cuenta, producto FROM intake_cuentas) AS cuentas
        USING (cuenta)
    GROUP BY cuentas.producto"""
_EXPECTED = """
    SELECT archivo, coalesce(producto, ''), min(line), max(line), sum(filas), sum(suma)
    FROM intake_control GROUP BY 1, 2"""


@dataclass(frozen=True, order=True, slots=True)
class Total:
    """One line of the table: rows and cents as found, and as control.csv says; None is nothing."""

    file: str
    product: str
    rows: int | None
    cents: int | None
    expected_rows: int | None
    expected_cents: int | None
    line: int

    @property
    def ok(self) -> bool:
        """Whether they match."""
        return self.rows == self.expected_rows and self.cents == self.expected_cents


def totals(*, read: Collection[str], findings: Findings) -> list[Total]:
    """Return the totals, sorted; report those that do not match."""
    found = {(file, product): (int(r), int(c)) for file, product, r, c in db.fetch_all(_FOUND)}
    expected: dict[tuple[str, str], tuple[int | None, int | None, int]] = {}
    for file, product, first, last, rows, cents in db.fetch_all(_EXPECTED):
        if first != last:
            words = f"este archivo y producto ya están en la línea {first}"
            findings.add("control.csv", last, column="producto", value=product, expected=words)
        expected[file, product] = (_int(rows), _int(cents), first)
    table = []
    for file, product in sorted(found.keys() | expected.keys()):
        rows, cents = found.get((file, product), (None, None))
        expected_rows, expected_cents, line = expected.get((file, product), (None, None, 0))
        total = Total(file, product, rows, cents, expected_rows, expected_cents, line)
        table.append(total)
        if not total.ok and "control" in read and file.removesuffix(".csv") in read:
            findings.add(
                "control.csv",
                line,
                column="filas" if rows != expected_rows else "suma",
                value=f"{file} {product}".strip(),
                expected=f"los archivos traen {_words(rows, cents)}, y control.csv dice "
                f"{_words(expected_rows, expected_cents)}",
            )
    return table


def printed(table: Collection[Total]) -> str:
    """Return the table as aligned text: what was found, what was expected, and the verdict."""
    lines = [("archivo", "producto", "filas", "suma", "filas control", "suma control", "")]
    lines += [
        (
            total.file,
            total.product,
            _count(total.rows),
            _amount(total.cents),
            _count(total.expected_rows),
            _amount(total.expected_cents),
            "cuadra" if total.ok else "NO CUADRA",
        )
        for total in table
    ]
    widths = [max(len(line[at]) for line in lines) for at in range(len(lines[0]))]
    left = {0, 1, 6}
    return "\n".join(
        "  ".join(
            cell.ljust(width) if at in left else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _int(value: object) -> int | None:
    return None if value is None else int(str(value))


def _count(rows: int | None) -> str:
    return "-" if rows is None else f"{rows:,}"


def _amount(cents: int | None) -> str:
    if cents is None:
        return "-"
    sign = "-" if cents < 0 else ""
    return f"{sign}{str(Money(abs(cents))).removeprefix('B/.').strip()}"


def _words(rows: int | None, cents: int | None) -> str:
    return "nada" if rows is None else f"{_count(rows)} filas y {_amount(cents)}"

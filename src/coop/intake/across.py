"""What must hold between rows and files: each check is one statement over the staged rows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import islice

from coop.intake.findings import Findings
from coop.kernel import db
from coop.members.queries import ids_by_document
from coop.products.queries import ledger_accounts

_KNOWN_A_BLOCK = 5_000


@dataclass(frozen=True, slots=True)
class Check:
    """A statement that returns line, value and a detail for each row that breaks a rule.

    `needs` names the files without which the answer would mean nothing; it also would, if a row of
    the file `entire` could not be told. `{}` in `expected` takes the detail.
    """

    file: str
    column: str
    expected: str
    sql: str
    needs: tuple[str, ...]
    personal: bool = False
    entire: str = ""


def _repeated(table: str, *columns: str) -> str:
    names = ", ".join(columns)
    present = " AND ".join(f"{name} IS NOT NULL" for name in columns)
    return f"""
        SELECT line, {columns[-1]}, first
        FROM (SELECT line, {names}, min(line) OVER (PARTITION BY {names}) AS first
              FROM intake_{table} WHERE {present}) AS numbered
        WHERE line > first"""  # noqa: S608 - names of our own


def _absent(table: str, column: str, other: str) -> str:
    return f"""
        SELECT line, {column}, NULL FROM intake_{table} AS given
        WHERE {column} IS NOT NULL AND NOT EXISTS (
            SELECT FROM intake_{other} AS known WHERE known.{column} = given.{column})"""  # noqa: S608 - names of our own


_NOT_ALLOWED = """
    SELECT cuentas.line, cuentas.producto, personas.clase || CASE WHEN personas.menor
        THEN ', menor de edad' ELSE '' END
    FROM intake_cuentas AS cuentas
    JOIN (SELECT DISTINCT ON (documento) documento, clase, coalesce(
              fecha_nacimiento + interval '18 years' > %(books_date)s::date, false) AS menor
          FROM intake_personas WHERE clase IS NOT NULL ORDER BY documento, line) AS personas
        USING (documento)
    WHERE cuentas.producto = ANY(%(products)s) AND NOT EXISTS (
        SELECT FROM unnest(%(products_held)s::text[], %(kinds)s::text[], %(minors)s::boolean[])
            AS allowed (producto, clase, menor)
        WHERE (allowed.producto, allowed.clase, allowed.menor)
            = (cuentas.producto, personas.clase, personas.menor))"""

_UNBALANCED = """
    WITH moved AS (
        SELECT cuenta, sum(coalesce(credito, 0) - coalesce(debito, 0)) AS cents,
            bool_and(whole) AS whole
        FROM intake_movimientos GROUP BY cuenta)
    SELECT line, to_char(saldo_final / 100.0, 'FM999999999999990.00'),
        to_char((saldo_inicial + coalesce(moved.cents, 0)) / 100.0, 'FM999999999999990.00')
    FROM intake_cuentas LEFT JOIN moved USING (cuenta)
    WHERE saldo_final <> saldo_inicial + coalesce(moved.cents, 0) AND moved.whole IS NOT FALSE"""

_TOO_EARLY = """
    SELECT movimientos.line, movimientos.fecha::text, fecha_saldo_inicial::text
    FROM intake_movimientos AS movimientos JOIN intake_cuentas USING (cuenta)
    WHERE movimientos.fecha <= fecha_saldo_inicial"""

_OWN_TITULAR = """
    SELECT cotitulares.line, cotitulares.documento, NULL
    FROM intake_cotitulares AS cotitulares JOIN intake_cuentas USING (cuenta, documento)"""

CHECKS = (
    Check(
        "personas.csv",
        "documento",
        "el documento ya está en la línea {}",
        _repeated("personas", "documento"),
        ("personas",),
        personal=True,
    ),
    Check(
        "cuentas.csv",
        "cuenta",
        "la cuenta ya está en la línea {}",
        _repeated("cuentas", "cuenta"),
        ("cuentas",),
    ),
    Check(
        "cuentas.csv",
        "documento",
        "se espera el documento de una fila de personas.csv",
        _absent("cuentas", "documento", "personas"),
        ("cuentas", "personas"),
        personal=True,
        entire="personas",
    ),
    Check(
        "cuentas.csv",
        "producto",
        "el titular ({}) no puede tener este producto según el perfil de la cooperativa",
        _NOT_ALLOWED,
        ("cuentas", "personas"),
    ),
    Check(
        "cuentas.csv",
        "saldo_final",
        "se espera {}: el saldo inicial más los movimientos",
        _UNBALANCED,
        ("cuentas", "movimientos"),
        entire="movimientos",
    ),
    Check(
        "cotitulares.csv",
        "cuenta",
        "se espera la cuenta de una fila de cuentas.csv",
        _absent("cotitulares", "cuenta", "cuentas"),
        ("cotitulares", "cuentas"),
        entire="cuentas",
    ),
    Check(
        "cotitulares.csv",
        "documento",
        "se espera el documento de una fila de personas.csv",
        _absent("cotitulares", "documento", "personas"),
        ("cotitulares", "personas"),
        personal=True,
        entire="personas",
    ),
    Check(
        "cotitulares.csv",
        "documento",
        "la persona ya está en esta cuenta en la línea {}",
        _repeated("cotitulares", "cuenta", "documento"),
        ("cotitulares",),
        personal=True,
    ),
    Check(
        "cotitulares.csv",
        "documento",
        "la persona ya es titular de esta cuenta",
        _OWN_TITULAR,
        ("cotitulares", "cuentas"),
        personal=True,
    ),
    Check(
        "movimientos.csv",
        "cuenta",
        "se espera la cuenta de una fila de cuentas.csv",
        _absent("movimientos", "cuenta", "cuentas"),
        ("movimientos", "cuentas"),
        entire="cuentas",
    ),
    Check(
        "movimientos.csv",
        "numero",
        "el número ya está en esta cuenta en la línea {}",
        _repeated("movimientos", "cuenta", "numero"),
        ("movimientos",),
    ),
    Check(
        "movimientos.csv",
        "fecha",
        "se espera una fecha después de la del saldo inicial, {}",
        _TOO_EARLY,
        ("movimientos", "cuentas"),
    ),
)


@dataclass(frozen=True, slots=True)
class Allowed:
    """Who may hold what: the combinations of product, kind and minority that the matrix allows."""

    products: Sequence[str]
    combinations: Sequence[tuple[str, str, bool]]


def check(
    *,
    allowed: Allowed,
    books_date: str,
    read: Collection[str],
    entire: Collection[str],
    findings: Findings,
) -> None:
    """Run every check whose files could be read; report each row that breaks one.

    Args:
        allowed: who may hold what.
        books_date: on which the books open.
        read: the files of which rows could be told.
        entire: those of which all could.
        findings: takes the reports.
    """
    parameters = {
        "books_date": books_date,
        "products": list(allowed.products),
        "products_held": [product for product, _, _ in allowed.combinations],
        "kinds": [kind for _, kind, _ in allowed.combinations],
        "minors": [minor for _, _, minor in allowed.combinations],
    }
    for one in CHECKS:
        if not read or not set(one.needs) <= set(read) or (one.entire and one.entire not in entire):
            continue
        found = db.fetch_all(
            f"SELECT *, count(*) OVER () FROM ({one.sql}) AS broken (line, value, detail)"  # noqa: S608 - our own statements
            " ORDER BY line LIMIT %(most)s",
            {**parameters, "most": findings.most},
        )
        for line, value, detail, _ in found:
            findings.add(
                one.file,
                line,
                column=one.column,
                value=str(value),
                expected=one.expected.format(detail),
                personal=one.personal,
            )
        if found:
            findings.total += found[0][3] - len(found)


def check_known(*, findings: Findings) -> None:
    """Report people and accounts that an earlier intake, or a branch, has registered already."""
    for name, column, known in (
        ("personas", "documento", (number for _, _, number, _ in ids_by_document())),
        ("cuentas", "cuenta", (number for number, _, _ in ledger_accounts())),
    ):
        found: list[db.Row] = []
        while block := list(islice(known, _KNOWN_A_BLOCK)):
            found += db.fetch_all(
                f"SELECT line, {column} FROM intake_{name} WHERE {column} = ANY(%s)",  # noqa: S608 - names of our own
                [block],
            )
        for line, value in found:
            findings.add(
                f"{name}.csv",
                line,
                column=column,
                value=value,
                expected="ya está en el sistema, de una carga o un registro anterior",
                personal=name == "personas",
            )

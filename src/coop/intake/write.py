"""Turns the staged rows into people, accounts and entries, by the doors of their rooms.

Everything here runs inside the one transaction of `load`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, cast

from psycopg import sql

from coop.intake import staging
from coop.intake.staging import Advanced
from coop.kernel import db
from coop.ledger.load_history_tables import load_history_tables
from coop.members.documents import HOME, DocumentType
from coop.members.new_person import NewPerson
from coop.members.register_people import register_people
from coop.products import ports
from coop.products.open_accounts import NewAccount, ledger_code, open_accounts
from coop.products.rules import LEDGER_STATUS, Status

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

DOCUMENT_TYPE: Mapping[str, DocumentType] = {
    "cedula": "cedula",
    "pasaporte": "passport",
    "ruc": "ruc",
}
STATUS: Mapping[str, Status] = {
    "activa": "active",
    "inactiva": "dormant",
    "bloqueada": "blocked",
    "cerrada": "closed",
}
ROLE: Mapping[str, Literal["co_holder", "representative"]] = {
    "cotitular": "co_holder",
    "representante": "representative",
}
CHUNK = 5_000


def people(*, advanced: Advanced) -> None:
    """Register the staged people, each with the id that its staged row carries."""
    (total,) = db.fetch_one("SELECT count(*) FROM intake_personas")
    register_people(people=_people(int(total), advanced))


def _people(total: int, advanced: Advanced) -> Iterator[NewPerson]:
    for done, row in enumerate(staging.person_rows(), start=1):
        (
            id_, type_, number, country, kind, given, family, born, joined, mobile, landline,
            email, province, district, township, street, chapter, retired, language,
        ) = row  # fmt: skip
        yield NewPerson(
            id=cast("UUID", id_),
            kind=cast("Literal['asociado', 'tercero']", kind),
            document_type=DOCUMENT_TYPE[str(type_)],
            document_number=str(number),
            document_country=_text(country) or HOME,
            given_names=_text(given),
            family_names=_text(family),
            birth_date=cast("date | None", born),
            joined_date=cast("date", joined),
            emails=[str(email)] if email else [],
            telephones=[str(number) for number in (mobile, landline) if number],
            province=_text(province),
            district=_text(district),
            township=_text(township),
            street=_text(street),
            chapter=_text(chapter),
            retired=bool(retired),
            language=cast("Literal['es', 'en']", language),
        )
        if done % CHUNK == 0 or done == total:
            advanced(done, total)


_HISTORY_ACCOUNTS = """
    CREATE TEMPORARY VIEW intake_history_accounts AS
    SELECT {prefix} || cuenta AS code, kinds.name, -1::smallint AS sign, kinds.floor_cents,
        statuses.ledger AS status, saldo_inicial AS opening_cents, fecha_saldo_inicial AS opened_on
    FROM intake_cuentas
    JOIN (VALUES {kinds}) AS kinds (producto, name, floor_cents) USING (producto)
    JOIN (VALUES {statuses}) AS statuses (estado, ledger) USING (estado)"""
_HISTORY_MOVEMENTS = """
    CREATE TEMPORARY VIEW intake_history_movements AS
    SELECT extract(epoch FROM coalesce(hora, '12:00'))::bigint << 40 | line AS place,
        {prefix} || cuenta AS code, fecha AS business_date,
        coalesce(credito, 0) - coalesce(debito, 0) AS amount_cents, concepto AS text,
        contrapartida || ' ' || numero AS reference
    FROM intake_movimientos"""


def history() -> None:
    """Load the opening balances and past movements; the books open the accounts for them."""
    prefix = sql.Literal(ledger_code(""))
    kinds = sql.SQL(", ").join(
        sql.SQL("({}, {}, {}::bigint)").format(code, type_.name["es"], type_.floor_cents)
        for code, type_ in ports.slot.get().types.items()
    )
    statuses = sql.SQL(", ").join(
        sql.SQL("({}, {})").format(word, LEDGER_STATUS[status]) for word, status in STATUS.items()
    )
    for name in ("accounts", "movements"):
        db.execute(f"DROP VIEW IF EXISTS pg_temp.intake_history_{name}")
    db.execute(sql.SQL(_HISTORY_ACCOUNTS).format(prefix=prefix, kinds=kinds, statuses=statuses))
    db.execute(sql.SQL(_HISTORY_MOVEMENTS).format(prefix=prefix))
    load_history_tables(accounts="intake_history_accounts", movements="intake_history_movements")


_ACCOUNTS = """
    SELECT cuentas.line, cuentas.id, cuenta, producto, personas.id, fecha_apertura,
        fecha_vencimiento, estado, motivo,
        (SELECT array_agg(others.id ORDER BY c.line) FROM intake_cotitulares c
            JOIN intake_personas others USING (documento) WHERE c.cuenta = cuentas.cuenta),
        (SELECT array_agg(c.calidad ORDER BY c.line) FROM intake_cotitulares c
            WHERE c.cuenta = cuentas.cuenta)
    FROM intake_cuentas AS cuentas JOIN intake_personas AS personas USING (documento)
    WHERE cuentas.line > %s ORDER BY cuentas.line LIMIT %s"""


def accounts(*, advanced: Advanced) -> None:
    """Open the staged accounts, whose history the books have by now."""
    (total,) = db.fetch_one("SELECT count(*) FROM intake_cuentas")
    db.execute("CREATE INDEX ON intake_cotitulares (cuenta)")
    db.execute("CREATE INDEX ON intake_personas (documento)")
    done = last = 0
    while found := db.fetch_all(_ACCOUNTS, [last, CHUNK]):
        open_accounts(accounts=[_account(row[1:]) for row in found])
        last = found[-1][0]
        done += len(found)
        advanced(done, int(total))


def _account(row: Sequence[object]) -> NewAccount:
    id_, number, product, titular, opened, matures, status, reason, holders, roles = row
    beside = zip(cast("list[UUID]", holders or []), cast("list[str]", roles or []), strict=True)
    return NewAccount(
        id=cast("UUID", id_),
        number=str(number),
        type_code=str(product),
        titular_id=cast("UUID", titular),
        opened_date=cast("date", opened),
        matures_date=cast("date | None", matures),
        status=STATUS[str(status)],
        status_reason=_text(reason),
        holders={person: ROLE[role] for person, role in beside},
    )


def _text(value: object) -> str:
    return "" if value is None else str(value)

"""The files and columns of an intake, as data: the reader, the writer and the document share it."""

from dataclasses import dataclass

from coop.intake import values
from coop.intake.values import Reader, Value, optional

CONTROL = "control.csv"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: how its text is read, and whether its values may be printed whole."""

    name: str
    read: Reader
    sql_type: str
    meaning: str
    personal: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One file: its name and its columns, which may stand in any order in the file."""

    name: str
    columns: tuple[Column, ...]

    @property
    def file(self) -> str:
        """The file's name."""
        return f"{self.name}.csv"

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names, in the order in which they are written."""
        return tuple(column.name for column in self.columns)


DOCUMENT_KINDS = ("cedula", "pasaporte", "ruc")
MEMBER_KINDS = ("asociado", "tercero")
ACCOUNT_STATUSES = ("activa", "inactiva", "bloqueada", "cerrada")
HOLDER_ROLES = ("cotitular", "representante")
COUNTERPARTS = {
    "EFECTIVO": "caja de una sucursal",
    "PLANILLA": "descuento directo o depósito de planilla",
    "CAJERO": "cajero automático o compra con tarjeta de débito",
    "CHEQUE": "cheque depositado o pagado",
    "ACH": "transferencia desde o hacia otro banco",
    "TRASLADO": "traslado entre cuentas de la cooperativa",
    "SERVICIO": "pago de un servicio o recarga",
    "INTERES": "interés o excedente acreditado",
    "COMISION": "comisión, cargo o impuesto",
    "AJUSTE": "corrección de la cooperativa",
    "OTRO": "lo que no cabe en los anteriores",
}


def _document(text: str) -> Value:
    return values.key(text)


def _words(*words: str) -> str:
    return ", ".join(f"`{word}`" for word in words)


PEOPLE = Table(
    "personas",
    (
        Column("tipo_documento", values.one_of(*DOCUMENT_KINDS), "text", _words(*DOCUMENT_KINDS)),
        Column("documento", _document, "text", "the document; one row per document", personal=True),
        Column("pais", optional(values.country), "text", "ISO 3166 country of a passport", True),
        Column("clase", values.one_of(*MEMBER_KINDS), "text", _words(*MEMBER_KINDS)),
        Column("nombres", values.text(80), "text", "given names; the whole name of a firm", True),
        Column("apellidos", optional(values.text(80)), "text", "surnames; empty for a firm", True),
        Column("fecha_nacimiento", optional(values.iso_date), "date", "empty for a firm", True),
        Column("fecha_ingreso", values.iso_date, "date", "when the person joined"),
        Column("celular", optional(values.mobile), "text", "`6123-4567` or `61234567`", True),
        Column("telefono", optional(values.landline), "text", "`205-0911` or `2050911`", True),
        Column("correo", optional(values.email), "text", "electronic mail", personal=True),
        Column("provincia", optional(values.text(40)), "text", "province or comarca"),
        Column("distrito", optional(values.text(60)), "text", "district"),
        Column("corregimiento", optional(values.text(60)), "text", "corregimiento"),
        Column("direccion", optional(values.text(160)), "text", "street and house", personal=True),
        Column("capitulo", optional(values.text(60)), "text", "the cooperative's chapter"),
        Column("jubilado", values.yes_or_no, "boolean", "`S` or `N`"),
        Column("idioma", values.one_of("es", "en"), "text", "language of notices"),
    ),
)

ACCOUNTS = Table(
    "cuentas",
    (
        Column(
            "cuenta", values.account_number, "text", "the profile's `number_pattern`; one row each"
        ),
        Column("producto", values.key, "text", "a product's code in the profile's matrix"),
        Column("documento", _document, "text", "the titular, a row of personas.csv", personal=True),
        Column("fecha_apertura", values.iso_date, "date", "when it was opened"),
        Column("estado", values.one_of(*ACCOUNT_STATUSES), "text", _words(*ACCOUNT_STATUSES)),
        Column("motivo", optional(values.text(120)), "text", "why it is not active"),
        Column("fecha_vencimiento", optional(values.iso_date), "date", "of a term deposit"),
        Column("fecha_saldo_inicial", values.iso_date, "date", "before the first movement"),
        Column("saldo_inicial", values.signed_amount, "bigint", "balance at the end of that date"),
        Column("saldo_final", values.signed_amount, "bigint", "opening balance plus movements"),
    ),
)

HOLDERS = Table(
    "cotitulares",
    (
        Column("cuenta", values.account_number, "text", "a row of cuentas.csv"),
        Column("documento", _document, "text", "a row of personas.csv", personal=True),
        Column("calidad", values.one_of(*HOLDER_ROLES), "text", _words(*HOLDER_ROLES)),
    ),
)

MOVEMENTS = Table(
    "movimientos",
    (
        Column("cuenta", values.account_number, "text", "a row of cuentas.csv"),
        Column("numero", values.key, "text", "the source's own number; unique in its account"),
        Column("fecha", values.iso_date, "date", "after fecha_saldo_inicial"),
        Column("hora", optional(values.time_of_day), "time", "Panama's clock; empty is noon"),
        Column("debito", optional(values.amount), "bigint", "money out of the account"),
        Column("credito", optional(values.amount), "bigint", "money into the account"),
        Column("concepto", values.text(140), "text", "what the member reads"),
        Column("contrapartida", values.one_of(*COUNTERPARTS), "text", "the other side: see below"),
    ),
)

TOTALS = Table(
    "control",
    (
        Column("archivo", values.key, "text", "the file that the line is about"),
        Column("producto", optional(values.key), "text", "the product; empty for personas.csv"),
        Column("filas", values.count, "bigint", "how many rows"),
        Column("suma", values.signed_amount, "bigint", "the sum, 0.00 where nothing is summed"),
    ),
)

LOADED = (PEOPLE, ACCOUNTS, HOLDERS, MOVEMENTS)
REQUIRED = (*LOADED, TOTALS)
RESERVED = ("prestamos.csv", "tarjetas.csv", "polizas.csv", "planes.csv")

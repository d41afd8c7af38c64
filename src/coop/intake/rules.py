"""What must hold inside one row, whatever the other rows say."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from coop.intake.values import Value


@dataclass(frozen=True, slots=True)
class Kind:
    """What a row may need to know of its product."""

    matures: bool
    least_cents: int


@dataclass(frozen=True, slots=True)
class Ground:
    """What a row is judged against: products, documents, accounts' numbers, the books' date."""

    products: Mapping[str, Kind]
    canonical: Callable[[str, str, str], str]
    numbers: re.Pattern[str]
    books_date: date


# A column, or two joined by a slash, and what was expected there.
Complaint: TypeAlias = tuple[str, str]
Rule: TypeAlias = Callable[[Sequence[Value], Ground], Iterator[Complaint]]


def person(values: Sequence[Value], ground: Ground) -> Iterator[Complaint]:
    """A document in the shape of its kind; names and birth date of natural persons."""
    kind, document, country, _, _, surnames, born, joined = values[:8]
    firm = kind == "ruc"
    if isinstance(kind, str) and isinstance(document, str):
        home = country if isinstance(country, str) else "PA"
        canonical = ground.canonical(kind, document, home)
        if not canonical:
            yield "documento", f"no tiene la forma de este tipo de documento: {kind}"
        elif canonical != document:
            yield "documento", "se espera sin ceros a la izquierda, espacios ni minúsculas"
    if kind == "pasaporte" and country is None:
        yield "pais", "se espera el país que emitió el pasaporte, como CO"
    if not firm and not surnames:
        yield "apellidos", "se esperan los apellidos de una persona natural"
    if not firm and born is None:
        yield "fecha_nacimiento", "se espera la fecha de nacimiento de una persona natural"
    for column, day in (("fecha_nacimiento", born), ("fecha_ingreso", joined)):
        if isinstance(day, date) and day > ground.books_date:
            yield column, f"se espera una fecha hasta {ground.books_date}, la de los libros"


def account(values: Sequence[Value], ground: Ground) -> Iterator[Complaint]:
    """Number and product as the profile has them, dates in order, a status its balance allows."""
    number, product, _, opened, status, reason, matures, dated, _, closing = values
    yield from _number(number, ground)
    kind = ground.products.get(str(product))
    if product is not None and kind is None:
        yield "producto", "producto desconocido; se espera " + ", ".join(sorted(ground.products))
    if kind is not None and kind.matures and matures is None:
        yield "fecha_vencimiento", "se espera la fecha de vencimiento de este producto"
    if kind is not None and not kind.matures and matures is not None:
        yield "fecha_vencimiento", "este producto no vence; se espera el campo vacío"
    if isinstance(opened, date) and isinstance(dated, date) and opened > dated:
        yield "fecha_apertura", "se espera una fecha hasta la del saldo inicial"
    if isinstance(dated, date) and dated >= ground.books_date:
        yield "fecha_saldo_inicial", f"se espera una fecha antes de {ground.books_date}"
    if status not in {"activa", None} and reason is None:
        yield "motivo", "se espera por qué la cuenta no está activa"
    if status == "cerrada" and isinstance(closing, int) and closing:
        yield "saldo_final", "se espera 0.00 en una cuenta cerrada"
    if kind is not None and isinstance(closing, int) and closing < kind.least_cents:
        yield "saldo_final", "se espera un saldo que no esté por debajo del que permite el producto"


def movement(values: Sequence[Value], ground: Ground) -> Iterator[Complaint]:
    """Money in or money out, one of the two, before the books open."""
    yield from _number(values[0], ground)
    day, out, into = values[2], values[4], values[5]
    if (out is None) == (into is None):
        yield "debito/credito", "se espera un monto en debito o en credito, y el otro vacío"
    elif not (out or into):
        yield "debito" if into is None else "credito", "se espera un monto mayor que 0.00"
    if isinstance(day, date) and day >= ground.books_date:
        yield "fecha", f"se espera una fecha antes de {ground.books_date}, la de los libros"


def holder(values: Sequence[Value], ground: Ground) -> Iterator[Complaint]:
    """A number of the institution's."""
    yield from _number(values[0], ground)


def nothing(values: Sequence[Value], ground: Ground) -> Iterator[Complaint]:
    """No rule beyond the columns' own."""
    del values, ground
    yield from ()


RULES: dict[str, Rule] = {
    "personas": person,
    "cuentas": account,
    "cotitulares": holder,
    "movimientos": movement,
    "control": nothing,
}


def _number(number: Value, ground: Ground) -> Iterator[Complaint]:
    if isinstance(number, str) and ground.numbers.fullmatch(number) is None:
        pattern = ground.numbers.pattern
        yield "cuenta", f"no tiene la forma de los números de cuenta de este perfil: {pattern}"

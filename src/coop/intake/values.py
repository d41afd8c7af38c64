"""How each kind of field is read: one strict spelling each, and the words for what was expected."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from coop.kernel.money import Money, MoneyUnreadable
from coop.kernel.text import clean
from coop.notifications.rules import writable

Value: TypeAlias = str | int | date | bool | None
Reader: TypeAlias = Callable[[str], Value]

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?", re.ASCII)
_ACCOUNT = re.compile(r"[A-Za-z0-9]{1,34}", re.ASCII)
_KEY = re.compile(r"[A-Za-z0-9./_-]{1,32}", re.ASCII)
_COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)
_MOBILE = re.compile(r"6[0-9]{3}-?[0-9]{4}", re.ASCII)
_LANDLINE = re.compile(r"[1-57-9][0-9]{2}-?[0-9]{4}", re.ASCII)
_EARLIEST, _LATEST = date(1900, 1, 1), date(2100, 1, 1)
_REMEMBERED = 1 << 16

AMOUNT = "se espera un monto como 1234.50: punto decimal, dos decimales, sin comas ni símbolo"
DATE = "se espera una fecha AAAA-MM-DD que exista, entre 1900 y 2099"


class ValueWrong(ValueError):  # noqa: N818 - one bad value, reported and passed over
    """The text is not a value of this kind; the message says what was expected."""


def optional(reader: Reader) -> Reader:
    """Read an empty field as None and any other with `reader`."""

    def read(text: str) -> Value:
        return reader(text) if text else None

    return read


@lru_cache(_REMEMBERED)
def amount(text: str) -> int:
    """Read `1234.50` as cents, never negative, in the one spelling of `Money.plain`."""
    try:
        money = Money.parse(text)
    except MoneyUnreadable as error:
        raise ValueWrong(AMOUNT) from error
    if money.plain() != text:
        raise ValueWrong(AMOUNT)
    return money.cents


def signed_amount(text: str) -> int:
    """Read `1234.50` or `-1234.50` as cents."""
    if not text.startswith("-"):
        return amount(text)
    cents = amount(text[1:])
    if not cents:
        raise ValueWrong(AMOUNT)
    return -cents


@lru_cache(_REMEMBERED)
def iso_date(text: str) -> date:
    """Read `2026-11-23`."""
    if _DATE.fullmatch(text) is None:
        raise ValueWrong(DATE)
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise ValueWrong(DATE) from error
    if not _EARLIEST <= found < _LATEST:
        raise ValueWrong(DATE)
    return found


def time_of_day(text: str) -> str:
    """Read `14:05` or `14:05:59`, Panama's wall clock."""
    if _TIME.fullmatch(text) is None:
        raise ValueWrong("se espera una hora HH:MM o HH:MM:SS, de 00:00 a 23:59:59")
    return text


def account_number(text: str) -> str:
    """Read an account's number, zeros in front kept; the row's rule knows the profile's form."""
    if _ACCOUNT.fullmatch(text) is None:
        raise ValueWrong("se espera un número de cuenta, sin guiones ni espacios")
    return text


def key(text: str) -> str:
    """Read the source system's own number for a row."""
    if _KEY.fullmatch(text) is None:
        raise ValueWrong("se espera un número o código de 1 a 32 letras, dígitos, punto o guion")
    return text


def count(text: str) -> int:
    """Read a number of rows."""
    if not (text.isascii() and text.isdigit() and len(text) <= 12):  # noqa: PLR2004 - fits bigint
        raise ValueWrong("se espera un número entero de filas")
    return int(text)


def yes_or_no(text: str) -> bool:
    """Read `S` or `N`."""
    if text not in {"S", "N"}:
        raise ValueWrong("se espera S o N")
    return text == "S"


def country(text: str) -> str:
    """Read a country of ISO 3166, two capital letters."""
    if _COUNTRY.fullmatch(text) is None:
        raise ValueWrong("se espera un país de dos letras, como PA")
    return text


def mobile(text: str) -> str:
    """Read a Panamanian mobile number as its eight digits."""
    if _MOBILE.fullmatch(text) is None:
        raise ValueWrong("se espera un celular de ocho dígitos que empiece por 6, como 6123-4567")
    return text.replace("-", "")


def landline(text: str) -> str:
    """Read a Panamanian fixed number as its seven digits."""
    if _LANDLINE.fullmatch(text) is None:
        raise ValueWrong("se espera un teléfono fijo de siete dígitos, como 205-0911")
    return text.replace("-", "")


def email(text: str) -> str:
    """Read an address of electronic mail."""
    if not writable(text):
        raise ValueWrong("se espera un correo como nombre@dominio.example")
    return text


def one_of(*words: str) -> Reader:
    """Read one of a few words, spelt exactly."""
    allowed = frozenset(words)

    def read(text: str) -> Value:
        if text not in allowed:
            raise ValueWrong("se espera " + ", ".join(words[:-1]) + f" o {words[-1]}")
        return text

    return read


def text(longest: int) -> Reader:
    """Read text as data: normal form C, single spaces, no invisible characters, bounded."""

    @lru_cache(_REMEMBERED)
    def read(given: str) -> Value:
        cleaned = clean(given)
        if not cleaned:
            raise ValueWrong("se espera un texto, no un campo vacío")
        if len(cleaned) > longest:
            raise ValueWrong(f"se espera un texto de hasta {longest} caracteres")
        if any(not c.isprintable() for c in given if not c.isspace()):
            raise ValueWrong("se espera un texto sin caracteres invisibles")
        return cleaned

    return read

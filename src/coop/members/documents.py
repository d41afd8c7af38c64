"""Identity documents: their canonical form, and the check digits of a company's RUC.

The forms come from `data/identity_formats.json`, which keeps each one's sources and confidence.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, cast

from coop.kernel.errors import Refused
from coop.kernel.text import clean

DocumentType = Literal["cedula", "passport", "ruc"]
DOCUMENT_TYPES: tuple[DocumentType, ...] = ("cedula", "passport", "ruc")
HOME = "PA"

_COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)
_DASHES = re.compile(r"\s*[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}]\s*")
_CHECK_DIGITS = re.compile(r"\s*D\.?\s*V\.?\s*:?\s*(?P<digits>[0-9]{1,2})$")


class DocumentUnreadable(Refused):
    """The number is not one that this type of document can carry."""

    code = "members.document_unreadable"


class CheckDigitsWrong(Refused):
    """The two check digits (DV) do not belong to this company's RUC."""

    code = "members.check_digits_wrong"


@dataclass(frozen=True, slots=True)
class Document:
    """A document in its canonical form: one person, one form, whatever was typed."""

    type: DocumentType
    number: str
    country: str = HOME
    check_digits: str = ""


@cache
def forms() -> dict[str, dict[str, object]]:
    """Return the shipped formats by name, with their sources and confidence."""
    text = (resources.files("coop.members") / "data" / "identity_formats.json").read_text("utf-8")
    return cast("dict[str, dict[str, object]]", json.loads(text)["formats"])


@cache
def form(name: str) -> re.Pattern[str]:
    """Return the pattern of one shipped format; it is meant for `fullmatch`."""
    return re.compile(str(forms()[name]["regex"]), re.ASCII)


def document(*, type_: DocumentType, number: str, country: str = HOME) -> Document:
    """Return the canonical document of what was typed.

    A cédula and a RUC lose their leading zeros and blanks; a company's check digits may follow its
    RUC as `DV 65`: without them they are computed, with them they must be right.

    Raises:
        DocumentUnreadable: `members.document_unreadable`.
        CheckDigitsWrong: `members.check_digits_wrong`.
    """
    text = clean(number).upper()
    if type_ == "passport":
        bare = text.replace(" ", "").replace("-", "")
        if not form("pasaporte").fullmatch(bare):
            raise DocumentUnreadable(document_type=type_)
        issuer = clean(country).upper()
        if not _COUNTRY.fullmatch(issuer):
            raise DocumentUnreadable(document_type=type_)
        return Document("passport", bare, issuer)
    digits = ""
    if type_ == "ruc" and (given := _CHECK_DIGITS.search(text)):
        digits = given["digits"].zfill(2)
        text = text[: given.start()].rstrip(" -")
    canonical = "-".join(
        part.lstrip("0") or "0" if part.isdecimal() else part
        for part in _DASHES.sub("-", text).replace(" ", "-").split("-")
    )
    names = ("cedula",) if type_ == "cedula" else ("ruc_juridico", "ruc_nt", "cedula")
    if not any(form(name).fullmatch(canonical) for name in names):
        raise DocumentUnreadable(document_type=type_)
    if type_ == "cedula":
        return Document("cedula", canonical)
    return Document("ruc", canonical, HOME, _checked(canonical, digits))


def _checked(ruc: str, given: str) -> str:
    if not (form("ruc_juridico").fullmatch(ruc) or form("ruc_nt").fullmatch(ruc)):
        return given
    right = check_digits(ruc)
    if given and given != right:
        raise CheckDigitsWrong
    return right


# --- the DV, as published by the Dirección General de Ingresos -----------------------------------

_OLD = {
    "00": "00", "10": "01", "11": "02", "12": "03", "13": "04", "14": "05", "15": "06", "16": "07",
    "17": "08", "18": "09", "19": "01", "20": "02", "21": "03", "22": "04", "23": "07", "24": "08",
    "25": "09", "26": "02", "27": "03", "28": "04", "29": "05", "30": "06", "31": "07", "32": "08",
    "33": "09", "34": "01", "35": "02", "36": "03", "37": "04", "38": "05", "39": "06", "40": "07",
    "41": "08", "42": "09", "43": "01", "44": "02", "45": "03", "46": "04", "47": "05", "48": "06",
    "49": "07",
}  # fmt: skip


def check_digits(ruc: str) -> str:
    """Return the two check digits (DV) of a company's or public entity's canonical RUC.

    Two chained modulo-11 digits over twenty characters; for a RUC of the old series one weight is
    skipped and two digits are replaced through the published table (`identity_formats.json`, `dv`).
    """
    body = _twenty(ruc)
    old = "NT" not in ruc and body[3:5] == "00" and body[5] < "5"
    if old:
        body = body[:5] + _OLD.get(body[5:7], body[5:7]) + body[7:]
    first = _eleven(body, old=old)
    return f"{first}{_eleven(body + str(first), old=old)}"


def _twenty(ruc: str) -> str:
    if match := form("ruc_juridico").fullmatch(ruc):
        return match["rollo"].zfill(10) + match["imagen"].zfill(4) + match["ficha"].zfill(6)
    match = form("ruc_nt").fullmatch(ruc)
    assert match is not None, "a canonical RUC"
    last = match["asiento"]
    last = last if len(last) == 6 else last[:5].zfill(5)  # noqa: PLR2004 - the published layout
    return (match["provincia"].zfill(2) + "43" + match["tomo"].zfill(3) + last).zfill(20)


def _eleven(text: str, *, old: bool) -> int:
    total, weight = 0, 2
    for character in reversed(text):
        if old and weight == 12:  # noqa: PLR2004 - the weight that the old series skips
            weight, old = 11, False
        total += weight * int(character)
        weight += 1
    remainder = total % 11
    return 11 - remainder if remainder > 1 else 0

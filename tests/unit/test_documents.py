"""Every example that ships with the formats, and the public check digits."""

from typing import cast

import pytest

from coop.members import contacts
from coop.members.documents import (
    CheckDigitsWrong,
    DocumentType,
    DocumentUnreadable,
    check_digits,
    document,
    form,
    forms,
)

VECTORS = [
    (vector["ruc"], vector["dv"])
    for vector in cast("list[dict[str, str]]", forms()["dv"]["vectors"])
    if vector["type"] in {"juridico", "nt_entity"}
]


def examples(kind: str) -> list[tuple[str, str]]:
    return [
        (name, text) for name in sorted(forms()) for text in cast("list[str]", forms()[name][kind])
    ]


@pytest.mark.parametrize(("name", "text"), examples("valid"))
def test_each_valid_example_has_its_form(name: str, text: str) -> None:
    assert form(name).fullmatch(text)


@pytest.mark.parametrize(("name", "text"), examples("invalid"))
def test_no_invalid_example_has_it(name: str, text: str) -> None:
    assert not form(name).fullmatch(text)


def test_each_format_says_how_sure_it_is() -> None:
    assert all(facts.get("confidence") and facts.get("sources") for facts in forms().values())


@pytest.mark.parametrize(("ruc", "digits"), VECTORS)
def test_the_public_check_digits_come_out(ruc: str, digits: str) -> None:
    assert check_digits(ruc) == digits
    assert document(type_="ruc", number=f"{ruc} DV {digits}").check_digits == digits
    assert document(type_="ruc", number=f"{ruc} D.V.{int(digits)}").number == ruc


def test_there_are_seven_public_vectors() -> None:
    assert len(VECTORS) == 7


@pytest.mark.parametrize(("ruc", "digits"), VECTORS)
def test_other_check_digits_are_refused(ruc: str, digits: str) -> None:
    with pytest.raises(CheckDigitsWrong):
        document(type_="ruc", number=f"{ruc} DV {(int(digits) + 1) % 100:02}")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("8-123-4567", "8-123-4567"),
        ("08-0123-04567", "8-123-4567"),
        (" 8 – 123 – 4567 ", "8-123-4567"),  # noqa: RUF001 - what people paste
        ("8 123 4567", "8-123-4567"),
        ("e-8-102017", "E-8-102017"),
        ("pe-12-345", "PE-12-345"),
        ("n-19-1234", "N-19-1234"),
        ("1pi-12-345", "1PI-12-345"),
        ("8AV-123-456", "8AV-123-456"),
        ("13-1234-12345", "13-1234-12345"),
    ],
)
def test_a_cedula_has_one_canonical_form(typed: str, kept: str) -> None:
    assert document(type_="cedula", number=typed).number == kept


@pytest.mark.parametrize(
    ("type_", "typed"),
    [
        ("cedula", ""),
        ("cedula", "14-1-1"),
        ("cedula", "PI-12-345"),
        ("cedula", "8PE-12-345"),
        ("cedula", "8-123"),
        ("cedula", "٨-123-4567"),
        ("cedula", "8-123-4567; DROP"),
        ("passport", "12345"),
        ("passport", "ÁB123456"),
        ("ruc", "57983-56"),
        ("ruc", "14-NT-1-1"),
    ],
)
def test_what_is_no_document_is_refused(type_: DocumentType, typed: str) -> None:
    with pytest.raises(DocumentUnreadable):
        document(type_=type_, number=typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("6123-4567", "+50761234567"),
        ("61234567", "+50761234567"),
        ("+507 6123-4567", "+50761234567"),
        ("00507 61234567", "+50761234567"),
        ("50761234567", "+50761234567"),
        ("205-0911", "+5072050911"),
        ("(507) 205 0911", "+5072050911"),
        ("800-1234", "+5078001234"),
    ],
)
def test_telephones_are_kept_with_their_country(typed: str, kept: str) -> None:
    assert contacts.telephone(typed) == kept
    assert contacts.telephone(contacts.telephone_shown(kept)) == kept


@pytest.mark.parametrize(
    "typed", ["", "123", "7123-4567", "0205091", "+1 305 555 0100", "612345678"]
)
def test_other_telephones_are_refused(typed: str) -> None:
    with pytest.raises(contacts.TelephoneUnreadable):
        contacts.telephone(typed)


@pytest.mark.parametrize(
    "typed", ["ana@correo.example", "a.b+c@x-y.com.pa", " ana@Correo.Example "]
)
def test_addresses_are_kept(typed: str) -> None:
    assert contacts.email(typed).endswith(typed.strip().rpartition("@")[2].lower())


@pytest.mark.parametrize(
    "typed",
    ["", "ana", "ana@", "@x.com", "a b@x.com", "a@x", "a..b@x.com", "a@-x.com", "á@x.com",
     ".a@x.com", "-a@x.com", "a.@x.com", "a@x.com\nBcc: b@x.com", f"{'a' * 65}@x.com"],
)  # fmt: skip
def test_other_addresses_are_refused(typed: str) -> None:
    with pytest.raises(contacts.EmailUnreadable):
        contacts.email(typed)

"""Receipts as PDF: read back as a reader of PDF reads them."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from coop.documents import ports
from coop.documents.receipt import Receipt, receipt_pdf

HEAD = ports.Letterhead(
    legal_name="Cooperativa de Prueba, R.L.",
    site_name="Prueba en Línea",
    cis_name="CIS",
    cis_phone="800-0100",
    cis_hours="lunes a viernes",
    accent="#0f5c4d",
    verify_url="https://enlinea.example/verificar",
)
RECEIPT = Receipt(
    kind="transfer_third_party",
    status="POSTED",
    amount_cents=125_050,
    fee_cents=25,
    total_cents=125_075,
    payer_name="Marisol Batista",
    origin_label="Ahorro corriente",
    origin_number="••4821",
    destination_label="Rubén, taller",
    destination_number="••1177",
    holder_name="Rubén Darío Castillo Núñez",
    memo="Abono de noviembre",
    effective_date=date(2026, 11, 24),
    authorized_at=datetime(2026, 11, 24, 4, 59, 59, tzinfo=UTC),
    posted_at=datetime(2026, 11, 24, 17, 0, 1, tzinfo=UTC),
    method="passkey",
    code="T-7Q4K-2M9X",
    reference="019ab0c1-0000-7000-8000-000000000001",
)


@pytest.fixture(autouse=True)
def letterhead() -> Iterator[None]:
    with ports.slot.replaced(HEAD):
        yield


def read(made: bytes) -> tuple[PdfReader, str]:
    reader = PdfReader(io.BytesIO(made))
    return reader, reader.pages[0].extract_text().replace("\xa0", " ")


def root(reader: PdfReader) -> DictionaryObject:
    found = reader.trailer["/Root"]
    assert isinstance(found, DictionaryObject)
    return found


def tagged(reader: PdfReader) -> bool:
    mark = root(reader)["/MarkInfo"]
    assert isinstance(mark, DictionaryObject)
    return bool(mark["/Marked"])


def test_a_receipt_says_everything_once_and_is_tagged() -> None:
    reader, text = read(receipt_pdf(RECEIPT))
    for words in (
        "Cooperativa de Prueba, R.L.",
        "B/. 1,250.50",
        "B/. 0.25",
        "B/. 1,250.75",
        "Marisol Batista",
        "Con la llave de acceso de quien envía",
        "Aplicada",
        "Ahorro corriente ••4821",
        "Rubén Darío Castillo Núñez ••1177",
        "Abono de noviembre",
        "martes 24 de noviembre de 2026",
        "lunes 23 de noviembre de 2026, 11:59:59 p. m.",
        "martes 24 de noviembre de 2026, 12:00:01 p. m.",
        "T-7Q4K-2M9X",
        "https://enlinea.example/verificar",
        RECEIPT.reference,
    ):
        assert words in text
    assert tagged(reader)
    assert str(root(reader)["/Lang"]) == "es"
    assert reader.metadata is not None
    assert reader.metadata.title == "Comprobante T-7Q4K-2M9X"
    assert len(reader.pages) == 1


def test_the_same_facts_give_the_same_bytes() -> None:
    assert receipt_pdf(RECEIPT) == receipt_pdf(replace(RECEIPT))
    assert receipt_pdf(RECEIPT) != receipt_pdf(replace(RECEIPT, amount_cents=125_051))


@pytest.mark.parametrize(
    "memo",
    [
        '#panic("x") #read("/etc/passwd")',
        "$ x^2 $ *b* _i_ `r` <a> @b \\ ] [ { } // c /* d",
        '"}],"code":"T-0000-0000',
        '<script>alert("x")</script>',
    ],
)
def test_a_memo_stays_text(memo: str) -> None:
    _, text = read(receipt_pdf(replace(RECEIPT, memo=memo, destination_label=memo[:60])))
    flat = "".join(text.split())
    assert "".join(memo.split()) in flat
    assert "T-7Q4K-2M9X" in text


@pytest.mark.parametrize(
    "memo", ["🎉 漢字 عربي", "a\x00b\x1b[31mc", "\u202eabc\u202c", "e\u0301" * 50]
)
def test_odd_characters_never_stop_a_receipt(memo: str) -> None:
    reader, text = read(receipt_pdf(replace(RECEIPT, memo=memo, holder_name=memo)))
    assert "T-7Q4K-2M9X" in text
    assert tagged(reader)


@pytest.mark.parametrize("memo", ["m" * 1_000_000, "palabra " * 125_000])
def test_a_memo_of_a_megabyte_is_cut_and_stays_on_the_page(memo: str) -> None:
    reader, text = read(receipt_pdf(replace(RECEIPT, memo=memo)))
    assert len(reader.pages) == 1
    assert "…" in text
    assert len(text) < 2_000


def test_what_is_empty_has_no_row() -> None:
    _, text = read(receipt_pdf(replace(RECEIPT, memo="", holder_name="")))
    assert "Motivo" not in text
    assert "Rubén, taller ••1177" in text


def test_what_cost_nothing_says_so_in_the_words_of_the_page() -> None:
    _, text = read(receipt_pdf(replace(RECEIPT, fee_cents=0)))
    assert "Sin cargo" in text
    assert "B/. 0.00" not in text

"""The reader of intake files, without a database."""

import io
import re
import tracemalloc
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop.intake import format as shape
from coop.intake.findings import Findings, masked, shortened
from coop.intake.format import Table
from coop.intake.lines import LONGEST_LINE, Lines, fields, line
from coop.intake.read import HeaderWrong, Row, rows
from coop.intake.rules import Ground, Kind

GROUND = Ground(
    products={
        "AHC": Kind(matures=False, least_cents=0),
        "PLZ": Kind(matures=True, least_cents=0),
    },
    numbers=re.compile(r"[0-9]{12}"),
    canonical=lambda kind, number, _country: number if kind != "ruc" else "",
    books_date=date(2026, 11, 23),
)
HEADER = ",".join(shape.MOVEMENTS.names) + "\n"
GOOD = "100010000014,1,2026-03-01,10:00,,12.50,Depósito,EFECTIVO\n"


def judge(content: bytes, table: Table = shape.MOVEMENTS) -> tuple[list[Row], list[str]]:
    findings = Findings()
    found: list[Row] = []
    try:
        lines = Lines(io.BytesIO(content))
        found.extend(rows(lines=lines, table=table, ground=GROUND, findings=findings))
    except HeaderWrong:
        pass
    return found, [str(finding) for finding in findings]


def test_reads_a_row_and_counts_lines_from_the_header() -> None:
    found, wrong = judge((HEADER + GOOD).encode())
    assert wrong == []
    assert found == [
        Row(
            2,
            [
                "100010000014",
                "1",
                date(2026, 3, 1),
                "10:00",
                None,
                1250,
                "Depósito",
                "EFECTIVO",
            ],
            whole=True,
        )
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + (HEADER + GOOD).encode(),
        (HEADER + GOOD).replace("\n", "\r\n").encode(),
        (HEADER + GOOD).rstrip("\n").encode(),
    ],
    ids=["byte-order mark", "CRLF", "no last line end"],
)
def test_the_same_rows_saved_otherwise_are_the_same_file(content: bytes) -> None:
    plain = Lines(io.BytesIO((HEADER + GOOD).encode()))
    other = Lines(io.BytesIO(content))
    assert list(plain) == list(other)
    assert plain.digest() == other.digest()


def test_columns_may_stand_in_any_order() -> None:
    content = "contrapartida,concepto,credito,debito,hora,fecha,numero,cuenta\n"
    content += "EFECTIVO,Depósito,12.50,,10:00,2026-03-01,1,100010000014\n"
    assert judge(content.encode())[0] == judge((HEADER + GOOD).encode())[0]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "el archivo está vacío"),
        ((HEADER + GOOD).encode("utf-16"), "UTF-16"),
        ((HEADER + GOOD).replace(",", ";").encode(), "separadas por punto y coma"),
        ((HEADER + GOOD).replace(",", "\t").encode(), "separadas por tabuladores"),
        (HEADER.replace("hora,", "").encode(), "columna hora: falta esta columna"),
        (HEADER.replace("hora", "hora,nota").encode(), "«nota»: columna desconocida"),
        (HEADER.replace("hora", "hora,hora").encode(), "columna hora: la columna está más de una"),
        (b"x" * (LONGEST_LINE + 10), "pasa de 16,384 bytes"),
    ],
)
def test_a_file_whose_header_cannot_be_told_says_why_once(content: bytes, said: str) -> None:
    found, wrong = judge(content)
    assert found == []
    assert len(wrong) == 1
    assert said in wrong[0]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (GOOD.replace("12.50", "12,50"), "se esperan 8 campos separados por comas y hay 9"),
        (GOOD.replace("12.50", '"1,234.50"'), "columna credito: «1,234.50»: se espera un monto"),
        (GOOD.replace("12.50", "12.5"), "se espera un monto como 1234.50"),
        (GOOD.replace("12.50", "-12.50"), "se espera un monto"),
        (GOOD.replace("12.50", "B/. 12.50"), "se espera un monto"),
        (GOOD.replace("12.50", "\u0661\u0662.50"), "se espera un monto"),
        (GOOD.replace("12.50", "1e5"), "se espera un monto"),
        (GOOD.replace("12.50", "9" * 20 + ".00"), "se espera un monto"),
        (GOOD.replace(",,", ",1.00,"), "en debito o en credito"),
        (GOOD.replace("12.50", ""), "en debito o en credito"),
        (GOOD.replace("12.50", "0.00"), "mayor que 0.00"),
        (GOOD.replace("2026-03-01", "01/03/2026"), "se espera una fecha AAAA-MM-DD"),
        (GOOD.replace("2026-03-01", "2026-02-30"), "que exista"),
        (GOOD.replace("2026-03-01", "20260301"), "se espera una fecha AAAA-MM-DD"),
        (GOOD.replace("2026-03-01", "2026-11-23"), "antes de 2026-11-23"),
        (GOOD.replace("10:00", "24:00"), "se espera una hora"),
        (GOOD.replace("100010000014", "1000-1000001"), "columna cuenta: «1000-1000001»: se espera"),
        (GOOD.replace("100010000014", "١٠٠٠١٠٠٠٠٠١٤"), "se espera un número de cuenta"),
        (GOOD.replace("100010000014", "12345"), "columna cuenta: «12345»: no tiene la forma"),
        (GOOD.replace("100010000014", "AB0010000014"), "de este perfil: [0-9]{12}"),
        (GOOD.replace("EFECTIVO", "REGALO"), "columna contrapartida: «REGALO»: se espera EFECTIVO"),
        (GOOD.replace("Depósito", ""), "columna concepto: «(vacío)»"),
        (GOOD.replace("Depósito", "x" * 141), "hasta 140 caracteres"),
        (GOOD.replace("Depósito", "Dep\u202eósito"), "sin caracteres invisibles"),
        (GOOD.replace("Depósito", "Dep\0ósito"), "bytes nulos"),
        (GOOD.replace("Depósito", "Dep\tósito"), "caracteres de control"),
        (GOOD.replace("Depósito", '"Depósito'), "las comillas no cierran"),
        (GOOD.replace("Depósito", "x" * LONGEST_LINE), "pasa de 16,384 bytes"),
        ("\n", "la línea está vacía"),
    ],
)
def test_a_wrong_line_is_named_and_the_next_is_read(row: str, said: str) -> None:
    found, wrong = judge((HEADER + row + GOOD.replace(",1,", ",2,")).encode())
    assert [r.line for r in found if r.whole] == [3]
    assert len(wrong) == 1
    assert wrong[0].startswith("movimientos.csv, línea 2")
    assert said in wrong[0]


def test_latin_1_is_named_line_by_line() -> None:
    _, wrong = judge((HEADER + GOOD + GOOD).encode("latin-1"))
    assert ["línea 2" in wrong[0], "línea 3" in wrong[1]] == [True, True]
    assert all("Latin-1" in words for words in wrong)


def test_every_wrong_field_of_a_row_is_named() -> None:
    _, wrong = judge((HEADER + "x,,2026-13-01,9,1,2,,NADA\n").encode())
    assert [words.split("columna ")[1].split(":")[0] for words in wrong] == [
        "concepto",
        "contrapartida",
        "credito",
        "cuenta",
        "debito",
        "fecha",
        "hora",
        "numero",
    ]


def test_a_formula_is_text_like_any_other() -> None:
    text = '=HYPERLINK("http://x.example";"pague")'
    row = line(["100010000014", "1", "2026-03-01", "", "1.00", "", text, "OTRO"])
    found, wrong = judge((HEADER + row).encode())
    assert wrong == []
    assert found[0].values[6] == text


def test_what_a_document_must_look_like_is_asked_of_its_kind() -> None:
    header = ",".join(shape.PEOPLE.names) + "\n"
    row = "ruc,8-1-2,,asociado,Ana,,,2020-01-01,,,,,,,,,N,es\n"
    _, wrong = judge((header + row).encode(), shape.PEOPLE)
    assert len(wrong) == 1
    assert "columna documento: «…1-2»" in wrong[0]


def test_only_a_thousand_findings_are_kept_and_all_are_counted() -> None:
    findings = Findings()
    for number in range(2_500):
        findings.add("x.csv", number, expected="otra cosa")
    assert len(list(findings)) == 1_000
    assert findings.text().endswith("... y 1,500 más.")


def test_memory_does_not_grow_with_the_file() -> None:
    class Endless(io.RawIOBase):
        """A file of many rows that never stands in memory."""

        def __init__(self, count: int) -> None:
            self._left = count
            self._first = True

        def readline(self, size: int | None = -1, /) -> bytes:
            if self._first:
                self._first = False
                return HEADER.encode()
            self._left -= 1
            return GOOD.encode() if self._left >= 0 else b""

    def peak(count: int) -> int:
        lines = Lines(Endless(count))  # type: ignore[arg-type]  # only readline is asked of it
        tracemalloc.start()
        for _ in rows(lines=lines, table=shape.MOVEMENTS, ground=GROUND, findings=Findings()):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(100)
    assert peak(20_000) < 2 * peak(1_000) + 100_000


def test_values_are_shortened_and_personal_ones_masked() -> None:
    assert shortened("a" * 30) == "a" * 23 + "…"
    assert shortened("a\x1b[31m") == "a\N{REPLACEMENT CHARACTER}[31m"
    assert masked("8-731-1204") == "…204"
    assert masked("12") == "12"


TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=30)


@given(st.lists(TEXT, min_size=2, max_size=8))
def test_what_is_written_is_read_again(values: list[str]) -> None:
    assert fields(line(values).removesuffix("\n")) == values


@given(st.binary(max_size=400))
def test_no_bytes_at_all_break_the_reader(content: bytes) -> None:
    judge(content)
    judge(HEADER.encode() + content)


@given(st.lists(TEXT, min_size=8, max_size=8))
def test_no_fields_at_all_break_the_reader(values: list[str]) -> None:
    found, wrong = judge((HEADER + line(values)).encode())
    assert bool(wrong) != any(row.whole for row in found)

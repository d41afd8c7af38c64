"""A cooperative's files against a real database: judged whole, loaded once, all or nothing."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from coop.intake.generate import generate
from coop.intake.load import FilesWrong, load
from coop.intake.totals import printed
from coop.kernel import db
from coop.ledger.queries import balances, movements, opening_date
from coop.members.queries import ids_by_document, person_by_document
from coop.products import ports
from coop.products.queries import ledger_accounts
from coop.products.reach import accounts_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    generate(folder=tmp_path, members=30, seed=3, until=opening_date() - timedelta(days=1))
    return tmp_path


def change(folder: Path, name: str, old: str, new: str, *, times: int = 1) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, times), encoding="utf-8")


def row(folder: Path, name: str, number: int) -> str:
    return (folder / name).read_text(encoding="utf-8").splitlines()[number - 1]


def wrong(folder: Path) -> list[str]:
    with pytest.raises(FilesWrong) as raised:
        load(folder=folder)
    assert not list(ids_by_document())
    return [str(finding) for finding in raised.value.findings]


def test_people_accounts_and_movements_arrive(folder: Path) -> None:
    done = load(folder=folder)
    assert (done.outcome, done.people) == ("loaded", 30)
    assert all(total.ok for total in done.table)
    marisol = person_by_document(document_type="cedula", number="8-731-1204")
    assert marisol is not None
    assert marisol.full_name == "Marisol Itzel Batista Quintero"
    held = {account.type_code: account for account in accounts_of(marisol.id)}
    assert list(held) == ["APO", "AHC", "NAV", "PLZ"]
    page = movements(held["AHC"].ledger_account_id, limit=5)
    assert page.rows[0].balance_cents == held["AHC"].book_cents
    assert len(list(ledger_accounts())) == done.accounts


def test_account_numbers_are_judged_line_by_line_as_the_profile_writes_them(folder: Path) -> None:
    with ports.slot.replaced(replace(ports.slot.get(), number_pattern="1[0-9]{10}5")):
        told = wrong(folder)
    for name in ("cuentas.csv", "movimientos.csv"):
        lines = (folder / name).read_text(encoding="utf-8").splitlines()
        column = lines[0].split(",").index("cuenta")
        bad = [at for at, line in enumerate(lines[1:], 2) if line.split(",")[column][-1] != "5"]
        assert bad
        for at in bad[:20]:
            (said,) = [words for words in told if words.startswith(f"{name}, línea {at}, ")]
            assert "columna cuenta" in said
            assert "no tiene la forma de los números de cuenta de este perfil: 1[0-9]{10}5" in said


def test_a_profile_may_have_letters_in_its_account_numbers(folder: Path) -> None:
    for path in folder.glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("100010000014", "AH0010000014"), encoding="utf-8")
    assert any("«AH0010000014»" in words for words in wrong(folder))
    with ports.slot.replaced(replace(ports.slot.get(), number_pattern="[A-Z0-9]{12}")):
        assert load(folder=folder).outcome == "loaded"


def test_every_balance_is_the_closing_balance_of_the_files(folder: Path) -> None:
    load(folder=folder)
    numbers = {number: account for number, _, account in ledger_accounts()}
    found = balances(list(numbers.values()))
    for line in (folder / "cuentas.csv").read_text(encoding="utf-8").splitlines()[1:]:
        cells = line.split(",")
        assert found[numbers[cells[0]]].book_cents == int(cells[-1].replace(".", ""))


def test_the_movements_of_an_account_are_those_of_the_file_in_order(folder: Path) -> None:
    load(folder=folder)
    numbers = {number: account for number, _, account in ledger_accounts()}
    lines = (folder / "movimientos.csv").read_text(encoding="utf-8").splitlines()[1:]
    number = "100010000014"
    expected = [line.split(",") for line in lines if line.startswith(number)]
    found = movements(numbers[number], limit=500).rows
    newest_first = list(reversed(expected))
    assert [m.text for m in found][: len(expected)] == [cells[6] for cells in newest_first]
    assert [m.business_date.isoformat() for m in found][: len(expected)] == [
        cells[2] for cells in newest_first
    ]


def test_statuses_and_holders_arrive(folder: Path) -> None:
    load(folder=folder)
    ruben = person_by_document(document_type="cedula", number="3-715-88")
    joel = person_by_document(document_type="cedula", number="4-762-1980")
    assert ruben is not None
    assert joel is not None
    assert [a.status for a in accounts_of(ruben.id)] == ["active", "blocked", "active"]
    assert {a.role for a in accounts_of(joel.id)} >= {"titular", "representative"}


def test_the_same_files_again_change_nothing(folder: Path) -> None:
    load(folder=folder)
    before = counts()
    assert load(folder=folder).outcome == "already_loaded"
    for name in ("personas.csv", "movimientos.csv"):
        path = folder / name
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load(folder=folder).outcome == "already_loaded"
    assert counts() == before


def test_other_files_with_known_people_and_accounts_are_refused(folder: Path) -> None:
    load(folder=folder)
    before = counts()
    change(folder, "personas.csv", "Marisol Itzel", "Marisol")
    with pytest.raises(FilesWrong) as raised:
        load(folder=folder)
    assert "ya está en el sistema" in raised.value.findings.text()
    assert counts() == before


def test_check_loads_nothing(folder: Path) -> None:
    assert load(folder=folder, check_only=True).outcome == "checked"
    assert not list(ids_by_document())
    assert load(folder=folder).outcome == "loaded"


def test_the_table_shows_rows_sums_and_the_verdict(folder: Path) -> None:
    change(folder, "control.csv", "personas.csv,,30", "personas.csv,,31")
    with pytest.raises(FilesWrong) as raised:
        load(folder=folder)
    text = printed(raised.value.table)
    assert "NO CUADRA" in text
    assert text.count("cuadra") == len(raised.value.table) - 1


Change = Callable[[Path], None]


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (
            lambda f: change(f, "cuentas.csv", ",AHC,", ",XYZ,"),
            "columna producto: «XYZ»: producto desconocido; se espera AHC, APO, INF, NAV, PLZ",
        ),
        (
            lambda f: change(f, "cuentas.csv", "AHC,8-731-1204", "AHC,8-731-9999"),
            "columna documento: «…999»: se espera el documento de una fila de personas.csv",
        ),
        (
            lambda f: change(f, "cuentas.csv", "APO,8-731-1204", "APO,E-8-102017"),
            "el titular (tercero) no puede tener este producto",
        ),
        (
            lambda f: change(f, "cuentas.csv", "INF,4-1023-417", "INF,4-762-1980"),
            "el titular (asociado) no puede tener este producto",
        ),
        (
            lambda f: change(f, "movimientos.csv", ",25.00,", ",25.01,"),
            "cuentas.csv, línea 2, columna saldo_final: «2140.00»: se espera 2140.01",
        ),
        (
            lambda f: change(f, "movimientos.csv", "200010000012,2,", "200010000012,1,"),
            "movimientos.csv, línea 3, columna numero: «1»: el número ya está",
        ),
        (
            lambda f: change(f, "movimientos.csv", "200010000012,2,", "999999999999,2,"),
            "movimientos.csv, línea 3, columna cuenta: «999999999999»",
        ),
        (
            lambda f: change(f, "personas.csv", "cedula,9-184-663", "cedula,8-731-1204"),
            "personas.csv, línea 3, columna documento: «…204»: el documento ya está en la línea 2",
        ),
        (
            lambda f: change(f, "personas.csv", "cedula,9-184-663", "cedula,09-184-663"),
            "columna documento: «…663»: se espera sin ceros a la izquierda",
        ),
        (
            lambda f: change(f, "cotitulares.csv", "4-769-2245", "4-762-1980"),
            "la persona ya es titular de esta cuenta",
        ),
        (
            lambda f: change(
                f, "cuentas.csv", "bloqueada,Bloqueo preventivo por revisión", "bloqueada,"
            ),
            "columna motivo: «(vacío)»: se espera por qué",
        ),
        (
            lambda f: change(f, "control.csv", "cotitulares.csv,,", "cotitulares.csv,AHC,"),
            "control.csv",
        ),
        (lambda f: (f / "cuentas.csv").unlink(), "cuentas.csv: falta este archivo"),
        (
            lambda f: (f / "prestamos.csv").write_text("x", encoding="utf-8"),
            "prestamos.csv: esta versión no carga todavía este archivo",
        ),
        (
            lambda f: (f / "Cuentas2.CSV").write_text("x", encoding="utf-8"),
            "Cuentas2.CSV: archivo desconocido",
        ),
        (shutil.rmtree, "se espera una carpeta"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_loaded(
    folder: Path, harm: Change, said: str
) -> None:
    harm(folder)
    assert any(said in words for words in wrong(folder)), "\n".join(wrong(folder))


def test_all_that_is_wrong_is_named_in_one_run(folder: Path) -> None:
    change(folder, "personas.csv", ",asociado,", ",socio,")
    change(folder, "cuentas.csv", ",NAV,", ",XXX,")
    change(folder, "cotitulares.csv", ",cotitular", ",amigo")
    change(folder, "movimientos.csv", "2026-", "2o26-")
    change(folder, "control.csv", "personas.csv,,30", "personas.csv,,29")
    text = "\n".join(wrong(folder))
    for name in ("personas", "cuentas", "cotitulares", "movimientos", "control"):
        assert f"{name}.csv, línea" in text


def test_a_wrong_row_does_not_make_its_account_look_unbalanced(folder: Path) -> None:
    change(folder, "movimientos.csv", ",25.00,", ",x25.00,")
    assert not any("saldo inicial más" in words for words in wrong(folder))


@pytest.mark.parametrize(
    ("name", "row_number"), [("movimientos.csv", 2), ("cuentas.csv", 3), ("personas.csv", 4)]
)
def test_a_row_that_cannot_be_told_does_not_make_others_look_wrong(
    folder: Path, name: str, row_number: int
) -> None:
    line = row(folder, name, row_number)
    change(folder, name, f"{line}\n", f"{line},\n")
    said = wrong(folder)
    assert len([words for words in said if not words.startswith("control.csv")]) == 1, said


def test_a_formula_stays_text(folder: Path) -> None:
    change(folder, "movimientos.csv", "Aportación por planilla", "=1+1")
    load(folder=folder)
    numbers = {number: account for number, _, account in ledger_accounts()}
    assert "=1+1" in {m.text for m in movements(numbers["200010000012"], limit=100).rows}


def counts() -> list[int]:
    return [
        int(db.fetch_one(f"SELECT count(*) FROM {table}")[0])
        for table in ("members_person", "products_account", "ledger_entry", "ledger_posting")
    ]

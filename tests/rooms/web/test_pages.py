"""Accounts, movements, history, payees and the whole journey of a transfer, page by page."""

import io
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from coop.kernel import clock
from coop.kernel.errors import Problem
from coop.pages.forms import Form
from coop.web import forms
from tests.world import Made, signed


def _key(page: str) -> str:
    found = re.search(r'name="key" value="([0-9a-f-]{36})"', page)
    assert found is not None
    return found[1]


def _own(browser: Client, marisol: Made, **changes: str) -> dict[str, str]:
    key = _key(browser.get("/transferir/propia").content.decode())
    return {
        "key": key,
        "origin": str(marisol.savings),
        "destination": str(marisol.second),
        "amount": "50.00",
        "memo": "Ahorro",
        **changes,
    }


def _draft(browser: Client, marisol: Made, **changes: str) -> str:
    answer = browser.post("/transferir/propia", _own(browser, marisol, **changes))
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"].removesuffix("/revisar")


def _sign(browser: Client, order: str, code: str) -> Any:
    review = f"{order}/revisar"
    return browser.post(review, signed(browser, review, code))


def _save_payee(browser: Client, ruben: Made) -> str:
    typed = {"number": ruben.savings_number, "name": "Rubén Castillero"}
    page = browser.post("/beneficiarios/nuevo", typed).content.decode()
    assert "Rubén Darío Castillero" in page
    answer = browser.post("/beneficiarios/nuevo/confirmar", {**typed, "alias": "Rubén"})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def test_home_shows_what_there_is(browser: Client) -> None:
    page = browser.get("/inicio").content.decode()
    assert "Marisol" in page
    assert "Aportaciones" in page
    assert "no transferible" in page
    assert "Depósito en sucursal" in page


def test_an_account_shows_its_three_amounts_and_movements(browser: Client, marisol: Made) -> None:
    page = browser.get(f"/cuentas/{marisol.savings}").content.decode()
    for words in ("disponible", "Retenido", "Saldo en libros", marisol.savings_number, "crédito"):
        assert words in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("texto=sucursal", "Depósito en sucursal"),
        ("texto=nada+de+esto", "No hay movimientos como los que busca"),
        ("minimo=5,000", "No hay movimientos como los que busca"),
        ("antes=inventado", "Depósito en sucursal"),
        ("antes=20261123-99999999999999999999999", "Movimientos"),
    ],
)
def test_movements_are_searched(browser: Client, marisol: Made, query: str, words: str) -> None:
    answer = browser.get(f"/cuentas/{marisol.savings}?{query}")
    assert answer.status_code == 200
    assert words in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["minimo=1.234,50", "desde=31/31/2026", "desde=2026-11-23&hasta=2026-11-22"]
)
def test_an_unreadable_search_says_how(browser: Client, marisol: Made, query: str) -> None:
    answer = browser.get(f"/cuentas/{marisol.savings}?{query}")
    assert answer.status_code == 422
    assert "Hay un problema" in answer.content.decode()


def test_an_account_gets_a_name(browser: Client, marisol: Made) -> None:
    browser.post(f"/cuentas/{marisol.savings}/nombre", {"alias": "<b>Casa</b>"})
    page = browser.get("/cuentas").content.decode()
    assert "&lt;b&gt;Casa&lt;/b&gt;" in page
    assert "<b>Casa</b>" not in page


def test_an_own_transfer_from_form_to_receipt(browser: Client, marisol: Made) -> None:
    order = _draft(browser, marisol)
    review = browser.get(f"{order}/revisar").content.decode()
    for words in ("Revise antes de enviar", "Sin cargo", "Fecha efectiva", "Porque", "Cambiar"):
        assert words in review
    answer = _sign(browser, order, marisol.code())
    assert answer.headers["Location"] == order
    receipt = browser.get(order).content.decode()
    assert "Transferencia hecha" in receipt
    assert "Autorizada con su código" in receipt
    assert browser.get(f"{order}/revisar").headers["Location"] == order
    assert browser.post(f"{order}/revisar", {"code": "000000"}).headers["Location"] == order
    pdf = browser.get(f"{order}/comprobante.pdf")
    assert pdf.content.startswith(b"%PDF")
    printed = PdfReader(io.BytesIO(pdf.content)).pages[0].extract_text()
    assert "Marisol Batista" in printed
    assert "Con un código de quien envía" in printed
    assert pdf.headers["Cache-Control"] == "no-store"
    assert order in browser.get("/historial").content.decode()


def test_a_transfer_to_another_person(browser: Client, marisol: Made, ruben: Made) -> None:
    form = _save_payee(browser, ruben)
    page = browser.get(form).content.decode()
    data = {"key": _key(page), "origin": str(marisol.savings), "amount": "20", "memo": ""}
    order = browser.post(form, data).headers["Location"].removesuffix("/revisar")
    assert "Rubén Darío Castillero" in browser.get(f"{order}/revisar").content.decode()
    _sign(browser, order, marisol.code())
    receipt = browser.get(order).content.decode()
    code = re.search(r'Comprobante <b class="num">([^<]+)</b>', receipt)
    assert code is not None
    found = Client(HTTP_HOST="localhost:8000").post("/verificar", {"code": code[1].lower()})
    assert "Comprobante auténtico" in found.content.decode()
    assert "Marisol" not in found.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("amount", "1234,50", "punto para los centavos"),
        ("amount", "0", "mayor que"),
        ("amount", "-1", "sin signos"),
        ("amount", "", "Escriba el monto"),
        ("origin", "", "Elija la cuenta de la que sale"),
        ("origin", "' OR 1=1", "Elija la cuenta de la que sale"),
        ("destination", "", "Elija la cuenta a la que va"),
        ("memo", "x" * 81, "80 letras o menos"),
    ],
)
def test_bad_input_keeps_the_page_and_the_values(
    browser: Client, marisol: Made, field: str, value: str, words: str
) -> None:
    data = _own(browser, marisol, **{field: value})
    answer = browser.post("/transferir/propia", data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Error: " in page
    assert page.count(words) == 2
    assert f'name="key" value="{data["key"]}"' in page


def test_a_transfer_to_the_same_account_is_refused(browser: Client, marisol: Made) -> None:
    data = _own(browser, marisol, destination=str(marisol.savings))
    answer = browser.post("/transferir/propia", data)
    assert answer.status_code == 422
    assert "distinta de la de origen" in answer.content.decode()


def test_too_much_is_said_beside_the_amount_and_keeps_the_values(
    browser: Client, marisol: Made
) -> None:
    data = _own(browser, marisol, amount="9,000.00")
    answer = browser.post("/transferir/propia", data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "9,000.00" in page
    assert f'name="key" value="{data["key"]}"' in page
    assert page.count("Escriba un monto menor.") == 2, "in the summary and beside the field"


def test_forms_name_refusals_that_exist() -> None:
    named = {
        code: form.__name__
        for form in vars(forms).values()
        if isinstance(form, type) and issubclass(form, Form)
        for code in form.field_of
    }
    assert not {code: form for code, form in named.items() if code not in Problem.registry}


@pytest.mark.parametrize("code", ["", "12345", "abcdef", "1234567"])
def test_an_unreadable_code_is_not_tried(browser: Client, marisol: Made, code: str) -> None:
    order = _draft(browser, marisol)
    answer = _sign(browser, order, code)
    assert answer.status_code == 422
    assert "6 cifras" in answer.content.decode()
    _sign(browser, order, marisol.code())
    assert "Transferencia hecha" in browser.get(order).content.decode()


def test_a_wrong_code_moves_nothing(browser: Client, marisol: Made) -> None:
    order = _draft(browser, marisol)
    wrong = f"{(int(marisol.code()) + 1) % 1_000_000:06}"
    assert _sign(browser, order, wrong).status_code == 422
    assert "Revise antes de enviar" in browser.get(f"{order}/revisar").content.decode()


def test_the_same_form_twice_is_one_draft(browser: Client, marisol: Made) -> None:
    data = _own(browser, marisol)
    first = browser.post("/transferir/propia", data).headers["Location"]
    assert browser.post("/transferir/propia", data).headers["Location"] == first
    assert browser.get("/inicio").content.decode().count("/revisar") == 1


def test_a_draft_is_changed_and_cancelled(browser: Client, marisol: Made) -> None:
    order = _draft(browser, marisol)
    order_id = order.rpartition("/")[2]
    page = browser.get(f"/transferir/propia?borrador={order_id}").content.decode()
    assert _key(page) == order_id
    assert 'value="50.00"' in page
    assert _draft(browser, marisol, key=order_id, amount="60") == order
    assert "60.00" in browser.get(f"{order}/revisar").content.decode()
    assert browser.post(f"{order}/cancelar").headers["Location"] == "/inicio?hecho=cancelada"
    assert "Transferencia cancelada" in browser.get(order).content.decode()


def test_a_draft_past_its_time_is_repeated_not_continued(browser: Client, marisol: Made) -> None:
    typed = _own(browser, marisol)
    order = browser.post("/transferir/propia", typed).headers["Location"].removesuffix("/revisar")
    with clock.frozen(business=clock.business_now() + timedelta(hours=24)):
        assert browser.get(f"{order}/revisar").headers["Location"] == order
        assert browser.post("/transferir/propia", typed).headers["Location"] == f"{order}/revisar"
        page = browser.get(order).content.decode()
        assert "Continuar" not in page
        order_id = order.rpartition("/")[2]
        assert f'href="/transferir/propia?repetir={order_id}"' in page
        for word in ("repetir", "borrador"):
            form = browser.get(f"/transferir/propia?{word}={order_id}").content.decode()
            assert 'value="50.00"' in form
            assert _key(form) != order_id


@pytest.mark.parametrize(
    ("number", "name", "words"),
    [
        ("", "", "Escriba el número de cuenta."),
        ("abc", "Rubén Castillero", "solo con números"),
        ("9" * 33, "Rubén Castillero", "demasiadas cifras"),
        ("99999", "Rubén Castillero", "No encontramos una cuenta con ese número y ese nombre"),
    ],
)
def test_a_payee_that_cannot_be_found(browser: Client, number: str, name: str, words: str) -> None:
    answer = browser.post("/beneficiarios/nuevo", {"number": number, "name": name})
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_wrong_name_shows_no_name(browser: Client, ruben: Made) -> None:
    typed = {"number": ruben.savings_number, "name": "Itzel Guardia"}
    page = browser.post("/beneficiarios/nuevo", typed).content.decode()
    assert "No encontramos una cuenta con ese número y ese nombre" in page
    assert "Castillero" not in page


def test_a_payee_is_renamed_and_removed(browser: Client, ruben: Made) -> None:
    payee = "/beneficiarios/" + _save_payee(browser, ruben).rpartition("/")[2]
    assert browser.post(payee, {"alias": "Hermano"}).status_code == 302
    assert "Hermano" in browser.get("/beneficiarios").content.decode()
    assert browser.post(f"{payee}/quitar").status_code == 302
    assert browser.get(payee).status_code == 404


def test_limits_go_down(browser: Client) -> None:
    data = {"order": "100", "day": "200", "month": "300"}
    assert browser.post("/limites", data).headers["Location"] == "/limites?hecho=limites"
    page = browser.get("/limites").content.decode()
    assert "B/.\N{NO-BREAK SPACE}100.00" in page
    beyond = {"order": "9,000,000", "day": "9,000,000", "month": "9,000,000"}
    assert browser.post("/limites", beyond).status_code == 422


def test_a_limit_goes_up_for_who_proves_a_factor_and_what_was_typed_waits(
    browser: Client, marisol: Made
) -> None:
    low = {"order": "100", "day": "200", "month": "300"}
    browser.post("/limites", low)
    higher = {**low, "day": "250"}
    way = browser.post("/limites", higher).headers["Location"]
    assert way == "/perfil/confirmar?seguir=%2Flimites"
    assert "El aumento que pidió" not in browser.get("/limites").content.decode()

    browser.post("/limites", higher)
    proof = {"code": marisol.code(), "seguir": "/limites"}
    assert browser.post("/perfil/confirmar", proof).headers["Location"] == "/limites"
    assert 'value="250.00"' in browser.get("/limites").content.decode()
    assert 'value="250.00"' not in browser.get("/limites").content.decode()
    assert browser.post("/limites", higher).headers["Location"] == "/limites?hecho=limites"
    assert "El aumento que pidió" in browser.get("/limites").content.decode()


def test_a_false_receipt_code_is_told_so(stranger: Client) -> None:
    answer = stranger.post("/verificar", {"code": "0000-0000"})
    assert answer.status_code == 422


def test_personal_data_is_covered(browser: Client) -> None:
    page = browser.get("/perfil").content.decode()
    assert "marisol@correo.example" not in page
    assert "m•••@correo.example" in page


@pytest.mark.parametrize(
    "path",
    [
        "/cuentas/{id}",
        "/cuentas/{id}/nombre",
        "/transferir/tercero/{id}",
        "/beneficiarios/{id}",
        "/instrucciones/{id}",
        "/instrucciones/{id}/revisar",
        "/instrucciones/{id}/comprobante.pdf",
        "/transferir/propia?borrador={id}",
        "/transferir/propia?repetir={id}",
    ],
)
def test_what_does_not_exist_is_not_found(browser: Client, path: str) -> None:
    assert browser.get(path.format(id=uuid4())).status_code == 404


def test_what_is_another_persons_is_not_found(browser: Client, marisol: Made, ruben: Made) -> None:
    payee = _save_payee(browser, ruben).rpartition("/")[2]
    order = _draft(browser, marisol)
    other = ruben.client()
    for path in (
        f"/cuentas/{marisol.savings}",
        f"/cuentas/{marisol.savings}/nombre",
        f"/beneficiarios/{payee}",
        f"/transferir/tercero/{payee}",
        order,
        f"{order}/revisar",
        f"{order}/comprobante.pdf",
    ):
        assert other.get(path).status_code == 404, path
    for path, data in (
        (f"/cuentas/{marisol.savings}/nombre", {"alias": "x"}),
        (f"/beneficiarios/{payee}", {"alias": "x"}),
        (f"/beneficiarios/{payee}/quitar", {}),
        (f"{order}/revisar", {"code": ruben.code()}),
        (f"{order}/cancelar", {}),
    ):
        assert other.post(path, data).status_code == 404, path


def test_few_queries(
    browser: Client, marisol: Made, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(23):  # the form's page too
        order = _draft(browser, marisol)
    with django_assert_max_num_queries(8):
        browser.get("/inicio")
    with django_assert_max_num_queries(4):
        browser.get(f"/cuentas/{marisol.savings}")
    with django_assert_max_num_queries(2):
        browser.get("/historial")
    code = marisol.code()
    form = signed(browser, f"{order}/revisar", code)
    with django_assert_max_num_queries(21):
        browser.post(f"{order}/revisar", form)

"""A person sends money to another on a phone, with scripts and without, and keeps the proof."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.journeys.conftest import Site, enter, opened
from tests.journeys.mailbox import open_mail
from tests.journeys.paying import draft, find_payee

pytestmark = pytest.mark.xdist_group("browser")


@pytest.mark.parametrize(("scripts", "person"), [(True, "ana.p"), (False, "bruno.p")])
def test_money_goes_to_another_person(
    chromium: Browser, site: Site, *, scripts: bool, person: str
) -> None:
    with opened(chromium, scripts=scripts) as context:
        page = context.new_page()
        enter(page, site, person)
        find_payee(page, site.people["clara.p"].savings_number)
        page.get_by_label("¿Cuánto?").fill("25,00")
        page.get_by_role("button", name="Continuar a revisión").click()
        expect(page.get_by_role("alert")).to_contain_text("Use el punto para los centavos")
        expect(page.get_by_label("¿Cuánto?")).to_have_value("25,00")
        page.locator("input[name=origin]").first.check()
        page.get_by_label("¿Cuánto?").fill("25.00")
        page.get_by_label("Motivo (opcional)").fill("Almuerzo")
        page.get_by_role("button", name="Continuar a revisión").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Revise antes de enviar")
        expect(page.locator("dl")).to_contain_text("Clara Batista")
        expect(page.locator("dl")).to_contain_text("Fecha efectiva")
        _authorize(page, site, person)
        receipt = page.url
        page.reload()
        assert page.url == receipt
        page.locator("header a", has_text="Historial").locator("visible=true").first.click()
        expect(page.locator("main")).to_contain_text("Clara Batista")
        expect(page.locator("main")).to_contain_text("Aplicada")
        page.goto(receipt)
        _keep_the_proof(page, site, person)


def test_back_after_sending_shows_the_same_receipt(chromium: Browser, site: Site) -> None:
    with opened(chromium) as context:
        page = context.new_page()
        enter(page, site, "diego.p")
        draft(page, site.url, "10")
        _authorize(page, site, "diego.p")
        receipt = page.url
        page.go_back()
        page.wait_for_url(receipt)
        expect(page.get_by_role("heading", level=1)).to_have_text("Transferencia hecha")


def test_one_minute_before_the_end_one_press_stays(chromium: Browser, site: Site) -> None:
    with opened(chromium) as context:
        page = context.new_page()
        page.clock.install()
        enter(page, site, "fabio.p")
        page.clock.fast_forward(245_000)
        warning = page.get_by_role("alertdialog")
        expect(warning).to_contain_text("Su sesión está por terminar")
        expect(warning.get_by_role("heading")).to_be_focused()
        page.get_by_role("button", name="Seguir en la sesión").click()
        expect(warning).to_be_hidden()
        page.clock.fast_forward(310_000)
        page.wait_for_url("**/sesion/terminada")


def _keep_the_proof(page: Page, site: Site, person: str) -> None:
    """The document, the mails of both and the books say what the receipt's page says."""
    code = page.locator(".hero b.num").inner_text()
    with page.expect_download() as started:
        page.get_by_role("link", name="Descargar PDF").click()
    document = " ".join(PdfReader(started.value.path()).pages[0].extract_text().split())
    for words in (code, "B/. 25.00", "Clara Batista", "Almuerzo"):
        assert words in document
    open_mail(page, site, f"{person}@correo.example", "Transferencia de B/. 25.00 aplicada")
    expect(page.locator("main")).to_contain_text(code)
    open_mail(page, site, "clara.p@correo.example", "Recibió B/. 25.00")
    expect(page.locator("main")).to_contain_text("En su cuenta")
    assert "The whole books are right" in site.prove()


def _authorize(page: Page, site: Site, person: str) -> None:
    page.get_by_label("Código de 6 cifras").fill(site.code(person))
    page.get_by_role("button", name="Transferir B/.").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Transferencia hecha")

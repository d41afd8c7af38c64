"""The front door, walked as a person walks it."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import Site, opened
from tests.world import PASSWORD

pytestmark = pytest.mark.xdist_group("browser")


@pytest.mark.parametrize(("scripts", "person"), [(True, "ana.p"), (False, "elena.p")])
def test_name_password_and_code_open_the_door(
    chromium: Browser, site: Site, *, scripts: bool, person: str
) -> None:
    with opened(chromium, scripts=scripts) as context:
        page = context.new_page()
        page.goto(f"{site.url}/limites")
        page.get_by_label("Usuario").fill(person)
        page.get_by_role("button", name="Continuar").click()
        expect(page.locator(".review dd").first).to_have_text(person)
        expect(page.locator("input[name=username]")).to_have_value(person)
        page.get_by_label("Contraseña").fill("no es esta frase 1")
        page.get_by_role("button", name="Continuar").click()
        expect(page.get_by_role("alert")).to_contain_text("No pudimos abrir su sesión")
        page.get_by_label("Contraseña").fill(PASSWORD)
        page.get_by_role("button", name="Continuar").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Confirme que es usted")
        page.get_by_label("Código de 6 cifras").fill("000000")
        page.get_by_role("button", name="Entrar").click()
        expect(page.get_by_role("alert")).to_contain_text("Ese código no abre")
        page.get_by_label("Código de 6 cifras").fill(site.code(person))
        page.get_by_role("button", name="Entrar").click()
        page.wait_for_url("**/limites")

"""A tercero who was never seen before enrols on a phone; and what is refused is for everybody."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import NEW_ACCOUNT, Site, opened
from tests.journeys.looks import TALL, judge, press
from tests.journeys.mailbox import code_mailed

pytestmark = pytest.mark.xdist_group("browser")

PASSWORD = "palma junto al mar claro"
MAIL = "itzel@correo.example"


def test_a_tercero_enrols_on_a_phone_and_comes_to_the_door(chromium: Browser, site: Site) -> None:
    with opened(chromium, height=TALL) as context:
        context.add_init_script(Axe().axe_script)
        page, found = context.new_page(), []

        def go(button: str = "Continuar") -> None:
            press(page, button)

        def refused(button: str = "Continuar") -> None:
            press(page, button)
            expect(page.locator(".summary")).to_be_visible()
            found.extend(judge(page))

        page.goto(site.url)
        page.get_by_role("link", name="Registrarme").click()
        page.get_by_label("Número del documento").fill("08-0900-01234")
        go()
        refused()
        page.get_by_label("Número de una de sus cuentas").fill(NEW_ACCOUNT[-6:])
        page.get_by_label("Fecha de nacimiento").fill("19/4/1996")
        go()
        page.get_by_label("Código de 8 cifras").fill("1234 5678")
        refused()
        page.get_by_label("Código de 8 cifras").fill(code_mailed(page, site, MAIL))
        go()
        page.get_by_label("Nombre de usuario").fill("ana.p")
        refused()
        expect(page.locator(".summary")).to_contain_text("ya está en uso")
        page.get_by_label("Nombre de usuario").fill("Itzel.B")
        go()
        refused("Aceptar y continuar")
        page.get_by_label("Leí y acepto").check()
        go("Aceptar y continuar")
        page.get_by_label("Contraseña", exact=True).fill("corta")
        refused("Crear mi usuario")
        page.get_by_label("Contraseña", exact=True).fill(PASSWORD)
        go("Crear mi usuario")
        page.get_by_role("link", name="Entrar ahora").click()
        page.get_by_label("Usuario").fill("itzel.b")
        go()
        page.get_by_label("Contraseña", exact=True).fill(PASSWORD)
        go()
        expect(page).not_to_have_url(re.compile("/entrar"))
        assert not found


def test_without_scripts_the_same_pages_serve(chromium: Browser, site: Site) -> None:
    with opened(chromium, scripts=False) as context:
        page = context.new_page()
        page.goto(f"{site.url}/registro")
        page.get_by_label("Pasaporte").check()
        page.get_by_label("Número del documento").fill("PA0123456")
        page.get_by_role("button", name="Continuar").click()
        page.get_by_label("Número de una de sus cuentas").fill("123456")
        page.get_by_label("Fecha de nacimiento").fill("1/1/1990")
        page.get_by_role("button", name="Continuar").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Escriba el código")
        page.get_by_role("button", name="Enviar otro código").click()
        expect(page.get_by_role("status")).to_contain_text("otro código va en camino")

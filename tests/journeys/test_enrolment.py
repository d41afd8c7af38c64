"""A tercero who was never seen before enrols on a phone; and every page of it is for everybody."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import NEW_ACCOUNT, Site, opened
from tests.journeys.looks import TALL, looks, press, sideways, violations, weigh

pytestmark = pytest.mark.xdist_group("browser")

PASSWORD = "palma junto al mar claro"
MAIL = "itzel@correo.example"
OPEN = [
    "/registro",
    "/registro/listo",
    "/activar",
    "/condiciones",
    "/olvide/contrasena",
    "/olvide/contrasena/listo",
    "/olvide/usuario",
    "/olvide/usuario/enviado",
    "/olvide/token",
]
FORMS = ["/registro", "/activar", "/olvide/contrasena", "/olvide/usuario"]


def test_a_tercero_enrols_on_a_phone_and_comes_to_the_door(chromium: Browser, site: Site) -> None:
    with opened(chromium, height=TALL) as context:
        context.add_init_script(Axe().axe_script)
        page, found = context.new_page(), []

        def look() -> None:
            expect(page.locator("h1")).to_have_count(1)
            assert not sideways(page, width=360)
            for name in looks(page):
                found.extend(violations(page, name))

        def go(button: str = "Continuar") -> None:
            press(page, button)

        page.goto(site.url)
        page.get_by_role("link", name="Registrarme").click()
        page.get_by_label("Número del documento").fill("08-0900-01234")
        go()
        look()
        go()
        look()  # with its errors
        page.get_by_label("Número de una de sus cuentas").fill(NEW_ACCOUNT[-6:])
        page.get_by_label("Fecha de nacimiento").fill("19/4/1996")
        go()
        look()
        page.get_by_label("Código de 8 cifras").fill("1234 5678")
        go()
        look()
        page.get_by_label("Código de 8 cifras").fill(code_mailed(page, site, MAIL))
        go()
        look()
        page.get_by_label("Nombre de usuario").fill("ana.p")
        go()
        expect(page.locator(".summary")).to_contain_text("ya está en uso")
        page.get_by_label("Nombre de usuario").fill("Itzel.B")
        go()
        look()
        go("Aceptar y continuar")
        look()
        page.get_by_label("Leí y acepto").check()
        go("Aceptar y continuar")
        look()
        page.get_by_label("Contraseña", exact=True).fill("corta")
        go("Crear mi usuario")
        look()
        page.get_by_label("Contraseña", exact=True).fill(PASSWORD)
        go("Crear mi usuario")
        page.get_by_role("link", name="Entrar ahora").click()
        page.get_by_label("Usuario").fill("itzel.b")
        go()
        page.get_by_label("Contraseña", exact=True).fill(PASSWORD)
        go()
        expect(page).not_to_have_url(re.compile("/entrar"))
        assert not found


def test_the_open_pages_are_for_everybody(chromium: Browser, site: Site) -> None:
    found = []
    with opened(chromium, height=TALL) as context:
        context.add_init_script(Axe().axe_script)
        page = context.new_page()
        for path in OPEN:
            weigh(page, site, path)
            assert page.locator("h1").count() == 1, path
            for name in looks(page):
                found += violations(page, name)
            assert not sideways(page), path
        for path in FORMS:
            page.goto(site.url + path)
            page.locator("main form button.btn").first.click()
            page.locator(".summary").wait_for()
            assert page.title().startswith("Error: ")
            for name in looks(page):
                found += violations(page, name)
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


def code_mailed(page: Page, site: Site, address: str) -> str:
    """Read the newest code in the mailbox, in another tab, once the worker has delivered it."""
    mailbox = page.context.new_page()
    mail = mailbox.get_by_role("link", name="Su código para registrarse").first
    for _ in range(600):
        mailbox.goto(f"{site.mail_url}/?para={address}")
        if mail.count():
            break
        mailbox.wait_for_timeout(50)
    mail.click()
    found = re.search(r"[0-9]{4} [0-9]{4}", mailbox.inner_text("body"))
    mailbox.close()
    assert found is not None
    return found[0]

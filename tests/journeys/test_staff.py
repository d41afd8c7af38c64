"""The back office from its first day, in Chromium: a link, invitations, an activation, four eyes.

Each of the staff has a browser and a device of their own; nobody types a password.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Site, enter, opened
from tests.journeys.finger import Finger
from tests.journeys.looks import TALL, judge, press

pytestmark = pytest.mark.xdist_group("browser")

DESK = {"width": 1280, "height": TALL}


@pytest.fixture
def site(new_site: Site) -> Site:
    """The site of this file: nobody of the staff has joined it yet."""
    return new_site


@contextmanager
def desk(chromium: Browser) -> Iterator[Page]:
    """Give a desk's browser with a device that holds passkeys, and axe in every page."""
    with opened(chromium, height=TALL) as context:
        context.add_init_script(Axe().axe_script)
        page = context.new_page()
        page.set_viewport_size({"width": DESK["width"], "height": TALL})
        Finger(page)
        yield page


def _join(page: Page, site: Site, code: str) -> None:
    page.goto(f"{site.url}/personal/invitacion")
    page.get_by_label("Código de invitación").fill(code)
    page.get_by_role("button", name="Continuar").click()
    page.get_by_role("button", name="Crear mi llave y entrar").click()
    page.wait_for_url("**/personal/inicio")


def _invite(page: Page, site: Site, name: str, role: str) -> str:
    page.goto(f"{site.url}/personal/equipo/nueva")
    page.get_by_label("Nombre completo").fill(name)
    page.get_by_label(re.compile(rf"^\s*{role}")).check()
    page.get_by_label("Motivo").fill("Entra al equipo esta semana")
    page.get_by_role("button", name="Invitar").click()
    return page.locator(".handed").inner_text()


def test_from_the_first_link_to_a_reset_by_four_eyes(chromium: Browser, site: Site) -> None:
    trouble: list[object] = []
    with ExitStack() as open_desks:
        alba, carla, saul, aurora = (open_desks.enter_context(desk(chromium)) for _ in range(4))
        alba.goto(site.first_link)
        alba.wait_for_url(f"{site.url}/personal/primera")  # the secret has left the address
        trouble += judge(alba)
        alba.get_by_label("Su nombre completo").fill("Alba Navarro")
        press(alba, "Continuar")
        trouble += judge(alba)
        alba.get_by_role("button", name="Crear mi llave y entrar").click()
        alba.wait_for_url("**/personal/inicio")
        codes = [
            _invite(alba, site, name, role)
            for name, role in (
                ("Carla Ríos", "CIS"),
                ("Saúl Ortega", "Operaciones"),
                ("Aurora Díaz", "Auditoría"),
            )
        ]
        trouble += judge(alba)
        for page, code in zip((carla, saul, aurora), codes, strict=True):
            _join(page, site, code)
        _ask_for_a_role(alba, site)
        trouble += _serve(carla, saul, site)
        aurora.goto(f"{site.url}/personal/rastro")
        trouble += judge(aurora)
        press(aurora, "Salir")
        trouble += judge(aurora)
        aurora.get_by_role("button", name="Entrar con mi llave de acceso").click()
        aurora.wait_for_url("**/personal/inicio")
        aurora.goto(site.first_link)
        expect(aurora.get_by_role("heading", level=1)).to_have_text("No encontramos esta página")
    assert not trouble


def _ask_for_a_role(alba: Page, site: Site) -> None:
    alba.goto(f"{site.url}/personal/equipo")
    press(alba, "Carla Ríos", "link")
    alba.get_by_label(re.compile(r"^\s*Plataforma")).check()
    alba.get_by_label("Motivo").fill("Cubre la sucursal")
    alba.get_by_role("button", name="Pedir el cambio").click()
    expect(alba.get_by_role("status")).to_contain_text("espera la decisión")


def _serve(carla: Page, saul: Page, site: Site) -> list[object]:
    """An adviser activates and asks for a reset; a supervisor approves it; a call is proven."""
    found: list[object] = []
    carla.get_by_label("Documento, nombre o número de cuenta").fill(
        site.people["olga.p"].savings_number
    )
    carla.get_by_role("button", name="Buscar").click()
    carla.wait_for_url("**/personas/*")
    person = carla.url
    carla.goto(f"{person}/activacion")
    press(carla, "Hacer el código")
    found += judge(carla)
    carla.get_by_label("Revisé su documento").check()
    press(carla, "Hacer el código")
    expect(carla.locator(".handed")).to_have_text(re.compile(r"^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$"))
    found += judge(carla)
    carla.goto(f"{person}/factores")
    carla.get_by_label("Motivo").fill("Perdió el teléfono")
    carla.get_by_label("Revisé su documento").check()
    carla.get_by_role("button", name="Pedir la aprobación").click()
    saul.goto(f"{site.url}/personal/aprobaciones")
    press(saul, "Quitar los métodos de una persona", "link")
    saul.get_by_label("Aprobar y hacer").check()
    saul.get_by_label("Motivo").fill("Expediente revisado")
    saul.get_by_role("button", name="Registrar mi decisión").click()
    expect(saul.get_by_role("status")).to_contain_text("Aprobado y hecho")
    carla.goto(person)
    expect(carla.locator("main")).to_contain_text("necesita un código de activación")
    return found


def test_a_call_proves_both_sides(chromium: Browser, site: Site) -> None:
    with site.inside():
        from coop.access.staff.invite import invite
        from coop.access.staff.rules import OPERATOR, Role

        code = invite(
            name="Berta Lasso", roles={Role.CIS}, by=OPERATOR, reason="Entra al equipo"
        ).code
    with desk(chromium) as berta, opened(chromium) as phone:
        _join(berta, site, code)
        berta.get_by_label("Documento, nombre o número de cuenta").fill(
            site.people["pedro.p"].savings_number
        )
        berta.get_by_role("button", name="Buscar").click()
        berta.get_by_role("button", name="Probar la llamada").click()
        said = berta.locator(".handed").inner_text()
        member = phone.new_page()
        enter(member, site, "pedro.p")
        member.goto(f"{site.url}/llamada")
        expect(member.locator("main")).to_contain_text("Berta Lasso")
        expect(member.locator("dd.code")).to_have_text(said)
        expect(member.locator("main")).to_contain_text("Responder una consulta suya")
        member.get_by_label("Código de 6 cifras").fill(site.code("pedro.p"))
        member.get_by_role("button", name="Sí, confirmar la llamada").click()
        expect(member.get_by_role("status")).to_contain_text("Confirmó la llamada")
        expect(berta.locator(".tag")).to_have_text("Confirmada", timeout=12_000)

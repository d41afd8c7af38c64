"""Every page, for everybody: no violation of axe, no sideways scrolling, little to download."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route

from coop.web.helping import GUIDES
from tests.journeys.conftest import Site, enter, opened
from tests.journeys.looks import SHIFTED, TALL, looks, sideways, violations, weigh

pytestmark = pytest.mark.xdist_group("browser")

PUBLIC = ["/verificar", "/sesion/terminada", "/entrar", "/nada"]
HELP = [
    "/ayuda",
    "/ayuda?abrir=todas",
    "/ayuda?buscar=zzz",
    *(f"/ayuda/{guide.path}" for guide in GUIDES),
]
PRIVATE = [
    "/inicio",
    "/cuentas",
    "/cuentas/{account}",
    "/cuentas/{account}?desde=31/31/2026",
    "/cuentas/{account}/nombre",
    "/transferir",
    "/transferir/propia",
    "/beneficiarios",
    "/beneficiarios/nuevo",
    "/instrucciones/{order}",
    "/instrucciones/{order}/revisar",
    "/historial",
    "/historial?tipo=pagos",
    "/limites",
    "/mas",
    "/perfil",
    "/perfil/seguridad",
    "/perfil/contrasena",
    "/perfil/token",
    "/perfil/sesiones",
    "/perfil/confirmar",
    "/perfil/llaves",
    "/perfil/llaves/nueva",
]
FORMS = [
    "/entrar",
    "/transferir/propia",
    "/beneficiarios/nuevo",
    "/perfil/contrasena",
    "/verificar",
]
PAINTED = """() => new Promise(done => {
    new PerformanceObserver(() => done()).observe({ type: "paint", buffered: true });
})"""


@dataclass(frozen=True)
class Visit:
    """A page open in a signed-in browser that holds axe, and the addresses to walk."""

    page: Page
    addresses: list[str]


@pytest.fixture(scope="module")
def visit(chromium: Browser, site: Site) -> Iterator[Visit]:
    with opened(chromium, height=TALL) as context:
        context.add_init_script(Axe().axe_script)
        page = context.new_page()
        enter(page, site, "elena.p")
        page.goto(f"{site.url}/perfil/confirmar")  # opens Perfil's guarded pages
        page.get_by_label("Código de 6 cifras").fill(site.code("elena.p"))
        page.get_by_role("button", name="Confirmar el código").click()
        known = {"account": str(site.people["elena.p"].savings), "order": _draft(page, site)}
        yield Visit(page, [site.url + one.format(**known) for one in [*PUBLIC, *HELP, *PRIVATE]])


def test_axe_finds_nothing_and_nothing_is_sideways_at_320(visit: Visit) -> None:
    found, wide = [], []
    for address in visit.addresses:
        visit.page.goto(address)
        assert visit.page.locator("h1").count() == 1, address
        for name in looks(visit.page):
            found += violations(visit.page, name)
            if sideways(visit.page):
                wide.append((name, address))
    assert not found
    assert not wide


def test_axe_finds_nothing_where_something_is_wrong(visit: Visit, site: Site) -> None:
    found = []
    for path in FORMS:
        visit.page.goto(site.url + path)
        visit.page.locator("main form:not([data-passkey]) button.btn").last.click()
        visit.page.locator(".summary").wait_for()
        assert visit.page.title().startswith("Error: ")
        assert visit.page.evaluate("document.activeElement.id") == "problema"
        for name in looks(visit.page):
            found += violations(visit.page, name)
    assert not found


def test_pages_are_small_and_come_from_one_place(chromium: Browser, site: Site) -> None:
    with opened(chromium) as context:
        page = context.new_page()
        enter(page, site, "gloria.p")
        account = str(site.people["gloria.p"].savings)
        for path in [*HELP, *PRIVATE]:
            if "{order}" not in path:
                weigh(page, site, path.format(account=account))


@pytest.mark.parametrize("path", ["/entrar", "/perfil/contrasena"])
def test_a_script_that_comes_late_moves_nothing(chromium: Browser, site: Site, path: str) -> None:
    with opened(chromium) as context:
        page = context.new_page()
        held: list[Route] = []
        if path == "/entrar":
            page.goto(site.url + path)
            page.get_by_label("Usuario").fill("gloria.p")
        else:
            enter(page, site, "gloria.p")
        page.route("**/*.js", lambda route: held.append(route))  # noqa: PLW0108 - needs a function
        if path == "/entrar":
            page.get_by_role("button", name="Continuar").click(no_wait_after=True)
            page.locator("input[type=password]").wait_for()
        else:
            page.goto(site.url + path, wait_until="commit")
        page.evaluate(PAINTED)
        for route in held:
            route.continue_()
        page.get_by_role("button", name="Mostrar").first.wait_for()
        assert held
        assert page.evaluate(SHIFTED) == 0


def _draft(page: Page, site: Site) -> str:
    page.goto(f"{site.url}/transferir/propia")
    page.locator("input[name=origin]").first.check()
    page.locator("input[name=destination]").last.check()
    page.get_by_label("¿Cuánto?").fill("1")
    page.get_by_role("button", name="Continuar a revisión").click()
    page.wait_for_url("**/revisar")
    return page.url.split("/")[-2]

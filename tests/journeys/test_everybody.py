"""Every page, for everybody: no violation of axe, no sideways scrolling, little to download.

Which pages there are is read off the URLconf; who sees each of them is tried out.
"""

from collections.abc import Iterator, Mapping

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page

from tests.every_page import every_page
from tests.journeys.conftest import Site, opened
from tests.journeys.looks import PAINTED, SHIFTED, TALL, judge, late_scripts, weigh
from tests.visitors.everybody import VISITORS
from tests.visitors.visitor import Visitor

pytestmark = pytest.mark.xdist_group("browser")

SHOWS_NO_PAGE = {  # by name, or by route where there is none
    "transferir/tercero": "it leads to the choice of a payee",
    "change_password": "it leads to the page of the password, for password managers",
    "staff_root": "it leads to the first page of the staff",
    "first_passkey": "read, it leads to the choice of a method, which has its button",
    "staff_first": "it opens once: test_staff opens it, and has it judged",
    "order_pdf": "a document",
    "token_worker": "a script",
    "token_manifest": "a list for the phone",
    "security_txt": "plain text",
    "robots_txt": "plain text",
}
ALSO = {  # other states of pages than the one that an address shows first
    "stranger": ["/nada", "/ayuda?abrir=todas", "/ayuda?buscar=zzz"],
    "member": [
        "/nada",
        "/cuentas/{account_id}?desde=31/31/2026",
        "/historial?tipo=pagos",
    ],
    "plain_member": ["/instrucciones/{order_id}/revisar", "/perfil/confirmar", "/llamada"],
    "recovered": [f"/olvide/contrasena/prueba/{name}" for name in ("token", "llave", "codigos")],
}
WRONG = {  # forms that are sent as they stand
    "stranger": [
        "/entrar",
        "/verificar",
        "/registro",
        "/activar",
        "/olvide/contrasena",
        "/olvide/usuario",
        "/recuperar",
        "/bloquear",
        "/personal/invitacion",
    ],
    "member": ["/transferir/propia", "/beneficiarios/nuevo", "/perfil/contrasena"],
    "newcomer": ["/personalizar/preguntas", "/personalizar/metodo/generador"],
}


@pytest.fixture(scope="module")
def seen_by(site: Site) -> Mapping[str, str]:
    """Return who sees each page, by its name; pages that answer a press alone are seen by none."""
    found, left = {}, {page.name or page.route: page for page in every_page()}
    with site.inside():
        for who, made in VISITORS.items():
            visitor = made()
            for name, page in list(left.items()):
                answer = visitor.client.get(page.address(**visitor.known))
                kind = answer.headers.get("Content-Type", "")
                if answer.status_code == 200 and kind.startswith("text/html"):
                    found[name] = who
                if name in found or answer.status_code == 405:
                    del left[name]
    assert set(left) == set(SHOWS_NO_PAGE)
    return found


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A phone that holds axe, on which every page is as tall as it likes."""
    with opened(chromium, height=TALL) as context:
        context.add_init_script(Axe().axe_script)
        yield context.new_page()


def test_no_address_is_left_out(seen_by: Mapping[str, str]) -> None:
    assert set(seen_by.values()) | {"plain_member"} == set(VISITORS)
    assert len(seen_by) > 90


@pytest.mark.parametrize("who", VISITORS)
def test_every_page_is_light_and_for_everybody(
    page: Page, site: Site, seen_by: Mapping[str, str], who: str
) -> None:
    visitor, found = _visit(page, site, who), []
    if who == "staff":
        page.set_viewport_size({"width": 1280, "height": TALL})  # they work at a desk
    addresses = [
        one.address(**visitor.known)
        for one in every_page()
        if seen_by.get(one.name or one.route) == who
    ]
    for address in [*addresses, *(one.format(**visitor.known) for one in ALSO.get(who, ()))]:
        weigh(page, site, address)
        assert page.locator("h1:visible").count() == 1, address
        found += judge(page)
    assert not found


def test_a_waiting_call_is_for_everybody(page: Page, site: Site) -> None:
    visitor = _visit(page, site, "staff")
    weigh(page, site, "/personal/llamadas/{waiting_id}".format(**visitor.known))
    assert not judge(page)


@pytest.mark.parametrize("who", WRONG)
def test_axe_finds_nothing_where_something_is_wrong(page: Page, site: Site, who: str) -> None:
    _visit(page, site, who)
    found = []
    for path in WRONG[who]:
        page.goto(site.url + path)
        with page.expect_event("load"):
            page.locator("main form:not([data-passkey]) button.btn").last.click()
        assert page.locator(".summary").is_visible(), path
        assert page.title().startswith("Error: ")
        assert page.evaluate("document.activeElement.id") == "problema"
        found += judge(page)
    assert not found


def test_a_receipt_is_light(page: Page, site: Site) -> None:
    visitor = _visit(page, site, "member")
    weigh(page, site, "/instrucciones/{posted_id}".format(**visitor.known))


def test_a_script_that_comes_late_moves_nothing_beside_the_password(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/entrar")
    page.get_by_label("Usuario").fill("gloria.p")
    with late_scripts(page):
        page.get_by_role("button", name="Continuar").click(no_wait_after=True)
        page.locator("input[type=password]").wait_for()
        page.evaluate(PAINTED)
    page.get_by_role("button", name="Mostrar").wait_for()
    assert page.evaluate(SHIFTED) == 0


def _visit(page: Page, site: Site, who: str) -> Visitor:
    """Have the browser go on where somebody stands."""
    with site.inside():
        visitor = VISITORS[who]()
    page.context.add_cookies(
        [{"name": name, "value": value, "url": site.url} for name, value in _kept(visitor.client)]
    )
    return visitor


def _kept(client: Client) -> list[tuple[str, str]]:
    return [(name, morsel.value) for name, morsel in client.cookies.items()]

"""A phone becomes a token, and signs without a connection what it shows; nothing else passes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import Site, enter, opened
from tests.journeys.looks import TALL, looks, sideways, violations
from tests.journeys.paying import draft
from tests.journeys.soft_token import bring, figures, plain, typed, written

pytestmark = pytest.mark.xdist_group("browser")

VIEWS = """() => Array.from(document.querySelectorAll("[data-view]"), one => one.dataset.view)"""
SHOW = """name => { for (const one of document.querySelectorAll("[data-view]")) {
    one.hidden = one.dataset.view !== name;
} }"""
KEPT = """async () => {
    await navigator.serviceWorker.ready;
    const names = await caches.keys();
    const kept = await (await caches.open(names[0])).keys();
    return kept.map(one => new URL(one.url).pathname);
}"""
SCRIPTS = """async () => {
    const names = await caches.keys();
    const kept = (await (await caches.open(names[0])).keys()).map(one => one.url);
    const all = ["/token/sw.js", ...kept.filter(url => url.endsWith(".js"))];
    const bodies = await Promise.all(all.map(async url => (await fetch(url)).arrayBuffer()));
    return bodies.reduce((sum, body) => sum + body.byteLength, 0);
}"""
KEY = """() => new Promise(done => {
    indexedDB.open("token").onsuccess = opened => {
        const store = opened.target.result.transaction("kept").objectStore("kept");
        store.get("token").onsuccess = async found => {
            const { key } = found.target.result;
            const gone = await crypto.subtle.exportKey("raw", key).then(() => "", e => e.name);
            done([key.extractable, key.type, gone, localStorage.length]);
        };
    };
})"""
LENS = """found => {
    window.BarcodeDetector = class {
        static async getSupportedFormats() { return ["qr_code"]; }
        async detect() { return [{ rawValue: window.found }]; }
    };
    const canvas = document.createElement("canvas");
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream();
}"""


@contextmanager
def paired(chromium: Browser, site: Site, person: str) -> Iterator[tuple[Page, Page]]:
    """Give a computer where the person is in, and their phone, which is a token."""
    with opened(chromium, height=TALL) as computer, opened(chromium) as phone:
        yield _pair(computer, phone, site, person)


def _pair(computer: BrowserContext, phone: BrowserContext, site: Site, person: str) -> Any:
    computer.add_init_script(Axe().axe_script)
    desk, token = computer.new_page(), phone.new_page()
    enter(desk, site, person)
    desk.goto(f"{site.url}/perfil/token")
    desk.get_by_role("link", name="Vincular un teléfono").click()
    desk.get_by_label("Código de 6 cifras").fill(site.code(person))
    desk.get_by_role("button", name="Confirmar el código").click()
    assert not violations(desk, "new")
    desk.get_by_role("button", name="Empezar").click()
    desk.wait_for_url("**/vincular")
    assert not violations(desk, "pairing")
    bring(token, site, desk.locator(".code").inner_text().lower())
    desk.get_by_label("Código de 8 cifras").fill(figures(token))
    desk.get_by_role("button", name="Terminar la vinculación").click()
    expect(desk.get_by_role("status")).to_contain_text("Su teléfono ya es un token")
    assert not violations(desk, "list")
    written(token)
    return desk, token


def test_a_phone_signs_without_a_connection_what_it_shows(chromium: Browser, site: Site) -> None:
    with paired(chromium, site, "lidia.p") as (desk, token):
        kept = token.evaluate(KEPT)
        assert "/token" in kept
        assert all(one == "/token" or one.startswith("/recursos/") for one in kept)
        assert token.evaluate(KEY) == [False, "secret", "InvalidAccessError", 0]
        token.context.set_offline(True)
        token.reload()
        expect(token.get_by_role("heading", level=1)).to_have_text("Su token está listo")
        draft(desk, site.url, "25")
        assert not violations(desk, "review")
        shown = desk.locator(".typed dd").all_inner_texts()
        other = typed(token, "52.00", *shown[1:])
        desk.get_by_label("Código de 8 cifras").fill(other)
        desk.get_by_role("button", name="Transferir B/.").click()
        expect(desk.get_by_role("alert")).to_contain_text("Ese código no es correcto")
        right = typed(token, *desk.locator(".typed dd").all_inner_texts())
        desk.get_by_label("Código de 8 cifras").fill(right)
        desk.get_by_role("button", name="Transferir B/.").click()
        expect(desk.get_by_role("heading", level=1)).to_have_text("Transferencia hecha")


def test_an_address_from_a_qr_shows_whom_it_pays_and_a_forged_one_nothing(
    chromium: Browser, site: Site
) -> None:
    with paired(chromium, site, "mateo.p") as (desk, token):
        draft(desk, site.url, "25")
        address = desk.get_by_role("link", name="Abrir el token").get_attribute("href") or ""
        start, fragment = address.split("#")
        parts = fragment.split(".")
        for place, false in ((2, "9900"), (3, "654321"), (5, "RXZh"), (6, "AAAAAAAAAAAA")):
            forged = ".".join([*parts[:place], false, *parts[place + 1 :]])
            token.goto(f"{start}#{forged}")
            expect(token.get_by_role("heading", level=1)).to_have_text(
                "Este código QR no es para su token"
            )
        token.goto(address)
        expect(token.get_by_role("heading", level=1)).to_have_text("¿Es esto lo que quiere pagar?")
        assert token.evaluate("location.href") == f"{site.url}/token"
        expect(token.locator("[data-view=check]")).to_contain_text("25.00")
        token.get_by_role("button", name="No, algo no coincide").click()
        expect(token.get_by_role("heading", level=1)).to_have_text("Hizo bien en detenerse")
        token.goto(address)
        token.get_by_role("button", name="Sí, mostrar el código").click()
        desk.get_by_label("Código de 8 cifras").fill(figures(token))
        desk.get_by_role("button", name="Transferir B/.").click()
        expect(desk.get_by_role("heading", level=1)).to_have_text("Transferencia hecha")


def test_a_code_for_entering_or_changing_says_so_and_proves_it_is_them(
    chromium: Browser, site: Site
) -> None:
    with paired(chromium, site, "nora.p") as (desk, token):
        enter(desk, site, "nora.p")
        desk.goto(f"{site.url}/perfil/token/nuevo")
        number = desk.locator(".typed dd").inner_text()
        token.get_by_role("button", name="Entrar").click()
        expect(token.locator("main")).to_contain_text("No autoriza ningún pago")
        token.get_by_label("Número que muestra la página").locator("visible=true").fill("12")
        token.get_by_role("button", name="Mostrar el código").locator("visible=true").click()
        expect(token.locator(".error").locator("visible=true")).to_contain_text("las 6 cifras")
        plain(token, number)
        desk.get_by_label("Código de 8 cifras").fill(figures(token))
        desk.get_by_role("button", name="Confirmar con el token").click()
        expect(desk.get_by_role("alert")).to_contain_text("Ese código no es correcto")
        token.get_by_role("button", name="Terminar").click()
        token.get_by_role("button", name="Confirmar que es usted").click()
        plain(token, number)
        desk.get_by_label("Código de 8 cifras").fill(figures(token))
        desk.get_by_role("button", name="Confirmar con el token").click()
        expect(desk.get_by_role("heading", level=1)).to_have_text("Vincular un teléfono")
        _scan(token, site)
        _wipe(token)


def _scan(token: Page, site: Site) -> None:
    """The page's own camera reads addresses of this token only."""
    token.add_init_script(f"({LENS})()")
    token.goto(f"{site.url}/token")
    token.evaluate("found => { window.found = found; }", f"{site.url}/token#v1.in.123456")
    token.get_by_role("button", name="Escanear un código QR").click()
    expect(token.locator("[data-view=enter-code]")).to_contain_text("123\N{NO-BREAK SPACE}456")
    token.get_by_role("button", name="Terminar").click()
    token.evaluate("found => { window.found = found; }", "https://mal.example/token#v1.in.123456")
    token.get_by_role("button", name="Escanear un código QR").click()
    expect(token.get_by_role("heading", level=1)).to_have_text("Este código QR no es para su token")
    token.get_by_role("button", name="Volver al token").click()


def _wipe(token: Page) -> None:
    """A phone whose data was erased says what to do."""
    token.get_by_text("Sobre este token").click()
    token.get_by_role("button", name="Quitar el token de este teléfono").click()
    token.get_by_role("button", name="Sí, quitarlo").click()
    expect(token.get_by_role("heading", level=1)).to_have_text("Haga de este teléfono su token")
    token.get_by_text("Este teléfono ya era mi token").click()
    expect(token.locator("main")).to_contain_text("quite el anterior")


def test_the_token_is_installable_small_and_good_for_everybody(
    chromium: Browser, site: Site
) -> None:
    with opened(chromium, height=1600) as context:
        context.add_init_script(Axe().axe_script)
        page = context.new_page()
        weights: dict[str, int] = {}
        page.on("response", lambda one: weights.update({one.url: len(one.body())}))
        page.goto(f"{site.url}/token")
        page.evaluate(KEPT)
        scripts = [weight for url, weight in weights.items() if url.endswith(".js")]
        assert sum(scripts) <= 20 * 1024
        assert page.evaluate(SCRIPTS) <= 60 * 1024
        devtools = context.new_cdp_session(page)
        found = devtools.send("Page.getInstallabilityErrors")
        assert {one["errorId"] for one in found["installabilityErrors"]} <= {"in-incognito"}
        manifest = devtools.send("Page.getAppManifest")
        assert manifest["errors"] == []
        troubles, wide = [], []
        for view in page.evaluate(VIEWS):
            page.evaluate(SHOW, view)
            for look in looks(page):
                troubles += [(view, one) for one in violations(page, look)]
            if sideways(page):
                wide.append(view)
        assert not troubles
        assert not wide

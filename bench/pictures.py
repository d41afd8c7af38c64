"""Make the README's pictures: a phone's strip and a wide home, light and dark, in docs/images.

`python -m bench.pictures URL`, beside a fresh demonstration of this checkout that runs there; it
sends Sofía Chong a small transfer from Marisol's account.
"""

import subprocess
import sys
from base64 import b64encode
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from bench.screenshots import chromium
from coop.host.demonstration import Demonstration, DemoPerson
from coop.host.home import Home, state_folder

IMAGES = Path(__file__).parents[1] / "docs" / "images"
PAYER, PAYEE = "marisol", "sofia"
PHONE, DESK = (360, 760), (1280, 800)
GAP = 24
STRIP = """<!doctype html><style>
body {{ margin: 0; padding: {gap}px; display: flex; gap: {gap}px; width: max-content;
  background: {paper} }}
img {{ width: 360px; border-radius: 28px; box-shadow: 0 0 0 1px #8886 }}
</style>{images}"""
Scheme = Literal["light", "dark"]
PAPER: dict[Scheme, str] = {"light": "#e9e5da", "dark": "#252b28"}


@dataclass
class Strip:
    """Pictures of the phone, in order, for each scheme."""

    shots: dict[Scheme, list[bytes]] = field(default_factory=lambda: {"light": [], "dark": []})

    def take(self, page: Page) -> None:
        """Add the page as it is seen, light and dark."""
        for scheme, taken in self.shots.items():
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            taken.append(page.screenshot())

    def save(self, browser: Browser) -> None:
        """Write each scheme's strip as one picture."""
        for scheme, taken in self.shots.items():
            images = "".join(
                f'<img src="data:image/png;base64,{b64encode(one).decode()}">' for one in taken
            )
            page = browser.new_page(
                viewport={"width": 1200, "height": 820}, device_scale_factor=1.5
            )
            page.set_content(STRIP.format(gap=GAP, paper=PAPER[scheme], images=images))
            page.locator("body").screenshot(path=IMAGES / f"readme-phone-{scheme}.png")
            page.close()


def main() -> None:
    """Walk one transfer on a phone, then open the home page on a desk."""
    url = sys.argv[1]
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        phone = _open(browser, url, PHONE, scale=1.5)
        strip = Strip()
        strip.take(phone)
        _transfer(phone, url, strip)
        strip.save(browser)
        desk = _open(browser, url, DESK, scale=1)
        desk.screenshot(path=IMAGES / "readme-home.png")
        browser.close()


def _open(browser: Browser, url: str, size: tuple[int, int], *, scale: float) -> Page:
    """Return the home page, signed in."""
    page = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=scale,
        color_scheme="light",
        locale="es-PA",
    ).new_page()
    page.goto(url)
    page.get_by_label("Usuario").fill(PAYER)
    page.get_by_label("Contraseña").fill(_people()[PAYER].password)
    page.get_by_role("button", name="Entrar").click()
    page.wait_for_url("**/inicio")
    return page


def _transfer(page: Page, url: str, strip: Strip) -> None:
    """Send the payee money; take the review and the receipt."""
    payee = _people()[PAYEE]
    page.goto(f"{url}/beneficiarios/nuevo")
    page.get_by_label("Número de cuenta").fill(payee.account)
    page.get_by_label("Nombre de la persona").fill(payee.name)
    page.get_by_role("button", name="Buscar la cuenta").click()
    page.get_by_role("button", name="Sí, es esta persona").click()
    page.get_by_label("¿Cuánto?").fill("25.00")
    page.get_by_label("Motivo (opcional)").fill("Útiles escolares")
    page.get_by_role("button", name="Continuar a revisión").click()
    page.wait_for_url("**/revisar")
    strip.take(page)
    words = [sys.executable, "-m", "coop.host.main", "demo-code", PAYER]
    code = subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()
    page.get_by_label("Código de 6 cifras").fill(code)
    page.get_by_role("button", name="Transferir B/.").click()
    page.get_by_role("heading", name="Transferencia hecha").wait_for()
    strip.take(page)


def _people() -> dict[str, DemoPerson]:
    found = Demonstration(Home(state_folder({}))).people()
    return {person.username: person for person in found}


if __name__ == "__main__":
    main()

"""Take a picture of every page of members, at two widths, light and dark: look at them all.

`python -m bench.screenshots URL USER PASSWORD FOLDER`, against a demonstration that runs.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

ADDRESSES = {
    "inicio": "/inicio",
    "cuentas": "/cuentas",
    "transferir": "/transferir",
    "propia": "/transferir/propia",
    "beneficiarios": "/beneficiarios",
    "nuevo": "/beneficiarios/nuevo",
    "historial": "/historial",
    "pagos": "/historial?tipo=pagos",
    "limites": "/limites",
    "mas": "/mas",
    "perfil": "/perfil",
    "seguridad": "/perfil/seguridad",
    "contrasena": "/perfil/contrasena",
    "sesiones": "/perfil/sesiones",
    "ayuda": "/ayuda",
    "sitio-seguro": "/ayuda/sitio-seguro",
    "nunca-pedimos": "/ayuda/nunca-pedimos",
    "mensajes-sospechosos": "/ayuda/mensajes-sospechosos",
    "imagen": "/ayuda/imagen",
    "llaves-de-acceso": "/ayuda/llaves-de-acceso",
    "token": "/ayuda/token",
    "buena-contrasena": "/ayuda/contrasena",
    "equipos": "/ayuda/equipos",
    "reportar": "/ayuda/reportar",
    "verificar": "/verificar",
    "terminada": "/sesion/terminada",
    "no-existe": "/no-existe",
}
WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")


def main() -> None:
    """Walk the pages once for each width and scheme."""
    url, user, password, folder = sys.argv[1:5]
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        session = ""
        for width in WIDTHS:
            for scheme in SCHEMES:
                context = browser.new_context(
                    viewport={"width": width, "height": 800},
                    color_scheme="dark" if scheme == "dark" else "light",
                    locale="es-PA",
                )
                suffix = f"{width}-{scheme}.png"
                page = context.new_page()
                _door(page, url, (user, password), Path(folder), suffix)
                if not session:
                    page.get_by_label("Código").fill(_code(user))
                    page.get_by_role("button", name="Entrar").click()
                    page.wait_for_url("**/inicio")
                    kept = {one["name"]: one["value"] for one in context.cookies()}
                    session = kept["sesion"]
                context.add_cookies([{"name": "sesion", "value": session, "url": url}])
                _walk(page, url, Path(folder), suffix)
                context.close()
        browser.close()


def chromium(playwright: Playwright) -> Browser:
    """Start the system's Chromium."""
    return playwright.chromium.launch(
        executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
        args=["--no-sandbox", "--disable-gpu"],
    )


def _code(user: str) -> str:
    words = [sys.executable, "-m", "coop.host.main", "demo-code", user]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


def _door(page: Page, url: str, who: tuple[str, str], folder: Path, suffix: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    page.goto(url)
    page.screenshot(path=folder / f"entrar-{suffix}", full_page=True)
    page.get_by_label("Usuario").fill(who[0])
    page.get_by_role("button", name="Continuar").click()
    page.screenshot(path=folder / f"contrasena-al-entrar-{suffix}", full_page=True)
    page.get_by_label("Contraseña").fill(who[1])
    page.get_by_role("button", name="Continuar").click()
    page.screenshot(path=folder / f"segundo-paso-{suffix}", full_page=True)


def _walk(page: Page, url: str, folder: Path, suffix: str) -> None:
    def take(name: str) -> None:
        page.screenshot(path=folder / f"{name}-{suffix}", full_page=True)

    for name, path in ADDRESSES.items():
        page.goto(url + path)
        take(name)
    page.goto(f"{url}/cuentas")
    page.locator("main a.name").last.click()
    take("cuenta")
    _draft(page, url)
    take("revisar")
    page.locator("main form button.btn").first.click()
    take("revisar-error")
    page.goto(page.url.removesuffix("/revisar"))
    take("instruccion")


def _draft(page: Page, url: str) -> None:
    page.goto(f"{url}/transferir/propia")
    page.locator("input[name=origin]").first.check()
    page.locator("input[name=destination]").last.check()
    page.get_by_label("¿Cuánto?").fill("1.25")
    page.get_by_role("button", name="Continuar a revisión").click()


if __name__ == "__main__":
    main()

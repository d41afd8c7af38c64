"""A telephone that is made a token, and what its owner does on its page."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site


def bring(token: Page, site: Site, code: str) -> None:
    """Open the token's page on a telephone, and bring it a pairing's code, to its first answer."""
    token.goto(f"{site.url}/token")
    expect(token.get_by_role("heading", level=1)).to_have_text("Haga de este teléfono su token")
    token.get_by_label("Código de vinculación").fill(code)
    token.get_by_role("button", name="Continuar").click()
    token.get_by_role("button", name="Vincular este teléfono").click()
    expect(token.get_by_role("heading", level=1)).to_have_text("Falta un paso")


def written(token: Page) -> None:
    """Say that the first answer stands on the other page."""
    token.get_by_role("button", name="Ya lo escribí").click()
    expect(token.get_by_role("heading", level=1)).to_have_text("Su token está listo")


def figures(token: Page) -> str:
    """Read the code that the page shows."""
    shown = token.locator("output").locator("visible=true")
    expect(shown).to_have_text(re.compile(r"^\d{4}\s\d{4}$"))
    return shown.inner_text()


def typed(token: Page, amount: str, last: str, nonce: str) -> str:
    """Type what the review shows into the phone, see it there large, and take the code."""
    token.get_by_role("button", name="Autorizar una operación").click()
    token.get_by_label("Monto").fill(amount)
    token.get_by_label("Últimas 6 cifras").fill(last)
    token.get_by_label("Número de la operación").fill(nonce)
    token.get_by_role("button", name="Continuar").locator("visible=true").click()
    expect(token.locator("[data-view=check] .big")).to_contain_text(amount.removeprefix("B/."))
    token.get_by_role("button", name="Sí, mostrar el código").click()
    code = figures(token)
    token.get_by_role("button", name="Terminar").locator("visible=true").click()
    return code


def plain(token: Page, number: str) -> None:
    """Type the number that another page shows for entering, or before a change."""
    token.get_by_label("Número que muestra la página").locator("visible=true").fill(number)
    token.get_by_role("button", name="Mostrar el código").locator("visible=true").click()

"""A payment as far as its review, by the pages."""

from playwright.sync_api import Page, expect


def draft(page: Page, url: str, amount: str) -> None:
    """Draft a transfer between one's own accounts."""
    page.goto(f"{url}/transferir/propia")
    page.locator("input[name=origin]").first.check()
    page.locator("input[name=destination]").last.check()
    page.get_by_label("¿Cuánto?").fill(amount)
    page.get_by_role("button", name="Continuar a revisión").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Revise antes de enviar")


def find_payee(page: Page, number: str) -> None:
    """Find somebody new by account and name, and confirm that it is them."""
    page.locator("nav a", has_text="Transferir").locator("visible=true").first.click()
    page.get_by_role("link", name="A una persona nueva").click()
    page.get_by_label("Número de cuenta").fill(f"{number[:4]} {number[4:]}")
    page.get_by_label("Nombre de la persona").fill("Clara Batista")
    page.get_by_role("button", name="Buscar la cuenta").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Confirme a quién transfiere")
    page.get_by_role("button", name="Sí, es esta persona").click()

"""The sandbox's mailbox, read as a person reads theirs."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site


def open_mail(page: Page, site: Site, address: str, subject: str) -> None:
    """Open the newest mail with that subject, once the worker has delivered it."""
    mail = page.get_by_role("link", name=subject).first
    for _ in range(600):  # a busy machine may take its time
        page.goto(f"{site.mail_url}/?para={address}")
        if mail.count():
            break
        page.wait_for_timeout(50)
    mail.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(subject)


def code_mailed(page: Page, site: Site, address: str) -> str:
    """Read the newest code for registering, in another tab."""
    mailbox = page.context.new_page()
    open_mail(mailbox, site, address, "Su código para registrarse en Istmeña en Línea")
    found = re.search(r"[0-9]{4} [0-9]{4}", mailbox.inner_text("body"))
    mailbox.close()
    assert found is not None
    return found[0]

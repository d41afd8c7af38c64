"""What every template may name."""

from typing import TypedDict

from django.http import HttpRequest
from django.utils.translation import get_language

from coop.pages import display
from coop.pages.ports import House, slot

SECTIONS = {
    "inicio": "home",
    "cuentas": "accounts",
    "transferir": "transfer",
    "instrucciones": "transfer",
    "beneficiarios": "more",
    "historial": "history",
}


class Page(TypedDict):
    """The names that `page` adds to every template."""

    house: House
    section: str
    language: str
    display_class: str
    request_id: str


def page(request: HttpRequest) -> Page:
    """Add the institution, the section of the menu, and how the person wants to see pages."""
    return {
        "house": slot.get(),
        "section": _section(request.path),
        "language": get_language() or "es",
        "display_class": display.classes(request.COOKIES),
        "request_id": getattr(request, "request_id", ""),
    }


def _section(path: str) -> str:
    """Name the part of the menu; a new payee is a step on the way to a transfer."""
    if path.startswith("/beneficiarios/nuevo"):
        return "transfer"
    return SECTIONS.get(path.split("/")[1], "more")

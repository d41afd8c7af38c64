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
        "section": SECTIONS.get(request.path.split("/")[1], "more"),
        "language": get_language() or "es",
        "display_class": display.classes(request.COOKIES),
        "request_id": getattr(request, "request_id", ""),
    }

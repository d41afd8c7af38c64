"""What the documents need to know of the institution."""

from dataclasses import dataclass

from coop.kernel.slots import Slot


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who signs a document and where it can be checked.

    `accent` is a colour as `#rrggbb`; `verify_url` the public page that checks a receipt's code.
    A demonstration's documents say that they are one.
    """

    legal_name: str
    site_name: str
    cis_name: str
    cis_phone: str
    cis_hours: str
    accent: str
    verify_url: str
    demonstration: bool = False
    cis_hours_en: str = ""


slot: Slot[Letterhead] = Slot("documents")

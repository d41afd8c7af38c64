"""What the pages need to know of the institution, filled by `coop.config.wiring`."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from coop.kernel import dates
from coop.kernel.slots import Slot


@dataclass(frozen=True, slots=True)
class House:
    """The institution and the address, as pages show them."""

    legal_name: str
    short_name: str
    site_name: str
    certificate_holder: str
    cis_name: str
    cis_phone: str
    cis_hours: str
    mail_from: str
    security_contact: str
    accent: str
    public_url: str
    demonstration: bool
    mailbox_url: str
    proxies: int
    cis_hours_en: str = ""

    @property
    def phone(self) -> SafeString:
        """The telephone to call, as a link that a telephone dials; no line breaks inside it."""
        digits = "".join(filter(str.isdigit, self.cis_phone))
        return format_html('<a class="num" href="tel:{}">{}</a>', digits, self.cis_phone)

    @property
    def hours(self) -> str:
        """When the telephone is answered, in the language of the page: the end of a sentence."""
        return dates.hours_of(self.cis_hours, self.cis_hours_en)

    @property
    def secure(self) -> bool:
        """Tell whether people reach the site by https."""
        return self.public_url.startswith("https://")

    @property
    def host(self) -> str:
        """Return the name and port that people type."""
        return self.public_url.partition("://")[2]


slot = Slot[House]("pages")

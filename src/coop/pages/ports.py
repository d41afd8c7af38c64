"""What the pages need to know of the institution, filled by `coop.config.wiring`."""

from dataclasses import dataclass

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

    @property
    def secure(self) -> bool:
        """Tell whether people reach the site by https."""
        return self.public_url.startswith("https://")

    @property
    def host(self) -> str:
        """Return the name and port that people type."""
        return self.public_url.partition("://")[2]


slot = Slot[House]("pages")

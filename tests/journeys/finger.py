"""A device that holds passkeys, inside the browser, and its owner's finger."""

from playwright.sync_api import CDPSession, Page

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Finger:
    """The owner of the page's device, who touches it whenever it asks."""

    def __init__(self, page: Page) -> None:
        self.to: CDPSession = page.context.new_cdp_session(page)
        self.to.send("WebAuthn.enable")
        added = self.to.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        self.device = added["authenticatorId"]

    def verified(self, *, now: bool) -> None:
        self.to.send(
            "WebAuthn.setUserVerified", {"authenticatorId": self.device, "isUserVerified": now}
        )

    def signatures(self) -> int:
        """How often the device has signed anything."""
        kept = self.to.send("WebAuthn.getCredentials", {"authenticatorId": self.device})
        return sum(int(one["signCount"]) for one in kept["credentials"])

"""allauth's hook for second factors: seeds are encrypted with the operator's own key."""

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet

from coop.access.ports import slot


class Adapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Named in Django's settings as MFA_ADAPTER."""

    def encrypt(self, text: str) -> str:
        """Return `text` sealed by the operator's factor key."""
        return _fernet().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """Return what `encrypt` sealed."""
        return _fernet().decrypt(encrypted_text.encode("ascii")).decode()


def _fernet() -> Fernet:
    return Fernet(slot.get().factor_key.encode("ascii"))

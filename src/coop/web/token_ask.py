"""What a page shows for the token: a QR that any phone's camera opens, and the figures to type."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.utils.safestring import SafeString

from coop.access.mfa import Adapter
from coop.access.tokens.pairing import Pairing
from coop.access.tokens.token import (
    Question,
    change_fragment,
    change_question,
    sign_in_fragment,
)
from coop.pages import qr
from coop.pages.ports import slot

_PAIRING, _CHANGE = "token_pairing", "token_change"


@dataclass(frozen=True, slots=True)
class TokenAsk:
    """For the template `web/token_ask.html`; an order has an amount, others have none."""

    url: str
    nonce: str
    amount_cents: int | None = None
    destination_last6: str = ""

    @property
    def drawn(self) -> SafeString:
        """The address, drawn."""
        return qr.drawn(self.url)


@dataclass(frozen=True, slots=True)
class ShownPairing:
    """A pairing as its page shows it: in a QR, as an address, and to be typed."""

    id: UUID
    url: str
    typed: str

    @property
    def drawn(self) -> SafeString:
        """The address, drawn."""
        return qr.drawn(self.url)


def ask_order(question: Question) -> TokenAsk:
    """Return what the review page shows of an order's question."""
    return TokenAsk(
        token_url(question.fragment),
        question.nonce,
        question.amount_cents,
        question.destination_last6,
    )


def ask_sign_in(nonce: str) -> TokenAsk:
    """Return what the second step shows of a sign-in's question."""
    return TokenAsk(token_url(sign_in_fragment(nonce)), nonce)


def ask_change(store: SessionBase, user_id: UUID) -> TokenAsk:
    """Return what is shown before a sensitive change; the session keeps one number until used."""
    nonce = store.get(_CHANGE)
    if nonce is None:
        nonce = store[_CHANGE] = change_question(user_id=user_id)
    return TokenAsk(token_url(change_fragment(nonce)), nonce)


def asked_change(store: SessionBase) -> str:
    """Return the number that the session's page showed, or one that nothing answers."""
    return str(store.get(_CHANGE) or "")


def forget_change(store: SessionBase) -> None:
    """Forget the number once it was answered."""
    store.pop(_CHANGE, None)


def keep_pairing(store: SessionBase, pairing: Pairing) -> None:
    """Keep a pairing for its page, its secret sealed."""
    store[_PAIRING] = {"id": str(pairing.id), "secret": Adapter().encrypt(pairing.secret)}


def show_pairing(store: SessionBase) -> ShownPairing | None:
    """Return the session's pairing, or None if none was begun in it."""
    kept = store.get(_PAIRING)
    if kept is None:
        return None
    secret = Adapter().decrypt(kept["secret"])
    typed = "-".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return ShownPairing(UUID(kept["id"]), token_url(f"v1.pair.{secret}"), typed)


def token_url(fragment: str) -> str:
    """Return the address that a QR bears; what stands behind # never leaves the phone."""
    return f"{slot.get().public_url}/token#{fragment}"

"""A telephone as a token sees itself: it makes its half of the key and answers questions."""

from base64 import urlsafe_b64decode
from dataclasses import dataclass
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from coop.access.tokens import rules
from coop.access.tokens.keys import text
from coop.access.tokens.pairing import Joined, begin, finish, join

HOME = "203.0.113.7"


@dataclass(frozen=True)
class Phone:
    """A paired telephone."""

    key: bytes
    token_id: UUID

    def pay(self, amount_cents: int, last6: str, nonce: str) -> str:
        """Return what it shows for an order."""
        return rules.answer(
            self.key,
            rules.order_question(amount_cents=amount_cents, destination_last6=last6, nonce=nonce),
        )

    def enter(self, nonce: str) -> str:
        """Return what it shows for a sign-in."""
        return rules.answer(self.key, rules.plain_question(rules.ENTER, nonce))

    def change(self, nonce: str) -> str:
        """Return what it shows before a sensitive change."""
        return rules.answer(self.key, rules.plain_question(rules.CHANGE, nonce))


def bring(secret: str, *, address: str = HOME) -> tuple[bytes, Joined]:
    """Bring a pairing's secret from a telephone; return the key that it made, and our answer."""
    ours = generate_private_key(SECP256R1())
    point = ours.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    joined = join(
        secret=secret, phone_public=text(point), name="Chrome en Android", address=address
    )
    theirs = urlsafe_b64decode(joined.public + "==")
    derive = HKDF(
        algorithm=SHA256(),
        length=32,
        salt=secret.encode(),
        info=b"coop-token-key-1\0" + point + theirs,
    )
    other = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), theirs)
    return derive.derive(ours.exchange(ECDH(), other)), joined


def first_answer(key: bytes, joined: Joined) -> str:
    """Return the figures that the telephone shows at the end of its pairing."""
    return rules.answer(key, rules.plain_question(rules.PAIR, joined.nonce))


def pair(user_id: UUID) -> Phone:
    """Pair a telephone, from its secret to its first answer."""
    pairing = begin(user_id=user_id)
    key, joined = bring(pairing.secret)
    typed = first_answer(key, joined)
    return Phone(key, finish(user_id=user_id, pairing_id=pairing.id, typed=typed))

"""How a phone and the server come to share a key that neither of them ever sends.

Both make a key pair on P-256 and tell each other the public half. HKDF (RFC 5869) over the shared
point gives the key; its salt is the pairing's secret and its context both public halves, so a key
agreed with anybody in between gives other codes.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from coop.access.mfa import Adapter

KEY_BYTES = 32
_POINT_BYTES = 65  # SEC 1, 2.3.3: uncompressed
_CONTEXT = b"coop-token-key-1\0"


class PublicKeyUnreadable(ValueError):  # noqa: N818 - pure; the caller says what it means
    """It is no uncompressed point of P-256 in base 64."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """The server's public half, to be sent, and the key, to be sealed."""

    public: str
    key: bytes


def agree(*, secret: str, phone_public: str) -> Agreed:
    """Make the server's half for a phone's public key (a point in base 64, without signs).

    Raises:
        PublicKeyUnreadable: it is no point of the curve.
    """
    point = _read(phone_public)
    try:
        theirs = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point)
    except ValueError as error:
        raise PublicKeyUnreadable from error
    ours = generate_private_key(SECP256R1())
    public = ours.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    derive = HKDF(
        algorithm=SHA256(),
        length=KEY_BYTES,
        salt=secret.encode("ascii"),
        info=_CONTEXT + point + public,
    )
    return Agreed(text(public), derive.derive(ours.exchange(ECDH(), theirs)))


def seal(key: bytes) -> str:
    """Return the key sealed by the operator's factor key."""
    return Adapter().encrypt(key.hex())


def unseal(sealed: str) -> bytes:
    """Return the key that `seal` sealed."""
    return bytes.fromhex(Adapter().decrypt(sealed))


def text(raw: bytes) -> str:
    """Return bytes in base 64 as addresses bear it, without signs at its end."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def _read(given: str) -> bytes:
    if not (given.isascii() and len(given) == len(text(bytes(_POINT_BYTES)))):
        raise PublicKeyUnreadable
    try:
        point = urlsafe_b64decode(given + "=" * (-len(given) % 4))
    except ValueError as error:
        raise PublicKeyUnreadable from error
    if len(point) != _POINT_BYTES:
        raise PublicKeyUnreadable
    return point

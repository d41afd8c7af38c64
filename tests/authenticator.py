"""A device that holds passkeys, in software: real keys, real attestation "none", real signatures.

It does what a browser and its authenticator do together, and, told so, what neither would.
"""

import json
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode

ORIGIN = "http://localhost:8000"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Device:
    """One device with at most one passkey.

    Attributes:
        origin: what the browser writes into every answer.
        verified: whether it says that it verified its user.
        step: by how much the counter grows; 0 with `counter` 0 is a device that never counts.
        counter: the signature counter.
    """

    origin: str = ORIGIN
    verified: bool = True
    step: int = 1
    counter: int = 0
    framed: bool = False
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    handle: bytes = b""

    def create(self, options: str, **changed: Any) -> str:
        """Answer a registration's options; `changed` overwrites what the browser would say."""
        asked = json.loads(options)
        self.handle = websafe_decode(asked["user"]["id"])
        public = cbor.encode(dict(ES256.from_cryptography_key(self.key.public_key())))  # type: ignore[no-untyped-call]
        attested = bytes(16) + len(self.credential_id).to_bytes(2) + self.credential_id + public
        data = self._data(asked["rp"]["id"], ATTESTED) + attested
        attestation = cbor.encode({"fmt": "none", "authData": data, "attStmt": {}})
        return self._answer(
            clientDataJSON=self._client("webauthn.create", asked, changed),
            attestationObject=attestation,
            transports=["internal", "invented"],
        )

    def get(self, options: str, **changed: Any) -> str:
        """Answer a request's options."""
        asked = json.loads(options)
        self.counter += self.step
        data = self._data(asked["rpId"], 0)
        client = self._client("webauthn.get", asked, changed)
        signed = data + sha256(client).digest()
        return self._answer(
            clientDataJSON=client,
            authenticatorData=data,
            signature=self.key.sign(signed, ec.ECDSA(hashes.SHA256())),
            userHandle=self.handle,
        )

    def _data(self, rp_id: str, more: int) -> bytes:
        flags = PRESENT | more | (VERIFIED if self.verified else 0)
        return sha256(rp_id.encode()).digest() + bytes([flags]) + self.counter.to_bytes(4)

    def _client(self, kind: str, asked: dict[str, Any], changed: dict[str, Any]) -> bytes:
        said = {
            "type": kind,
            "challenge": asked["challenge"],
            "origin": self.origin,
            "crossOrigin": self.framed,
        }
        return json.dumps({**said, **changed}).encode()

    def _answer(self, **response: Any) -> str:
        name = websafe_encode(self.credential_id)
        inside = {
            key: websafe_encode(value) if isinstance(value, bytes) else value
            for key, value in response.items()
        }
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "response": inside,
                "clientExtensionResults": {},
            }
        )

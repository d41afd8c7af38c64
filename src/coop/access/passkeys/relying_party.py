"""WebAuthn as this site speaks it, through fido2: one name, one origin, user verification always.

fido2 alone would take any sub-domain's origin and never looks at the signature counter; allauth's
own server asks the request's Host. Here the name and the origin are the profile's public address,
to the letter, and nothing of the request is believed. Source: Web Authentication Level 3,
sections 7.1 and 7.2.
"""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestationConveyancePreference,
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialParameters,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from coop.access.ports import slot
from coop.kernel.errors import Refused
from coop.kernel.text import clean

ALGORITHMS = (-7, -8, -257)  # ES256, EdDSA, RS256 (IANA COSE): what phones and computers make
LONGEST_ANSWER = 16 * 1024
SHOWN_SECONDS = 120
KNOWN_TRANSPORTS = frozenset({"usb", "nfc", "ble", "hybrid", "internal"})
_PORTS = {"https": 443, "http": 80}
_VERIFIED = UserVerificationRequirement.REQUIRED

T = TypeVar("T")


class PasskeyRefused(Refused):
    """The device's answer is not one that this site can take, whatever the reason."""

    code = "access.passkey_refused"


@dataclass(frozen=True, slots=True)
class NewCredential:
    """What a registration proved: the credential's id, its first counter, the answer as kept."""

    credential_id: str
    sign_count: int
    kept: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Assertion:
    """What an assertion says of itself, before its signature is looked at."""

    credential_id: str
    user_handle: bytes | None
    sign_count: int
    answer: AuthenticationResponse


def site() -> tuple[str, str]:
    """Return the relying party's id (the host alone) and the one origin that browsers may name."""
    parts = urlsplit(slot.get().public_url)
    host = parts.hostname or ""
    port = "" if parts.port in (None, _PORTS[parts.scheme]) else f":{parts.port}"
    return host, f"{parts.scheme}://{host}{port}"


def creation_options(
    *, challenge: bytes, handle: bytes, username: str, known: Sequence[Mapping[str, Any]]
) -> str:
    """Return, as JSON, what the browser is asked to create: a key that finds its owner by itself.

    Args:
        challenge: random, kept in the ceremony.
        handle: what the device keeps of the user; it reveals nothing.
        username: what the device shows its owner.
        known: the answers kept of the passkeys that the user has, so that no device makes two.
    """
    options, _ = _server().register_begin(
        PublicKeyCredentialUserEntity(id=handle, name=username, display_name=username),
        credentials=[_descriptor(one) for one in known],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=_VERIFIED,
        challenge=challenge,
        extensions={"credProps": True},
    )
    return json.dumps(dict(options)["publicKey"])


def request_options(*, challenge: bytes, known: Sequence[Mapping[str, Any]]) -> str:
    """Return, as JSON, what the browser is asked to sign; with nothing `known`, any passkey may."""
    options, _ = _server().authenticate_begin(
        credentials=[_descriptor(one) for one in known] or None,
        user_verification=_VERIFIED,
        challenge=challenge,
    )
    return json.dumps(dict(options)["publicKey"])


def created(*, challenge: bytes, answer: str) -> NewCredential:
    """Judge the answer to `creation_options`.

    Raises:
        PasskeyRefused: `access.passkey_refused`.
    """
    given = _json(answer)

    def judge() -> NewCredential:
        response = RegistrationResponse.from_dict(given)
        if response.response.client_data.cross_origin:
            raise PasskeyRefused(why="frame")
        data = _server().register_complete(_state(challenge), response)
        credential = data.credential_data
        if credential is None or credential.public_key.get(3) not in ALGORITHMS:
            raise PasskeyRefused(why="algorithm")
        return NewCredential(response.id, data.counter, _kept(given, response))

    return _judged(judge)


def read_assertion(answer: str) -> Assertion:
    """Read an answer to `request_options`; nothing in it is proven yet.

    Raises:
        PasskeyRefused: `access.passkey_refused`.
    """
    given = _json(answer)

    def read() -> Assertion:
        response = AuthenticationResponse.from_dict(given)
        inside = response.response
        return Assertion(
            response.id, inside.user_handle, inside.authenticator_data.counter, response
        )

    return _judged(read)


def check_assertion(*, challenge: bytes, assertion: Assertion, kept: Mapping[str, Any]) -> None:
    """Check origin, name, challenge, user verification and signature with the key that is `kept`.

    Raises:
        PasskeyRefused: `access.passkey_refused`.
    """

    def judge() -> None:
        if assertion.answer.response.client_data.cross_origin:
            raise PasskeyRefused(why="frame")
        _server().authenticate_complete(_state(challenge), [_key(kept)], assertion.answer)

    _judged(judge)


def _server() -> Fido2Server:
    name, origin = site()
    server = Fido2Server(
        PublicKeyCredentialRpEntity(id=name, name=slot.get().site_name),
        attestation=AttestationConveyancePreference.NONE,
        verify_origin=lambda given: given == origin,
    )
    server.timeout = SHOWN_SECONDS * 1000  # type: ignore[assignment]  # fido2 types it as None
    server.allowed_algorithms = [
        PublicKeyCredentialParameters(type=PublicKeyCredentialType.PUBLIC_KEY, alg=alg)
        for alg in ALGORITHMS
    ]
    return server


def _state(challenge: bytes) -> Mapping[str, Any]:
    from fido2.utils import websafe_encode

    return {"challenge": websafe_encode(challenge), "user_verification": _VERIFIED}


def _key(kept: Mapping[str, Any]) -> AttestedCredentialData:
    data = RegistrationResponse.from_dict(kept).response.attestation_object.auth_data
    assert data.credential_data is not None
    return data.credential_data


def _descriptor(kept: Mapping[str, Any]) -> PublicKeyCredentialDescriptor:
    said = kept["response"].get("transports", [])
    return PublicKeyCredentialDescriptor(
        type=PublicKeyCredentialType.PUBLIC_KEY,
        id=_key(kept).credential_id,
        transports=[one for one in said if one in KNOWN_TRANSPORTS] or None,
    )


def _kept(given: Mapping[str, Any], response: RegistrationResponse) -> dict[str, Any]:
    """Keep what allauth's own reading needs, and nothing that the client merely added."""
    plain = dict(response)
    plain["response"] = dict(response.response)
    said = given["response"].get("transports")
    if isinstance(said, list):
        plain["response"]["transports"] = sorted(KNOWN_TRANSPORTS & {str(one) for one in said})
    return plain


def _extensions(given: Mapping[str, Any]) -> dict[str, dict[str, bool]]:
    """Return the one thing an extension may tell: whether the key finds its owner by itself."""
    said = given.get("clientExtensionResults")
    properties = said.get("credProps") if isinstance(said, dict) else None
    found = properties.get("rk") if isinstance(properties, dict) else None
    return {"credProps": {"rk": found}} if isinstance(found, bool) else {}


def _json(answer: str) -> Mapping[str, Any]:
    if len(answer) > LONGEST_ANSWER:
        raise PasskeyRefused(why="size")
    try:
        given = json.loads(answer, parse_constant=_finite, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise PasskeyRefused(why="form") from error
    if not isinstance(given, dict) or not isinstance(given.get("response"), dict):
        raise PasskeyRefused(why="form")
    return {**given, "clientExtensionResults": _extensions(given)}


def _finite(text: str) -> float:
    """Return a number of JSON; what PostgreSQL's JSON cannot hold is none."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _judged(judge: Callable[[], T]) -> T:
    try:
        return judge()
    except PasskeyRefused:
        raise
    except Exception as error:  # hostile bytes make fido2's parsers raise anything
        raise PasskeyRefused(why=clean(str(error))[:80] or type(error).__name__) from error

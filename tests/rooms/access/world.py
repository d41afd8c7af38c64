"""A person with a user, made by the rooms' own verbs."""

from dataclasses import dataclass
from uuid import UUID

from coop.access.codes.totp import add_totp, present_code
from coop.access.door.first_access import enter_first
from coop.access.door.passkey_door import enter_by_passkey
from coop.access.door.second_step import enter as enter_by_proof
from coop.access.door.sign_in import check_password
from coop.access.errands.enrol import enrol
from coop.access.factors import TOTP
from coop.access.passkeys.passkey import begin_register, begin_sign_in, finish_register
from coop.access.signed_in import HalfIn, SignedIn
from tests import make
from tests.authenticator import Device

PASSWORD = "tucán-lluvia-7-café"
HOME = "203.0.113.7"
FIREFOX = "Mozilla/5.0 Firefox/140.0"
ANSWERS = {
    "first_school": "Escuela República de Chile",
    "first_pet": "Canelo",
    "childhood_song": "Pájaro chogüí",
}


@dataclass(frozen=True)
class Someone:
    user_id: UUID
    person_id: UUID
    username: str
    seed: str = ""


def person(email: str = "rosa@correo.example") -> UUID:
    return make.person(given_names="Rosa Elena", family_names="Batista", emails=[email])


def someone(username: str = "rosa.batista", *, factor: bool = False) -> Someone:
    whom = person()
    user_id = enrol(person_id=whom, username=username, password=PASSWORD)
    return Someone(user_id, whom, username, add_totp(user_id=user_id) if factor else "")


def half(
    username: str = "rosa.batista",
    password: str = PASSWORD,
    *,
    address: str = HOME,
    browser: str = FIREFOX,
    device: str = "",
) -> HalfIn:
    """The first step alone."""
    return check_password(
        username=username, password=password, address=address, user_agent=browser, device=device
    )


def enter(
    username: str = "rosa.batista",
    password: str = PASSWORD,
    *,
    address: str = HOME,
    browser: str = FIREFOX,
    device: str = "",
    keep: bool = False,
) -> SignedIn:
    """Both steps, or the first alone for who has no second factor."""
    found = half(username, password, address=address, browser=browser, device=device)
    if not found.methods:
        return enter_first(half=found, device=device)
    proof = present_code(user_id=found.user_id)
    return enter_by_proof(half=found, method=TOTP, proof=proof, device=device, keep=keep)


def registered(whose: Someone, device: Device | None = None, name: str = "Mi teléfono") -> Device:
    """A device that holds a passkey of theirs."""
    device = device or Device()
    asked = begin_register(user_id=whose.user_id, name=name)
    answer = device.create(asked.options)
    finish_register(user_id=whose.user_id, ceremony_id=asked.id, credential=answer)
    return device


def alone(device: Device, *, user_id: UUID | None = None, cookie: str = "") -> SignedIn:
    """By a passkey and nothing else."""
    asked = begin_sign_in(user_id=user_id)
    return enter_by_passkey(
        ceremony_id=asked.id,
        credential=device.get(asked.options),
        address=HOME,
        user_agent=FIREFOX,
        device=cookie,
    )

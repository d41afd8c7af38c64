"""A person with a user, made by the rooms' own verbs."""

from dataclasses import dataclass
from uuid import UUID

from coop.access.enrol import enrol
from coop.access.sign_in import SignedIn, sign_in
from coop.access.totp import add_totp
from tests import make

PASSWORD = "tucán-lluvia-7-café"
HOME = "203.0.113.7"
FIREFOX = "Mozilla/5.0 Firefox/140.0"


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


def enter(
    username: str = "rosa.batista",
    password: str = PASSWORD,
    *,
    address: str = HOME,
    browser: str = FIREFOX,
) -> SignedIn:
    return sign_in(username=username, password=password, address=address, user_agent=browser)

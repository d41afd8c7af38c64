"""A person with a user, made by the rooms' own verbs."""

import secrets
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from coop.access.enrol import enrol
from coop.access.sign_in import SignedIn, sign_in
from coop.access.totp import add_totp
from coop.members.new_person import NewPerson
from coop.members.register_person import register_person

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
    return register_person(
        person=NewPerson(
            kind="asociado",
            document_type="cedula",
            document_number=f"8-{secrets.randbelow(900) + 100}-{secrets.randbelow(9000) + 1000}",
            given_names="Rosa Elena",
            family_names="Batista",
            joined_date=date(2020, 1, 2),
            emails=[email],
        )
    )


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

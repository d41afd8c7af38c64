"""People with accounts, money, a user and a second factor, made by the rooms' own verbs."""

import re
from dataclasses import dataclass
from itertools import count
from uuid import UUID

from django.test import Client

from coop.access.enrol import enrol
from coop.access.totp import add_totp, present_code
from tests import make

PASSWORD = "una frase larga y tranquila 7"
_numbers = count(1)


@dataclass(frozen=True)
class Made:
    """One person who can sign in."""

    person_id: UUID
    user_id: UUID
    username: str
    savings: UUID
    savings_number: str
    second: UUID
    shares: UUID

    def code(self) -> str:
        """Return a code that has not been used."""
        return present_code(user_id=self.user_id)

    def client(self) -> Client:
        """Return a browser in which the person has signed in."""
        client = Client(HTTP_HOST="localhost:8000")
        answer = client.post("/entrar", {"username": self.username, "password": PASSWORD})
        assert answer.status_code == 302, answer.content.decode()
        return client


def make_member(
    username: str, *, given: str = "Marisol", family: str = "Batista", cents: int = 100_000
) -> Made:
    """Make a person with two savings accounts, money in the first, and member shares."""
    person_id = make.person(
        given_names=given,
        family_names=family,
        emails=(f"{username}@correo.example",),
        telephones=("6612-3458",),
    )
    number = f"10000{next(_numbers):05}"
    savings = make.account(person_id, number=number)
    if cents:
        make.money_in(savings, cents, "Depósito en sucursal")
    user_id = enrol(person_id=person_id, username=username, password=PASSWORD)
    add_totp(user_id=user_id)
    return Made(
        person_id=person_id,
        user_id=user_id,
        username=username,
        savings=savings,
        savings_number=number,
        second=make.account(person_id),
        shares=make.account(person_id, type_code="APO"),
    )


def signed(browser: Client, review: str, code: str) -> dict[str, str]:
    """Return what the review's form sends: the code, and the digest of what the page shows."""
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', browser.get(review).content.decode())
    assert found is not None
    return {"code": code, "seen": found[1]}

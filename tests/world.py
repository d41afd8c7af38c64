"""People with accounts, money, a user and a second factor, made by the rooms' own verbs."""

from dataclasses import dataclass
from datetime import date
from itertools import count
from uuid import UUID

from django.test import Client

from coop.access.enrol import enrol
from coop.access.totp import add_totp, present_code
from coop.kernel.ids import uuid7
from coop.ledger.chart import CASH, internal_account
from coop.ledger.legs import credit, debit
from coop.ledger.post import post
from coop.members.new_person import NewPerson
from coop.members.register_person import register_person
from coop.products.open_account import open_account
from coop.products.open_accounts import NewAccount
from coop.products.reach import accounts_of

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
    number = next(_numbers)
    person_id = register_person(
        person=NewPerson(
            kind="asociado",
            document_type="cedula",
            document_number=f"8-{100 + number}-{1000 + number}",
            given_names=given,
            family_names=family,
            joined_date=date(2020, 1, 2),
            birth_date=date(1980, 5, 17),
            emails=(f"{username}@correo.example",),
            telephones=("6612-3458",),
        )
    )
    opened = [_account(person_id, code, 10 * number + place) for place, code in enumerate(TYPES)]
    if cents:
        _deposit(person_id, opened[0], cents)
    user_id = enrol(person_id=person_id, username=username, password=PASSWORD)
    add_totp(user_id=user_id)
    return Made(
        person_id=person_id,
        user_id=user_id,
        username=username,
        savings=opened[0].id,
        savings_number=opened[0].number,
        second=opened[1].id,
        shares=opened[2].id,
    )


TYPES = ("AHC", "AHC", "APO")


def _account(person_id: UUID, code: str, number: int) -> NewAccount:
    account = NewAccount(
        number=f"10000{number:05}",
        type_code=code,
        titular_id=person_id,
        opened_date=date(2021, 3, 4),
    )
    open_account(account=account)
    return account


def _deposit(person_id: UUID, account: NewAccount, cents: int) -> None:
    found = next(one for one in accounts_of(person_id) if one.id == account.id)
    post(
        entry_id=uuid7(),
        kind="deposit",
        legs=[
            debit(internal_account(CASH), cents, "Depósito"),
            credit(found.ledger_account_id, cents, "Depósito en sucursal"),
        ],
    )

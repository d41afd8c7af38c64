"""The world of a test, built by calling verbs: people, their accounts, and money in them."""

import datetime as dt
from dataclasses import replace
from itertools import count
from typing import Any
from uuid import UUID

from coop.kernel.ids import uuid7
from coop.ledger import queries as ledger
from coop.ledger.chart import CASH, internal_account
from coop.ledger.legs import credit, debit
from coop.ledger.post import post
from coop.members.new_person import NewPerson
from coop.members.register_person import register_person
from coop.products.open_account import open_account
from coop.products.open_accounts import NewAccount
from coop.products.queries import destination_by_id

_numbers = count(1)


def person(**changes: Any) -> UUID:
    """Register an adult asociado with an e-mail address on file; return the id."""
    number = next(_numbers)
    given = NewPerson(
        kind="asociado",
        document_type="cedula",
        document_number=f"8-{number // 90_000 + 1}-{number}",
        given_names="Ana Lucía",
        family_names="Castillo Vega",
        birth_date=dt.date(1980, 1, 31),
        joined_date=dt.date(2015, 6, 1),
        emails=(f"persona{number}@correo.example",),
        telephones=("6123-4567",),
        province="Panamá",
    )
    return register_person(person=replace(given, **changes))


def account(titular: UUID, *, cents: int = 0, **changes: Any) -> UUID:
    """Open an account of regular savings for a person, with money in it; return its public id."""
    given = NewAccount(
        number=f"{700_000_000_000 + next(_numbers)}",
        type_code="AHC",
        titular_id=titular,
        opened_date=dt.date(2020, 1, 15),
    )
    opened = open_account(account=replace(given, **changes))
    if cents:
        money_in(opened, cents)
    return opened


def money_in(account_id: UUID, cents: int, text: str = "Depósito") -> UUID:
    """Put cash into an account through the ledger's door; return the entry's id."""
    entry = uuid7()
    legs = [debit(internal_account(CASH), cents), credit(ledger_account(account_id), cents, text)]
    post(entry_id=entry, kind="deposit", legs=legs)
    return entry


def ledger_account(account_id: UUID) -> int:
    """Return the ledger's account behind a public account."""
    found = destination_by_id(account_id)
    assert found is not None
    return found.ledger_account_id


def book_cents(account_id: UUID) -> int:
    """Return what the books say that an account holds, from the holder's side."""
    behind = ledger_account(account_id)
    return ledger.balances([behind])[behind].book_cents

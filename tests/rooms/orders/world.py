"""Two members of a cooperative with money, made by the rooms' own verbs."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from coop.access.challenge import Challenge
from coop.access.enrol import enrol
from coop.access.totp import add_totp, present_code
from coop.kernel import clock
from coop.kernel.ids import uuid7
from coop.ledger.chart import CASH, internal_account
from coop.ledger.legs import credit, debit
from coop.ledger.post import post
from coop.ledger.queries import balances
from coop.members.new_person import NewPerson
from coop.members.register_person import register_person
from coop.orders.challenge import challenge
from coop.orders.order import Order
from coop.payees.payee import PayeeView
from coop.payees.save_payee import save_payee
from coop.products.open_account import open_account
from coop.products.open_accounts import NewAccount
from coop.products.reach import reach
from coop.transfers.confirm import confirm
from coop.transfers.draft_own import draft_own
from coop.transfers.draft_third_party import draft_third_party
from coop.transfers.tell import tell

HERE = "203.0.113.9"
PASSWORD = "tucán-lluvia-7-café"
NAMES = {"marisol": ("Marisol", "Ríos Vega"), "ruben": ("Rubén Darío", "Castillo Núñez")}


@dataclass(frozen=True)
class Member:
    """A person with two savings accounts and a user."""

    id: UUID
    user_id: UUID
    name: str
    account: UUID
    number: str
    other: UUID


def number() -> str:
    return f"{secrets.randbelow(10**10):010}"


def savings(person_id: UUID, *, cents: int, type_code: str = "AHC") -> tuple[UUID, str]:
    given = NewAccount(
        number=number(), type_code=type_code, titular_id=person_id, opened_date=date(2026, 1, 5)
    )
    account = open_account(account=given)
    if cents:
        found = reach(person_id=person_id, account_id=account, purpose="see")
        post(
            entry_id=uuid7(),
            kind="test_deposit",
            legs=[
                debit(internal_account(CASH), cents),
                credit(found.ledger_account_id, cents),
            ],
        )
    return account, given.number


def member(username: str = "marisol", *, cents: int = 1_000_00) -> Member:
    """A member whose first account has `cents` available above its floor of B/. 5.00."""
    given, family = NAMES[username]
    person_id = register_person(
        person=NewPerson(
            kind="asociado",
            document_type="cedula",
            document_number=f"8-{secrets.randbelow(900) + 100}-{secrets.randbelow(9000) + 1000}",
            given_names=given,
            family_names=family,
            joined_date=date(2020, 1, 2),
            emails=[f"{username}@correo.example"],
        )
    )
    user_id = enrol(person_id=person_id, username=username, password=PASSWORD)
    add_totp(user_id=user_id)
    account, bare = savings(person_id, cents=cents + 5_00)
    other, _ = savings(person_id, cents=5_00)
    return Member(person_id, user_id, f"{given} {family}", account, bare, other)


def payee_of(whose: Member, to: Member, alias: str = "") -> PayeeView:
    return save_payee(
        person_id=whose.id,
        user_id=whose.user_id,
        account_number=to.number,
        name=to.name,
        alias=alias,
    )


def own(
    whose: Member, cents: int = 20_00, *, draft_id: UUID | None = None, memo: str = ""
) -> Order:
    return draft_own(
        person_id=whose.id,
        user_id=whose.user_id,
        draft_id=draft_id or uuid7(),
        origin_id=whose.account,
        destination_id=whose.other,
        amount_cents=cents,
        memo=memo,
    )


def third_party(
    whose: Member,
    to: PayeeView,
    cents: int = 20_00,
    *,
    draft_id: UUID | None = None,
    memo: str = "",
) -> Order:
    return draft_third_party(
        person_id=whose.id,
        user_id=whose.user_id,
        draft_id=draft_id or uuid7(),
        origin_id=whose.account,
        payee_id=to.id,
        amount_cents=cents,
        memo=memo,
    )


def challenged(whose: Member, order: Order) -> Challenge:
    return challenge(person_id=whose.id, user_id=whose.user_id, order_id=order.id)


def send(whose: Member, order: Order, proof: str) -> Order:
    return confirm(
        person_id=whose.id, user_id=whose.user_id, order_id=order.id, proof=proof, address=HERE
    )


def proven(whose: Member, order: Order) -> Order:
    """Confirm an order with a code that nobody used yet."""
    challenged(whose, order)
    return send(whose, order, present_code(user_id=whose.user_id))


def told(whose: Member, order: Order) -> None:
    """Do what the confirmation asked of a job: write the notices."""
    tell(person_id=whose.id, order_id=order.id)


def available(whose: Member, account: UUID | None = None) -> int:
    found = reach(person_id=whose.id, account_id=account or whose.account, purpose="see")
    return balances([found.ledger_account_id])[found.ledger_account_id].available_cents


@contextmanager
def codes_fresh(times: float) -> Iterator[None]:
    """Hold the real clock `times` half minutes later, where every code is new."""
    later = clock.now().timestamp() + 30 * times
    with clock.frozen(now=datetime.fromtimestamp(later, tz=clock.PANAMA)):
        yield

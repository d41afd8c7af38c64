"""Two members of a cooperative with money, made by the rooms' own verbs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from coop.access.codes.totp import add_totp, present_code
from coop.access.errands.enrol import enrol
from coop.access.personal.personalisation import excuse
from coop.access.proofs.challenge import Challenge
from coop.kernel import clock
from coop.kernel.ids import uuid7
from coop.kernel.zone import PANAMA
from coop.ledger.queries import balances
from coop.orders.challenge import challenge
from coop.orders.order import Order
from coop.payees.payee import PayeeView
from coop.payees.save_payee import save_payee
from coop.products.queries import destination_by_id
from coop.products.reach import reach
from coop.transfers.confirm import confirm
from coop.transfers.draft_own import draft_own
from coop.transfers.draft_third_party import draft_third_party
from coop.transfers.tell import tell
from tests import make

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


def member(username: str = "marisol", *, cents: int = 1_000_00) -> Member:
    """A member whose first account has `cents` available above its floor of B/. 5.00."""
    given, family = NAMES[username]
    person_id = make.person(
        given_names=given, family_names=family, emails=[f"{username}@correo.example"]
    )
    user_id = enrol(person_id=person_id, username=username, password=PASSWORD)
    add_totp(user_id=user_id)
    excuse(user_id=user_id)
    account = make.account(person_id, cents=cents + 5_00)
    other = make.account(person_id, cents=5_00)
    return Member(person_id, user_id, f"{given} {family}", account, number(account), other)


def number(account: UUID) -> str:
    found = destination_by_id(account)
    assert found is not None
    return found.number


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
    with clock.frozen(now=datetime.fromtimestamp(later, tz=PANAMA)):
        yield

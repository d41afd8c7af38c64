"""People with all that one may have, or nothing yet, made by the rooms' own verbs."""

from itertools import count
from uuid import UUID

from django.test import Client

from coop.access.codes import recovery_codes
from coop.access.errands.enrol import enrol
from coop.access.passkeys.passkey import begin_register, finish_register
from coop.access.passkeys.rows import passkeys_of
from coop.access.personal import image, questions
from coop.access.personal.rules import QUESTIONS
from coop.access.sessions.device import remember
from coop.access.tokens.token import tokens_of
from coop.kernel import db
from coop.kernel.ids import uuid7
from coop.payees.save_payee import save_payee
from tests import make
from tests.authenticator import Device
from tests.phone import pair
from tests.world import PASSWORD, Made, make_member, signed

ANSWERS = ("Chiriquí Grande", "Canela", "Don Aquilino")
_numbers = count(1)


def a_member() -> Made:
    number = next(_numbers)
    return make_member(f"vilma{number}.p", given="Vilma", family="Quirós")


def a_newcomer() -> Made:
    name = f"nora{next(_numbers)}.p"
    person_id = make.person(emails=(f"{name}@correo.example",))
    account = make.account(person_id)
    user_id = enrol(person_id=person_id, username=name, password=PASSWORD)
    return Made(person_id, user_id, name, account, "", account, account)


def a_whole_member() -> Made:
    """A member with all that one may have."""
    whose = a_member()
    equip(whose)
    return whose


def equip(whose: Made) -> None:
    user_id = whose.user_id
    image.choose(user_id=user_id, picture="tucan", phrase="El patio de mi abuela")
    questions.choose(user_id=user_id, answers=dict(zip(QUESTIONS, ANSWERS, strict=False)))
    recovery_codes.make(user_id=user_id)
    with db.transaction():
        remember(user_id=user_id, secret="", browser="Chrome en Android")
    asked, device = begin_register(user_id=user_id, name="Mi teléfono"), Device()
    finish_register(user_id=user_id, ceremony_id=asked.id, credential=device.create(asked.options))
    pair(user_id)


def paid(whose: Made) -> UUID:
    """Have the member send money; return the order's id."""
    client = whose.client()
    review = draft(client, whose)
    assert client.post(review, signed(client, review, whose.code())).status_code == 302
    return UUID(review.split("/")[2])


def draft(client: Client, whose: Made) -> str:
    typed = {"key": str(uuid7()), "origin": str(whose.savings), "amount": "1.00"}
    told = client.post("/transferir/propia", {**typed, "destination": str(whose.second)})
    return str(told.headers["Location"])


def reachable(client: Client, whose: Made) -> dict[str, UUID | str]:
    """Return ids of what the member has: an account, a payee, a draft, a passkey, a token."""
    other = make_member(f"otro{next(_numbers)}.p", given="Clara")
    payee = save_payee(
        person_id=whose.person_id,
        user_id=whose.user_id,
        account_number=other.savings_number,
        name="Clara Batista",
        alias="",
    )
    found: dict[str, UUID | str] = {"account_id": whose.savings, "payee_id": payee.id}
    found["order_id"] = draft(client, whose).split("/")[2]
    for passkey in passkeys_of(whose.user_id):
        found["passkey_id"] = passkey.id
    for token in tokens_of(whose.user_id):
        found["token_id"] = token.id
    return found

"""The cooperative's own people, and one who is about to be."""

from itertools import count
from typing import Any

from coop.access.desk import call
from coop.access.desk.reset_factors import ask_reset
from coop.access.passkeys.rows import passkeys_of
from coop.access.staff.invite import invite
from coop.access.staff.rules import OPERATOR, Role
from tests.colleagues import Colleague, browser, make_colleague
from tests.visitors.people import a_whole_member
from tests.visitors.visitor import Visitor
from tests.world import Made

_numbers = count(1)


def invited() -> Visitor:
    """A colleague to be, whose invitation is open and who has no passkey yet."""
    client = browser()
    name = f"Ivana Vega {next(_numbers)}"
    found = invite(name=name, roles=(), by=OPERATOR, reason="Entra al equipo")
    assert client.post("/personal/invitacion", {"code": found.code}).status_code == 302
    return Visitor(client)


def staff() -> Visitor:
    """One of the staff with every role, who serves a member, and whom a colleague asks."""
    whose, asker = a_whole_member(), make_colleague(f"Carla Ríos {next(_numbers)}", Role.CIS)
    one = make_colleague(f"Alba Navarro {next(_numbers)}", *Role)
    request_id = ask_reset(
        person_id=whose.person_id,
        by=str(asker.user_id),
        reason="Perdió el teléfono",
        document_checked=True,
    )
    answered = _call(whose, one)
    call.refuse(user_id=whose.user_id, call_id=answered)
    known = {
        "person_id": whose.person_id,
        "call_id": answered,
        "waiting_id": _call(whose, one),
        "request_id": request_id,
        "slug": "bloquear",
        "user_id": asker.user_id,
        "passkey_id": _key_of(asker),
    }
    return Visitor(one.client(), known)


def _call(whose: Made, by: Colleague) -> Any:
    return call.begin(person_id=whose.person_id, by=by.user_id, purpose=call.Purpose.QUESTION)


def _key_of(colleague: Colleague) -> Any:
    return passkeys_of(colleague.user_id)[0].id

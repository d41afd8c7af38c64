"""The cooperative's own people, and one who is about to be."""

from itertools import count
from typing import Any

from coop.access.desk import call
from coop.access.desk.reset_factors import ask_reset
from coop.access.passkeys.passkey import passkeys_of
from coop.access.staff.invite import OPERATOR, invite
from coop.access.staff.join import make_invitation
from coop.access.staff.rules import Role
from tests.colleagues import Colleague, browser, make_colleague
from tests.visitors.people import a_whole_member
from tests.visitors.visitor import Visitor

_numbers = count(1)


def invited() -> Visitor:
    """A colleague to be, whose invitation is open and who has no passkey yet."""
    client = browser()
    user_id = invite(name=f"Ivana Vega {next(_numbers)}", by=OPERATOR)
    code = make_invitation(user_id=user_id, by=OPERATOR)
    assert client.post("/personal/invitacion", {"code": code}).status_code == 302
    return Visitor(client)


def staff() -> Visitor:
    """One of the staff with every role, who serves a member, and whom a colleague asks."""
    whose, asker = a_whole_member(), make_colleague(f"Carla Ríos {next(_numbers)}", Role.CIS)
    one = make_colleague(f"Alba Navarro {next(_numbers)}", *Role)
    request_id = ask_reset(
        person_id=whose.person_id, by=str(asker.user_id), reason="Perdió el teléfono"
    )
    answered = call.begin(person_id=whose.person_id, by=one.user_id)
    call.confirm(user_id=whose.user_id, call_id=answered)
    known = {
        "person_id": whose.person_id,
        "call_id": answered,
        "waiting_id": call.begin(person_id=whose.person_id, by=one.user_id),
        "request_id": request_id,
        "slug": "bloquear",
        "user_id": asker.user_id,
        "passkey_id": _key_of(asker),
    }
    return Visitor(one.client(), known)


def _key_of(colleague: Colleague) -> Any:
    return passkeys_of(colleague.user_id)[0].id

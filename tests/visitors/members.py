"""Members, and those who are about to be one: amid the personalisation."""

from itertools import count

from django.conf import settings
from django.test import Client

from coop.access.codes.totp import add_totp
from coop.access.desk import call
from coop.access.personal import contacts, image
from coop.access.proofs.fresh import mark_fresh
from coop.access.sessions.store import SessionStore
from coop.access.staff.rules import Role
from coop.kernel import db
from tests.colleagues import make_colleague
from tests.visitors.people import a_member, a_newcomer, a_whole_member, equip, paid, reachable
from tests.visitors.visitor import Visitor
from tests.world import Made

_numbers = count(1)


def newcomer() -> Visitor:
    """Somebody with a password alone, who has chosen a picture and pairs a telephone."""
    whose = a_newcomer()
    image.pick(user_id=whose.user_id, picture="tucan")
    client = whose.client()
    assert client.post("/personalizar/metodo/token").status_code == 302
    return Visitor(client)


def bound() -> Visitor:
    """Somebody who has bound a first factor just now, and changes their address."""
    whose = a_newcomer()
    add_totp(user_id=whose.user_id)
    return Visitor(_changing_address(whose))


def due() -> Visitor:
    """A member whose password others may know."""
    whose = a_member()
    db.execute("UPDATE access_user SET password_due = true WHERE id = %s", [whose.user_id])
    return Visitor(whose.client())


def plain_member() -> Visitor:
    """A member who signs with codes of six figures."""
    whose = a_member()
    client = whose.client()
    return Visitor(client, reachable(client, whose))


def member() -> Visitor:
    """A member with a passkey and a token, to whom somebody of the staff is talking."""
    whose = a_member()
    posted_id = paid(whose)
    equip(whose)
    caller = make_colleague(f"Berta Lasso {next(_numbers)}", Role.CIS)
    call.begin(person_id=whose.person_id, by=caller.user_id, purpose=call.Purpose.QUESTION)
    client = whose.client()
    return Visitor(client, {**reachable(client, whose), "posted_id": posted_id})


def guarding() -> Visitor:
    """A member who has proven a factor just now, to change how they enter."""
    whose = a_whole_member()
    client = _changing_address(whose)
    assert client.post("/perfil/token/nuevo").status_code == 302
    return Visitor(client, reachable(client, whose))


def _changing_address(whose: Made) -> Client:
    contacts.change(
        user_id=whose.user_id,
        old=f"{whose.username}@correo.example",
        new=f"nueva.{whose.username}@correo.example",
    )
    client = whose.client()
    store = SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value)
    mark_fresh(store)
    store.save()
    return client

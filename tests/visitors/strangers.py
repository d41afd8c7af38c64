"""Strangers amid each errand, and at each step of the door."""

import datetime as dt
from itertools import count
from uuid import UUID

from django.conf import settings
from django.test import Client

from coop.access.desk import assisted
from coop.access.desk.hand_over import hand_over
from coop.access.errands import activation, enrolment, errand, recovery
from coop.access.errands.look import look
from coop.access.factors import TOTP
from coop.access.models import Errand
from coop.access.ports import slot
from coop.access.sessions.store import SessionStore
from coop.access.staff.rules import OPERATOR
from coop.members.queries import person
from coop.web.errands import KEPT
from tests import make
from tests.colleagues import browser
from tests.visitors.people import a_whole_member
from tests.visitors.visitor import Visitor
from tests.world import PASSWORD

HERE = "203.0.113.7"
_numbers = count(1)


def stranger() -> Visitor:
    """Nobody in particular, at the door."""
    return Visitor(browser())


def half_in() -> Visitor:
    """Somebody whose password was right, before the second step."""
    client, whose = browser(), a_whole_member()
    told = client.post("/entrar", {"username": whose.username, "password": PASSWORD})
    assert told.status_code == 302
    return Visitor(client)


def enrolling() -> Visitor:
    """A stranger who typed their data, and waits for a code."""
    client = browser()
    number = f"8-77-{next(_numbers)}"
    client.post("/registro", {"type": "cedula", "number": number})
    told = client.post("/registro/producto", {"account": "123456", "birth": "1/1/1990"})
    assert told.status_code == 302
    return Visitor(client)


def enrolled() -> Visitor:
    """A stranger who proved who they are, chose a name and accepted the terms."""
    person_id = make.person(birth_date=dt.date(1990, 5, 3))
    make.account(person_id)
    code = hand_over(person_id=person_id, by=OPERATOR, document_checked=True)
    number = person(person_id).document_number
    assert code is not None
    begun = activation.begin(document_number=number, typed=code, address=HERE, language="es")
    enrolment.choose_name(errand_id=begun, username=f"vera{next(_numbers)}")
    enrolment.accept_terms(errand_id=begun, version=slot.get().terms_version, language="es")
    return Visitor(_on(begun))


def recovering() -> Visitor:
    """A stranger who asked for a new password, and waits for a code."""
    return Visitor(_on(recovery.begin(typed="nadie", address=HERE, language="es")))


def recovered() -> Visitor:
    """A member at the door who proved a contact and a factor."""
    whose = a_whole_member()
    begun = recovery.begin(typed=whose.username, address=HERE, language="es")
    code = errand.prepared(Errand.objects.get(id=begun)).code
    look(errand_id=begun)
    recovery.prove(errand_id=begun, typed=code)
    recovery.give_factor(errand_id=begun, method=TOTP, proof=whose.code())
    return Visitor(_on(begun), {"name": "aplicacion"})


def helped() -> Visitor:
    """A member who recovers with the help of staff, before the question."""
    whose = a_whole_member()
    code = assisted.start(
        person_id=whose.person_id, by=OPERATOR, reason="Perdió el teléfono", document_checked=True
    )
    begun = assisted.begin(
        document_number=person(whose.person_id).document_number,
        typed=code or "",
        address=HERE,
        language="es",
    )
    return Visitor(_on(begun))


def _on(errand_id: UUID) -> Client:
    """Return a browser whose session keeps the errand."""
    client, store = browser(), SessionStore()
    store[KEPT] = str(errand_id)
    store.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(store.session_key)
    return client

"""People with accounts, money, a user and a second factor, made by the rooms' own verbs."""

import re
from dataclasses import dataclass
from itertools import count
from uuid import UUID

from django.conf import settings
from django.test import Client

from coop.access.codes.totp import add_totp, present_code
from coop.access.door.session import begin
from coop.access.errands.enrol import enrol
from coop.access.personal.personalisation import excuse
from coop.access.sessions.store import SessionStore
from coop.access.signed_in import SignedIn
from coop.kernel import clock
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

    def session(self) -> str:
        """Begin a session as a walk through the door would; return what its cookie holds."""
        store = SessionStore()
        begin(store, SignedIn(self.user_id, self.person_id, self.username, None, clock.now()))
        return str(store.session_key)

    def client(self) -> Client:
        """Return a browser in which the person has signed in."""
        client = Client(HTTP_HOST="localhost:8000")
        client.cookies[settings.SESSION_COOKIE_NAME] = self.session()
        return client

    def enter(self, client: Client, *, wish: str = "") -> str:
        """Sign in by the real pages; return the address to which the door leads."""
        data = {"username": self.username, "password": PASSWORD, "seguir": wish}
        answer = client.post("/entrar", data)
        assert answer.headers["Location"] == "/entrar/segundo-paso", answer.content.decode()
        answer = client.post("/entrar/segundo-paso", {"code": self.code()})
        assert answer.status_code == 302, answer.content.decode()
        return answer.headers["Location"]


def make_member(
    username: str,
    *,
    given: str = "Marisol",
    family: str = "Batista",
    cents: int = 100_000,
    language: str = "es",
) -> Made:
    """Make a person with two savings accounts, money in the first, and member shares."""
    person_id = make.person(
        given_names=given,
        family_names=family,
        emails=(f"{username}@correo.example",),
        telephones=("6612-3458",),
        language=language,
    )
    number = f"10000{next(_numbers):05}"
    savings = make.account(person_id, number=number)
    if cents:
        make.money_in(savings, cents, "Depósito en sucursal")
    user_id = enrol(person_id=person_id, username=username, password=PASSWORD)
    add_totp(user_id=user_id)
    excuse(user_id=user_id)
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

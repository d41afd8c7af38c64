"""The cooperative's own people, who join and sign in by the pages with a device of software."""

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.test import Client

from coop.access.staff.invite import invite
from coop.access.staff.rules import OPERATOR, Role
from tests.authenticator import Device


def browser(**options: Any) -> Client:
    """Return a fresh browser."""
    return Client(HTTP_HOST="localhost:8000", **options)


@dataclass
class Colleague:
    """One of the staff with a device that holds their passkey."""

    user_id: UUID
    name: str
    device: Device = field(default_factory=Device)

    def client(self) -> Client:
        """Return a browser in which they have signed in."""
        client = browser()
        answer = self.enter(client)
        assert answer.status_code == 302, answer.content.decode()
        return client

    def enter(self, client: Client, **given: Any) -> Any:
        """Sign in by the passkey; return the answer."""
        asked = client.post("/personal/entrar/opciones").json()
        credential = self.device.get(json.dumps(asked["options"]))
        sent = {"ceremony": asked["ceremony"], "credential": credential, **given}
        return client.post("/personal/entrar", sent)


def register_key(client: Client, device: Device) -> Any:
    """Register the device's passkey in a browser whose link or invitation is open."""
    asked = client.post("/personal/llave/opciones").json()
    credential = device.create(json.dumps(asked["options"]))
    sent = {"ceremony": asked["ceremony"], "credential": credential}
    return client.post("/personal/llave", sent)


def make_colleague(name: str, *roles: Role) -> Colleague:
    """Invite somebody as the operator does, and have them register a passkey."""
    invited = invite(name=name, roles=roles, by=OPERATOR, reason="Entra al equipo")
    made = Colleague(invited.user_id, name)
    client = browser()
    assert client.post("/personal/invitacion", {"code": invited.code}).status_code == 302
    assert register_key(client, made.device).status_code == 302
    return made

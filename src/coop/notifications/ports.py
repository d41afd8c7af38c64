"""What this room needs from outside: who speaks, and a way to hand over a mail."""

from dataclasses import dataclass
from typing import Protocol

from coop.kernel.errors import Refused, Unavailable, Uncertain
from coop.kernel.slots import Slot


class MailServerAway(Unavailable):
    """The mail server cannot be reached or asks to come back later; nothing was sent."""

    code = "notifications.mail_server_away"


class MailAnswerLost(Uncertain):
    """The mail was handed over and the answer was lost; it may arrive twice, under one id."""

    code = "notifications.mail_answer_lost"


class MailRejected(Refused):
    """The mail server will never take this mail for this address."""

    code = "notifications.mail_rejected"


@dataclass(frozen=True, slots=True)
class Mail:
    """One finished mail; `message_id` is the same each time it is tried."""

    message_id: str
    sender_name: str
    sender_address: str
    recipient: str
    subject: str
    text: str
    html: str
    language: str


class Transport(Protocol):
    """Hands a mail to a server that takes responsibility for it."""

    def send(self, mail: Mail) -> None:
        """Return once the server has accepted it.

        Raises:
            MailServerAway: `notifications.mail_server_away`.
            MailAnswerLost: `notifications.mail_answer_lost`.
            MailRejected: `notifications.mail_rejected`.
        """


@dataclass(frozen=True, slots=True)
class Notifications:
    """Who the notices come from, whom to call, and the transport that carries them."""

    legal_name: str
    site_name: str
    mail_from: str
    cis_name: str
    cis_phone: str
    cis_hours: str
    transport: Transport
    secrets_key: str
    """Fernet key that seals codes while their mail waits."""
    cis_hours_en: str = ""
    site_address: str = ""
    """What people type to reach the site; mails bear no link."""


slot = Slot[Notifications]("notifications")

"""Hands mails to an SMTP server (RFC 5321), in clear, by STARTTLS or by TLS from the first byte."""

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime
from typing import Literal
from urllib.parse import unquote, urlsplit

from coop.kernel import clock
from coop.notifications.ports import Mail, MailAnswerLost, MailRejected, MailServerAway

TIMEOUT_SECONDS = 20
_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_FOR_GOOD = range(500, 600)
_OUR_FAULT = frozenset({530, 534, 535, 538})  # authentication: the operator can mend it


@dataclass(frozen=True, slots=True)
class SmtpTransport:
    """One server, named by `smtp://`, `smtp+starttls://` or `smtps://[user:password@]host:port`."""

    url: str
    timeout_seconds: float = TIMEOUT_SECONDS
    trust: Callable[[], ssl.SSLContext] = ssl.create_default_context

    def send(self, mail: Mail) -> None:
        """Hand the mail over; the server's 250 ends it.

        Raises:
            MailServerAway: `notifications.mail_server_away`, nothing was sent.
            MailAnswerLost: `notifications.mail_answer_lost`, the text left and no answer came.
            MailRejected: `notifications.mail_rejected`, a permanent refusal of this mail.
        """
        message = written(mail)
        stage: Literal["before", "text"] = "before"
        try:
            with self._connect() as server:
                _expect(server.mail(mail.sender_address))
                _expect(server.rcpt(mail.recipient), of_this_mail=True)
                stage = "text"
                _expect(server.data(message.as_bytes(policy=SMTP_POLICY)), of_this_mail=True)
                stage = "before"
        except smtplib.SMTPDataError as error:
            _expect((error.smtp_code, _bytes(error.smtp_error)), of_this_mail=True)
        except (smtplib.SMTPException, OSError) as error:
            if stage == "text":
                raise MailAnswerLost(why=type(error).__name__) from error
            raise MailServerAway(why=f"{type(error).__name__}: {error}"[:200]) from error

    def _connect(self) -> "_Polite":
        parts = urlsplit(self.url)
        host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
        server: smtplib.SMTP
        if parts.scheme == "smtps":
            server = smtplib.SMTP_SSL(
                host, port, timeout=self.timeout_seconds, context=self.trust()
            )
        else:
            server = smtplib.SMTP(host, port, timeout=self.timeout_seconds)
        try:
            if parts.scheme == "smtp+starttls":
                server.starttls(context=self.trust())
            server.ehlo_or_helo_if_needed()
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
        except BaseException:
            server.close()
            raise
        return _Polite(server)


class _Polite:
    """Says QUIT at the end, and does not mind if nobody listens any more: the 250 counts."""

    def __init__(self, server: smtplib.SMTP) -> None:
        self._server = server

    def __enter__(self) -> smtplib.SMTP:
        return self._server

    def __exit__(self, *problem: object) -> None:
        try:
            if problem[0] is None:
                self._server.quit()
        except (smtplib.SMTPException, OSError):
            pass
        finally:
            self._server.close()


def written(mail: Mail) -> EmailMessage:
    """Return the message as it is sent; the library refuses any header with a line break."""
    message = EmailMessage(policy=SMTP_POLICY)
    message["Message-ID"] = mail.message_id
    message["Date"] = format_datetime(clock.panama(clock.now()))
    message["From"] = Address(mail.sender_name, addr_spec=mail.sender_address)
    message["To"] = Address(addr_spec=mail.recipient)
    message["Subject"] = mail.subject
    message["Content-Language"] = mail.language
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    return message


def _bytes(text: object) -> bytes:
    return text if isinstance(text, bytes) else str(text).encode()


def _expect(reply: tuple[int, bytes], *, of_this_mail: bool = False) -> None:
    code, text = reply
    if code in {250, 251}:
        return
    said = f"{code} {text.decode('ascii', 'replace')}"[:200]
    if of_this_mail and code in _FOR_GOOD and code not in _OUR_FAULT:
        raise MailRejected(why=said)
    raise MailServerAway(why=said)

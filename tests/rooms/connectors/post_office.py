"""A real SMTP server for tests: keeps what it accepts, can be closed, opened and made to refuse."""

import ssl
from asyncio import Transport
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from socket import create_connection, socket

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

LOGIN = ("avisos", "clave de prueba")


def free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class _Controller(Controller):
    """aiosmtpd greets itself when it starts; over TLS it must trust our certificate to do so."""

    trust: Callable[[], ssl.SSLContext] | None = None

    def _trigger_server(self) -> None:
        if self.trust is None:
            super()._trigger_server()  # type: ignore[no-untyped-call]  # the library has no types here
            return
        with (
            create_connection((self.hostname, self.port), 5) as plain,
            self.trust().wrap_socket(plain, server_hostname=self.hostname) as wrapped,
        ):
            wrapped.recv(1024)


@dataclass
class PostOffice:
    port: int = field(default_factory=free_port)
    answers: list[str] = field(default_factory=list)
    """What DATA answers, first come first; then 250. `hang up` closes without an answer."""
    refused: str = ""
    kept: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    tls: ssl.SSLContext | None = None
    trust: Callable[[], ssl.SSLContext] | None = None
    starttls: ssl.SSLContext | None = None
    with_login: bool = False

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd names its hooks after SMTP commands
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refused:
            return self.refused
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd names its hooks after SMTP commands
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        answer = self.answers.pop(0) if self.answers else "250 kept"
        if answer == "hang up":
            assert isinstance(server.transport, Transport)
            server.transport.abort()
        if answer.startswith(("250", "hang up")):
            assert isinstance(envelope.content, bytes)
            self.kept.append(message_from_bytes(envelope.content, policy=policy.default))
            self.recipients.extend(envelope.rcpt_tos)
        return answer

    @contextmanager
    def open(self) -> Iterator["PostOffice"]:
        controller = _Controller(
            self,
            hostname="127.0.0.1",
            port=self.port,
            ssl_context=self.tls,
            tls_context=self.starttls,
            require_starttls=self.starttls is not None,
            authenticator=_authenticate if self.with_login else None,
            auth_required=self.with_login,
            auth_require_tls=self.with_login,
        )
        controller.trust = self.trust
        controller.start()
        try:
            yield self
        finally:
            controller.stop()


def _authenticate(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
) -> AuthResult:
    given = (data.login.decode(), data.password.decode())
    return AuthResult(success=given == LOGIN, handled=False)  # the server answers 535 itself

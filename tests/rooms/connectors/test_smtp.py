"""Each way of speaking SMTP, against a real server; the server's answers mean one thing each."""

import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from urllib.parse import quote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from coop.connectors.smtp import SmtpTransport
from coop.notifications.ports import Mail, MailAnswerLost, MailRejected, MailServerAway
from tests.rooms.connectors.post_office import LOGIN, PostOffice

MAIL = Mail(
    message_id="<n1@istmena.example>",
    sender_name="Istmeña en Línea",
    sender_address="avisos@istmena.example",
    recipient="rosa@correo.example",
    subject="Recibió B/.\N{NO-BREAK SPACE}1.00 de Núñez",
    text="Buen día:\n\n.un punto al principio\n" + "línea larga " * 200 + "\n",
    html="<p>Buen día</p>",
    language="es",
)
Trust = Callable[[], ssl.SSLContext]


@pytest.fixture(scope="session")
def server_tls(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, Trust]:
    """A certificate for 127.0.0.1 that only `trust` trusts."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    began = datetime(2026, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(began)
        .not_valid_after(began + timedelta(days=36_500))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context, lambda: ssl.create_default_context(cafile=folder / "cert.pem")


def send(url: str, trust: Trust = ssl.create_default_context) -> None:
    SmtpTransport(url, timeout_seconds=5, trust=trust).send(MAIL)


def test_a_mail_arrives_whole() -> None:
    office = PostOffice()
    with office.open():
        send(office.url)
    (kept,) = office.kept
    assert office.recipients == ["rosa@correo.example"]
    assert str(kept["Subject"]) == MAIL.subject
    assert str(kept["From"]) == "Istmeña en Línea <avisos@istmena.example>"
    assert str(kept["Message-ID"]) == MAIL.message_id
    assert str(kept["Auto-Submitted"]) == "auto-generated"
    text, html = (kept.get_body([kind]) for kind in ("plain", "html"))
    assert text is not None
    assert html is not None
    assert text.get_content().replace("\r\n", "\n") == MAIL.text
    assert html.get_content().strip() == MAIL.html


def test_tls_from_the_first_byte(server_tls: tuple[ssl.SSLContext, Trust]) -> None:
    context, trust = server_tls
    office = PostOffice(tls=context, trust=trust)
    with office.open():
        send(f"smtps://127.0.0.1:{office.port}", trust)
        with pytest.raises(MailServerAway):
            send(f"smtps://127.0.0.1:{office.port}")  # a certificate that nobody vouches for
    assert len(office.kept) == 1


def test_starttls_with_a_login(server_tls: tuple[ssl.SSLContext, Trust]) -> None:
    context, trust = server_tls
    office = PostOffice(starttls=context, with_login=True)
    user, password = map(quote, LOGIN)
    with office.open():
        send(f"smtp+starttls://{user}:{password}@127.0.0.1:{office.port}", trust)
        # The operator can mend a login: the notice waits.
        with pytest.raises(MailServerAway, match="SMTPAuthenticationError"):
            send(f"smtp+starttls://{user}:otra@127.0.0.1:{office.port}", trust)
        with pytest.raises(MailServerAway):
            send(f"smtp+starttls://{user}:{password}@127.0.0.1:{office.port}")
        with pytest.raises(MailServerAway):  # never in clear where the server asks for TLS
            send(office.url)
    assert len(office.kept) == 1


def test_a_server_without_starttls_gets_nothing_when_it_was_asked_for() -> None:
    office = PostOffice()
    with office.open(), pytest.raises(MailServerAway):
        send(f"smtp+starttls://127.0.0.1:{office.port}")
    assert office.kept == []


def test_nobody_there() -> None:
    with pytest.raises(MailServerAway):
        send(PostOffice().url)


@pytest.mark.parametrize(
    ("refused", "answer", "problem"),
    [
        ("550 no such user", "", MailRejected),
        ("450 busy", "", MailServerAway),
        ("530 authenticate first", "", MailServerAway),
        ("", "554 no", MailRejected),
        ("", "451 later", MailServerAway),
        ("", "hang up", MailAnswerLost),
    ],
)
def test_answers(refused: str, answer: str, problem: type[Exception]) -> None:
    office = PostOffice(refused=refused, answers=[answer] if answer else [])
    with office.open(), pytest.raises(problem):
        send(office.url)

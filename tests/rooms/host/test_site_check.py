"""`coop doctor --url` against real TLS servers of this machine: a good one, and one fault each."""

import ipaddress
import re
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.http import HttpResponse
from django.test import RequestFactory

from coop.host.site_check import YEAR, Finding, check_site
from coop.kernel import clock
from coop.pages.middleware import Headers
from coop.pages.ports import slot

GOOD = {
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains; preload",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Set-Cookie": "__Host-csrftoken=x; Path=/; Secure; HttpOnly; SameSite=Lax",
}


@dataclass
class Site:
    headers: dict[str, str] = field(default_factory=lambda: dict(GOOD))
    hosts: tuple[str, ...] = ("localhost",)
    location: str = "https://localhost/entrar"
    plain_status: int = 308
    twice: tuple[str, ...] = ()
    newest: ssl.TLSVersion = ssl.TLSVersion.MAXIMUM_SUPPORTED


def certificate(folder: Path, days: int) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = clock.now()
    made = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=days, minutes=5))
        .add_extension(
            x509.SubjectAlternativeName(
                [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
            ),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    path = folder / "certificate.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


@dataclass
class Served:
    site: Site
    url: str
    plain_port: int
    context: ssl.SSLContext

    def found(self) -> list[Finding]:
        return check_site(self.url, context=self.context, plain_port=self.plain_port)

    def wrong(self) -> set[str]:
        found = self.found()
        assert found
        return {finding.name for finding in found if not finding.well}


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    servers: list[tuple[ThreadingHTTPServer, Thread]] = []

    def start(site: Site, days: int = 90) -> Served:
        class Secure(BaseHTTPRequestHandler):
            server_version, sys_version = "front", ""

            def do_GET(self) -> None:
                known = (self.headers["Host"] or "").split(":")[0] in site.hosts
                self.send_response(200 if known else 400)
                for name, value in site.headers.items():
                    for _ in range(1 + (name in site.twice)):
                        self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def version_string(self) -> str:
                return site.headers.get("Server", "front")

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - inherited
                pass

        class Plain(Secure):
            def do_GET(self) -> None:
                self.send_response(site.plain_status)
                self.send_header("Location", site.location)
                self.send_header("Content-Length", "0")
                self.end_headers()

        pem = certificate(tmp_path, days)
        here = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        here.load_cert_chain(pem)
        here.maximum_version = site.newest
        secure = ThreadingHTTPServer(("127.0.0.1", 0), Secure)
        secure.socket = here.wrap_socket(secure.socket, server_side=True)
        plain = ThreadingHTTPServer(("127.0.0.1", 0), Plain)
        for server in (secure, plain):
            thread = Thread(target=server.serve_forever, args=(0.01,))
            thread.start()
            servers.append((server, thread))
        context = ssl.create_default_context(cafile=str(pem))
        url = f"https://localhost:{secure.server_port}"
        return Served(site, url, plain.server_port, context)

    yield start
    for server, thread in servers:
        server.shutdown()
        server.server_close()
        thread.join()


def test_a_well_kept_site_is_well(serve: Callable[..., Served]) -> None:
    assert serve(Site()).wrong() == set()


@pytest.mark.parametrize(
    ("header", "value", "name"),
    [
        ("Strict-Transport-Security", "", "HSTS"),
        ("Strict-Transport-Security", "max-age=600", "HSTS"),
        ("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'", "content policy"),
        (
            "Content-Security-Policy",
            "default-src 'none'; script-src 'unsafe-inline'; frame-ancestors 'none'",
            "content policy",
        ),
        ("X-Content-Type-Options", "", "X-Content-Type-Options"),
        ("Cache-Control", "private", "Cache-Control"),
        ("Cross-Origin-Opener-Policy", "unsafe-none", "Cross-Origin-Opener-Policy"),
        ("Server", "nginx/1.22.1", "Server"),
        ("Set-Cookie", "sessionid=x; Path=/; HttpOnly; SameSite=Lax", "cookie sessionid"),
        ("Set-Cookie", "__Host-s=x; Path=/; Secure; SameSite=Lax", "cookie __Host-s"),
        ("Set-Cookie", "__Host-s=x; Path=/; Secure; HttpOnly", "cookie __Host-s"),
    ],
)
def test_each_fault_is_named(
    serve: Callable[..., Served], header: str, value: str, name: str
) -> None:
    site = Site()
    site.headers[header] = value
    assert serve(site).wrong() == {name}


@pytest.mark.parametrize("header", sorted(GOOD.keys() - {"Set-Cookie"}))
def test_a_header_that_application_and_proxy_both_send_is_named(
    serve: Callable[..., Served], header: str
) -> None:
    served = serve(Site(twice=(header,)))
    assert served.wrong() == {"headers sent once"}
    (found,) = [one for one in served.found() if one.name == "headers sent once"]
    assert header in found.seen


def test_a_site_without_the_newest_tls_is_named(serve: Callable[..., Served]) -> None:
    served = serve(Site(newest=ssl.TLSVersion.TLSv1_2))
    assert served.wrong() == {"TLS"}
    (found,) = [one for one in served.found() if one.name == "TLS"]
    assert "TLSv1.2" in found.seen
    assert "default_server" in found.seen


@pytest.mark.parametrize(
    ("address", "promised"), [("https://enlinea.example", True), ("http://localhost:8000", False)]
)
def test_the_application_itself_promises_https(address: str, *, promised: bool) -> None:
    with slot.replaced(replace(slot.get(), public_url=address)):
        answer = Headers(lambda _: HttpResponse())(RequestFactory().get("/entrar"))
    sent = answer.headers.get("Strict-Transport-Security", "")
    assert bool(sent) == promised
    if promised:
        age = re.match(r"max-age=([0-9]+); includeSubDomains$", sent)
        assert age is not None
        assert int(age[1]) >= YEAR


def test_a_site_that_answers_to_any_name_is_named(serve: Callable[..., Served]) -> None:
    assert serve(Site(hosts=("localhost", "other.example"))).wrong() == {"another Host"}


@pytest.mark.parametrize(
    ("status", "location"), [(200, ""), (302, "https://localhost/"), (308, "https://evil.example/")]
)
def test_plain_http_must_lead_to_https(
    serve: Callable[..., Served], status: int, location: str
) -> None:
    assert serve(Site(plain_status=status, location=location)).wrong() == {"plain http"}


def test_a_certificate_about_to_end_is_named(serve: Callable[..., Served]) -> None:
    assert serve(Site(), days=5).wrong() == {"certificate"}


def test_a_certificate_that_nobody_trusts_ends_the_visit(serve: Callable[..., Served]) -> None:
    served = serve(Site())
    served.context = ssl.create_default_context()
    assert served.wrong() == {"TLS"}


@pytest.mark.parametrize("url", ["http://localhost", "enlinea.example", "https://"])
def test_an_address_that_is_not_https_is_said(url: str) -> None:
    found = check_site(url, context=ssl.create_default_context())
    assert [finding.name for finding in found] == ["address"]

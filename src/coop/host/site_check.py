"""What can be seen of a production site from outside: `coop doctor --url https://...`.

It asks a handful of public pages, changes nothing, and signs in nowhere.
"""

import re
import socket
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from http.cookies import SimpleCookie
from urllib.parse import SplitResult, urlsplit

YEAR = 31_536_000  # seconds; what browsers' preload lists ask at least
RENEW_DAYS = 21
PAGE = "/entrar"
SECONDS = 15.0
# What the application says of each page; browsers take the first, the last, or both as one.
ONCE = (
    "Cache-Control",
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "Strict-Transport-Security",
    "X-Content-Type-Options",
    "X-Frame-Options",
)


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: whether it is well, and what was seen or what to do."""

    name: str
    well: bool
    seen: str


def check_site(url: str, *, context: ssl.SSLContext, plain_port: int = 80) -> list[Finding]:
    """Look at a site from outside and return what was found, good and bad.

    Args:
        url: the public address, https.
        context: which certificates are trusted.
        plain_port: where plain http should be answered with a redirect.
    """
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        return [Finding("address", well=False, seen=f"{url}: expected https://name")]
    try:
        found = list(_certificate(parts, context))
        page = _get(parts, context)
    except (OSError, HTTPException) as error:
        return [Finding("TLS", well=False, seen=f"cannot be reached safely: {error}")]
    found += _headers(page)
    found += _cookies(page)
    found.append(_redirect(parts, plain_port))
    found.append(_foreign_host(parts, context))
    return found


def _port(parts: SplitResult) -> int:
    return parts.port or 443


def _certificate(parts: SplitResult, context: ssl.SSLContext) -> Iterator[Finding]:
    name = parts.hostname or ""
    with (
        socket.create_connection((name, _port(parts)), SECONDS) as plain,
        context.wrap_socket(plain, server_hostname=name) as secure,
    ):
        version, certificate = secure.version() or "", secure.getpeercert() or {}
    old = f"{version} and not TLSv1.3: allow it in every server of the port, default_server too"
    yield Finding("TLS", well=version == "TLSv1.3", seen=version if version == "TLSv1.3" else old)
    ends = ssl.cert_time_to_seconds(str(certificate["notAfter"]))
    days = int((ends - time.time()) / 86_400)
    yield Finding("certificate", well=days >= RENEW_DAYS, seen=f"valid for {days} more days")


def _get(parts: SplitResult, context: ssl.SSLContext, host: str | None = None) -> HTTPResponse:
    connection = HTTPSConnection(
        parts.hostname or "", _port(parts), timeout=SECONDS, context=context
    )
    try:
        connection.request("GET", PAGE, headers={"Host": host} if host else {})
        response = connection.getresponse()
        response.read(2_000_000)
        return response
    finally:
        connection.close()


def _headers(page: HTTPResponse) -> Iterator[Finding]:
    yield Finding("sign-in page", well=page.status == 200, seen=f"{PAGE} answers {page.status}")  # noqa: PLR2004 - HTTP's own
    hsts = page.getheader("Strict-Transport-Security", "")
    age = re.search(r"max-age=([0-9]+)", hsts)
    yield Finding("HSTS", well=age is not None and int(age[1]) >= YEAR, seen=hsts or "missing")
    policy = page.getheader("Content-Security-Policy", "")
    closed = (
        "default-src 'none'" in policy
        and "frame-ancestors 'none'" in policy
        and "unsafe-inline" not in policy
        and "unsafe-eval" not in policy
    )
    yield Finding("content policy", well=closed, seen=policy or "missing")
    for name, wished in (
        ("X-Content-Type-Options", "nosniff"),
        ("Cache-Control", "no-store"),
        ("Referrer-Policy", "origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ):
        value = page.getheader(name, "")
        well = wished in value or (name == "Referrer-Policy" and value == "no-referrer")
        yield Finding(name, well=well, seen=value or f"missing: {wished}")
    twice = sorted({name for name in ONCE if len(page.headers.get_all(name) or []) > 1})
    seen = f"{', '.join(twice)} twice: leave it to the application" if twice else "yes"
    yield Finding("headers sent once", well=not twice, seen=seen)
    server = page.getheader("Server", "")
    yield Finding("Server", well=not re.search(r"[0-9]", server), seen=server or "not told")


def _cookies(page: HTTPResponse) -> Iterator[Finding]:
    for header in page.headers.get_all("Set-Cookie") or []:
        for name, cookie in SimpleCookie(header).items():
            lacks = [
                word
                for word, there in (
                    ("the prefix __Host-", name.startswith("__Host-")),
                    ("Secure", bool(cookie["secure"])),
                    ("HttpOnly", bool(cookie["httponly"]) or "language" in name),
                    ("SameSite", cookie["samesite"].lower() in {"lax", "strict"}),
                )
                if not there
            ]
            seen = f"lacks {', '.join(lacks)}" if lacks else "closed"
            yield Finding(f"cookie {name}", well=not lacks, seen=seen)


def _redirect(parts: SplitResult, port: int) -> Finding:
    name = parts.hostname or ""
    connection = HTTPConnection(name, port, timeout=SECONDS)
    try:
        connection.request("GET", PAGE, headers={"Host": name})
        response = connection.getresponse()
    except (OSError, HTTPException):
        return Finding("plain http", well=True, seen="closed")
    finally:
        connection.close()
    target = response.getheader("Location", "")
    well = response.status in {301, 308} and target.startswith(f"https://{name}")
    return Finding("plain http", well=well, seen=f"{response.status} {target}".strip())


def _foreign_host(parts: SplitResult, context: ssl.SSLContext) -> Finding:
    try:
        status = _get(parts, context, host="other.example").status
    except (OSError, HTTPException):
        return Finding("another Host", well=True, seen="refused")
    return Finding("another Host", well=400 <= status < 500, seen=f"answered {status}")  # noqa: PLR2004 - HTTP's own

"""The addresses that settings hold: each is judged whole at boot, and said with what is expected.

No complaint repeats a value: it may hold a password.
"""

import re
from urllib.parse import SplitResult, urlsplit

PORTS = range(1, 65_536)
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
USUAL_PORT = {"http": 80, "https": 443, "smtp": 25, "smtp+starttls": 587, "smtps": 465}
# RFC 1123 names, in the form that browsers send (xn--... for other letters), and IP addresses.
LABEL = r"(?!-)[a-z0-9_-]{1,63}(?<!-)"
NAME = re.compile(rf"(?=.{{1,253}}\Z)(?:{LABEL}\.)*{LABEL}|[0-9a-f:]*:[0-9a-f:.]*", re.ASCII)


def postgres(url: str) -> str:
    """Return the URL of a PostgreSQL database as it was given.

    Raises:
        ValueError: saying what is expected.
    """
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    if not url.startswith(("postgresql://", "postgres://")):
        message = "expected postgresql://..., the only database the house stands on"
        raise ValueError(message)
    try:
        found = conninfo_to_dict(url)
    except ProgrammingError as error:
        message = (
            "expected postgresql://role:password@host:port/database; PostgreSQL's own library "
            "cannot read it (in a password, write @ : / ? # % as %40 %3A %2F %3F %23 %25)"
        )
        raise ValueError(message) from error
    if not all(_is_port(port) for port in str(found.get("port") or "5432").split(",")):
        message = "expected a port from 1 to 65535, as in postgresql://role@host:5432/database"
        raise ValueError(message)
    if not found.get("dbname") and not found.get("service"):
        message = "expected the name of a database too, as in postgresql://role@host/database"
        raise ValueError(message)
    return url


def origin(url: str) -> str:
    """Return an origin as browsers spell it: scheme, name in small letters, port if unusual.

    Raises:
        ValueError: saying what is expected.
    """
    parts = _split(url, "expected only scheme, name and port, as in https://enlinea.example")
    if parts.scheme not in {"http", "https"}:
        raise ValueError("expected https://name (plain http only on localhost)")
    port = parts.port
    shown = "" if port in (None, USUAL_PORT[parts.scheme]) else f":{port}"
    name = parts.hostname or ""
    return f"{parts.scheme}://{f'[{name}]' if ':' in name else name}{shown}"


def public(url: str) -> str:
    """Return the origin that people type: https, or plain http on this very machine.

    Raises:
        ValueError: saying what is expected.
    """
    found = origin(url)
    parts = urlsplit(found)
    if parts.scheme == "http" and parts.hostname not in LOCAL:
        raise ValueError("expected https://name (plain http only on localhost)")
    return found


def smtp(url: str) -> str:
    """Return the URL of a mail server as it was given.

    Raises:
        ValueError: saying what is expected.
    """
    shape = "expected smtp://, smtp+starttls:// or smtps://[user:password@]host:port"
    if urlsplit(url).scheme not in {"smtp", "smtp+starttls", "smtps"}:
        raise ValueError(shape)
    parts = _split(url, shape, signed_in=True)
    if (parts.username is None) != (parts.password is None):
        raise ValueError(f"{shape}: a user and a password, or neither")
    return url


def _split(url: str, shape: str, *, signed_in: bool = False) -> SplitResult:
    """Return the parts of a URL that has a name, a port or none, and nothing behind them."""
    parts = _parts(url)
    if parts is None:
        raise ValueError(f"{shape}; a port is a number from 1 to 65535")
    unwanted = parts.path not in {"", "/"} or parts.query or parts.fragment
    if unwanted or (not signed_in and "@" in parts.netloc):
        raise ValueError(shape)
    if not NAME.fullmatch(parts.hostname or ""):
        raise ValueError(f"{shape}; a name has letters, digits, hyphens and dots")
    return parts


def _parts(url: str) -> SplitResult | None:
    """Return the parts of a URL; None if its port or its brackets make no sense."""
    if re.search(r"[\s\x00-\x1f\x7f]", url):  # urlsplit would drop some of them silently
        return SplitResult("", "", url, "", "")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    return None if port == 0 or parts.netloc.endswith(":") else parts


def _is_port(text: str) -> bool:
    return text == "" or (text.isascii() and text.isdigit() and int(text) in PORTS)

"""Somebody in the middle: a site of its own name that passes all on, and changes what it likes."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import urlsplit

NAME = "relevo.example"
KEPT_BACK = {"host", "origin", "referer", "accept-encoding", "content-length", "connection"}
ITS_OWN = {"content-length", "transfer-encoding", "connection", "date", "server"}


@dataclass
class Relay:
    """Where it stands and for whom, and what it replaces on the way there and back."""

    site: str
    port: int = 0
    there: dict[str, str] = field(default_factory=dict)
    back: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The address that its victim sees."""
        return f"http://{NAME}:{self.port}"


@contextmanager
def standing(site: str) -> Iterator[Relay]:
    """Let a relay stand before the site."""
    relay = Relay(site)

    class Handler(_Handler):
        of = relay

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    relay.port = server.server_port
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield relay
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    of: ClassVar[Relay]

    def do_GET(self) -> None:
        self._pass_on()

    def do_POST(self) -> None:
        self._pass_on()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""

    def _pass_on(self) -> None:
        whole = int(self.headers.get("Content-Length") or 0)
        sent = _changed(self.rfile.read(whole), self.of.there)
        headers = {k: v for k, v in self.headers.items() if k.lower() not in KEPT_BACK}
        headers["Origin"] = self.of.site
        path = _changed(self.path.encode(), self.of.there).decode()
        with closing(HTTPConnection(urlsplit(self.of.site).netloc, timeout=20)) as to:
            to.request(self.command, path, sent, headers)
            answer = to.getresponse()
            body = _changed(answer.read(), self.of.back)
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ITS_OWN:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _changed(body: bytes, replaced: dict[str, str]) -> bytes:
    for old, new in replaced.items():
        body = body.replace(old.encode(), new.encode())
    return body

"""Reads a form whole before a page is asked, and gives up on one that trickles in.

A thread of the server waits for each body. Without an end to that wait, as many connections as
there are threads, each sending a form that never ends, would keep everybody else out.
"""

import socket
from collections.abc import Callable, Iterable
from contextlib import suppress
from io import BytesIO
from threading import Timer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

BODY_SECONDS = 5.0
LARGEST_BYTES = 64 * 1024
TOO_SLOW = "408 Request Timeout"


class InTime:
    """A WSGI application that hands over bodies that came whole within `seconds`."""

    def __init__(self, application: "WSGIApplication", *, seconds: float = BODY_SECONDS) -> None:
        self.application = application
        self.seconds = seconds

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer, or end the connection of a body that is late; what is too large is not read."""
        length = environ.get("CONTENT_LENGTH") or "0"
        readable = length.isascii() and length.isdigit() and 0 < int(length) <= LARGEST_BYTES
        connection = environ.get("gunicorn.socket")
        if not readable or connection is None:
            return self.application(environ, start_response)
        body = self._read(environ["wsgi.input"].read, connection, int(length))
        if body is None:
            start_response(TOO_SLOW, [("Content-Length", "0"), ("Connection", "close")])
            return []
        environ["wsgi.input"] = BytesIO(body)
        return self.application(environ, start_response)

    def _read(
        self, read: Callable[[int], bytes], connection: socket.socket, length: int
    ) -> bytes | None:
        late = Timer(self.seconds, _end, [connection])
        late.start()
        try:
            body = read(length)
        finally:
            late.cancel()
        return body if len(body) == length else None


def _end(connection: socket.socket) -> None:
    """Have whoever reads from the connection find its end."""
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RD)

"""The mailbox of the demonstration: a real SMTP server, and a page to read what arrived.

`python -m coop_sandbox.mailbox --folder F --smtp-socket 4 --page-socket 5` keeps each mail as an
`.eml` file in the folder, so that a restart loses none, and lists them newest first. The sockets
are bound by whoever starts it, so that two demonstrations never read each other's mail.
"""

import argparse
import asyncio
import itertools
import os
import re
import signal
import socket
import sys
import time
from collections.abc import Coroutine, Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

LARGEST_MAIL_BYTES = 10_000_000
SHOWN = 200
NAME = re.compile(r"[0-9]{20}-[0-9]+\.eml", re.ASCII)

STYLE = """
:root{color-scheme:light dark;--line:#8884;--accent:#0f5c4d}
@media (prefers-color-scheme:dark){:root{--accent:#6fc7b1}}
body{font:1.0625rem/1.5 system-ui,sans-serif;max-width:46rem;margin:0 auto;padding:1.5rem 1rem}
h1{font-size:1.5rem;line-height:1.25}a{color:var(--accent)}small{opacity:.8;display:block}
ul{list-style:none;padding:0}li{border-top:1px solid var(--line);padding:.75rem 0}
li a{font-weight:600}dl{border-block:1px solid var(--line);padding:.75rem 0;overflow-wrap:anywhere}
dt{font-size:.875rem;opacity:.8}dd{margin:0 0 .5rem}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit}
"""


class Keeper:
    """Accepts every mail of the local machine and keeps it, durably, before saying 250."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = itertools.count()

    async def handle_DATA(  # noqa: N802 - aiosmtpd names its hooks after SMTP commands
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Write the mail to a file and flush it to the disk; only then is it accepted."""
        del server, session
        content = envelope.content
        assert isinstance(content, bytes)
        name = f"{time.time_ns():020}-{next(self._count)}.eml"
        recipients = ", ".join(envelope.rcpt_tos)
        head = f"X-Envelope-To: {recipients}\r\n".encode("ascii", "replace")
        await asyncio.to_thread(self._keep, name, head + content)
        return "250 kept"

    def _keep(self, name: str, content: bytes) -> None:
        draft = self._folder / f".{name}"
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(self._folder / name)


def kept(folder: Path, address: str = "") -> list[tuple[str, EmailMessage]]:
    """Return the newest mails as (file name, message), only those to `address` if given."""
    names = sorted((path.name for path in folder.glob("*.eml")), reverse=True)
    found: list[tuple[str, EmailMessage]] = []
    for name in names:
        mail = message_from_bytes((folder / name).read_bytes(), policy=policy.default)
        if address and address not in str(mail["X-Envelope-To"]):
            continue
        found.append((name, mail))
        if len(found) == SHOWN:
            break
    return found


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="es-PA"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="/style.css">'
        f"<main><h1>{escape(title)}</h1>{body}</main></html>"
    )


def _list(folder: Path, address: str) -> str:
    rows = "".join(
        f'<li><a href="/mail/{name}">{escape(str(mail["Subject"]))}</a>'
        f"<small>Para {escape(str(mail['X-Envelope-To']))}"
        f" · {escape(str(mail['Date']))}</small></li>"
        for name, mail in kept(folder, address)
    )
    empty = "<p>Aquí aparecerán los correos que la cooperativa envíe. Todavía no hay ninguno.</p>"
    return _page(
        "Buzón de la demostración",
        "<p>Ningún correo sale de esta máquina: todos llegan aquí.</p>"
        + (f"<ul>{rows}</ul>" if rows else empty),
    )


def _mail(mail: EmailMessage) -> str:
    facts = "".join(
        f"<dt>{label}</dt><dd>{escape(str(mail[header]))}</dd>"
        for label, header in (("De", "From"), ("Para", "X-Envelope-To"), ("Fecha", "Date"))
    )
    part = mail.get_body(preferencelist=("plain", "html"))
    text = str(part.get_content()) if part is not None else ""
    return _page(
        str(mail["Subject"]),
        f'<p><a href="/">Todos los correos</a></p><dl>{facts}</dl><pre>{escape(text)}</pre>',
    )


class PostRoom(Controller):
    """Serves SMTP in a thread of its own, on a socket that was bound before."""

    def __init__(self, keeper: Keeper, bound: socket.socket) -> None:
        host, port = bound.getsockname()
        super().__init__(keeper, hostname=host, port=port, data_size_limit=LARGEST_MAIL_BYTES)
        self._bound = bound

    def _create_server(self) -> Coroutine[Any, Any, asyncio.AbstractServer]:
        return self.loop.create_server(self._factory_invoker, sock=self._bound)


class Pages(ThreadingHTTPServer):
    """Serves the reading page, on a socket that was bound before."""

    def __init__(self, bound: socket.socket, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(bound.getsockname(), handler, bind_and_activate=False)
        self.socket.close()
        self.socket = bound
        self.server_name, self.server_port = bound.getsockname()
        self.server_activate()


def reader(folder: Path, bound: socket.socket) -> ThreadingHTTPServer:
    """Return the server of the reading page."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            url = urlsplit(self.path)
            if url.path == "/":
                address = parse_qs(url.query).get("para", [""])[0]
                self._answer(_list(folder, address))
            elif url.path == "/style.css":
                self._answer(STYLE, kind="text/css")
            elif (
                url.path.startswith("/mail/")
                and NAME.fullmatch(name := url.path.removeprefix("/mail/"))
                and (path := folder / name).is_file()
            ):
                self._answer(_mail(message_from_bytes(path.read_bytes(), policy=policy.default)))
            else:
                gone = _page("Este correo no está", '<p><a href="/">Todos los correos</a></p>')
                self._answer(gone, status=HTTPStatus.NOT_FOUND)

        def _answer(
            self, text: str, kind: str = "text/html", status: HTTPStatus = HTTPStatus.OK
        ) -> None:
            content = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'self'")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - inherited
            """Keep quiet: the mailbox has nothing to tell."""

    return Pages(bound, Handler)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until a signal asks to stop."""
    parser = argparse.ArgumentParser(prog="mailbox", description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--smtp-socket", type=int, required=True)
    parser.add_argument("--page-socket", type=int, required=True)
    given = parser.parse_args(arguments)
    given.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    controller = PostRoom(Keeper(given.folder), socket.socket(fileno=given.smtp_socket))
    controller.start()
    pages = reader(given.folder, socket.socket(fileno=given.page_socket))
    Thread(target=pages.serve_forever, daemon=True).start()
    sys.stderr.write(f"mailbox: smtp {controller.port}, page {pages.server_port}\n")
    signal.sigwait({signal.SIGINT, signal.SIGTERM})
    pages.shutdown()
    controller.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())

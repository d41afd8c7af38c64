"""The mailbox is a real server: spoken to in SMTP, read over HTTP."""

import smtplib
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from threading import Thread

import pytest

from coop_sandbox.mailbox import Keeper, PostRoom, kept, reader


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[tuple[int, str, Path]]:
    post, page = (socket.create_server(("127.0.0.1", 0)) for _ in range(2))
    controller = PostRoom(Keeper(tmp_path), post)
    controller.start()
    pages = reader(tmp_path, page)
    thread = Thread(target=pages.serve_forever)
    thread.start()
    yield controller.port, f"http://127.0.0.1:{pages.server_port}", tmp_path
    pages.shutdown()
    pages.server_close()
    thread.join()
    controller.stop()


def send(port: int, subject: str, text: str, to: str = "marisol@correo.example") -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = subject, "avisos@istmena.example", to
    mail.set_content(text)
    with smtplib.SMTP("127.0.0.1", port, timeout=10) as smtp:
        smtp.send_message(mail)


def get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - loopback
        text: str = answer.read().decode()
    return text


def test_what_is_sent_can_be_read(mailbox: tuple[int, str, Path]) -> None:
    port, address, folder = mailbox
    assert "Todavía no hay ninguno" in get(address)
    send(port, "Transferencia enviada", "Transfirió B/. 20.00 a Rubén")
    send(port, "Otra", "Para otra persona", to="ruben@correo.example")
    [(name, mail)] = kept(folder, "marisol@correo.example")
    assert mail["Subject"] == "Transferencia enviada"
    assert "Transferencia enviada" in get(address)
    assert "Otra" not in get(f"{address}/?para=marisol@correo.example")
    assert "Transfirió B/. 20.00 a Rubén" in get(f"{address}/mail/{name}")


def test_what_is_sent_stays_text(mailbox: tuple[int, str, Path]) -> None:
    port, address, folder = mailbox
    send(port, "<script>alert(1)</script>", "<img src=x onerror=alert(1)>")
    [(name, _)] = kept(folder)
    for page in (get(address), get(f"{address}/mail/{name}")):
        assert "<script>" not in page
        assert "<img" not in page


@pytest.mark.parametrize("path", ["/mail/../../etc/passwd", "/mail/x.eml", "/mail/", "/nothing"])
def test_only_mails_are_served(mailbox: tuple[int, str, Path], path: str) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404") as refused:
        get(mailbox[1] + path)
    refused.value.close()

"""The web server as it is really started, spoken to in HTTP that no browser sends."""

import socket
from collections.abc import Iterator
from http.client import HTTPConnection

import pytest

from coop.host import processes
from coop.host.listen import listen
from coop.host.run import answers
from tests.database import Clone
from tests.waiting import eventually

HOST = "localhost:8000"


@pytest.fixture
def served(cloned_database: Clone) -> Iterator[int]:
    with listen(address="127.0.0.1", port=0) as listening:
        part = processes.web(cloned_database.environment, socket=listening.fileno(), log=None)
        server = part.start()
        try:
            assert eventually(lambda: answers(listening, HOST))
            yield listening.getsockname()[1]
        finally:
            server.send_signal(part.ends_on)
            server.wait(30)


def status(port: int, path: str, **headers: str) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    named = {"Host": HOST} | {name.replace("__", "_"): value for name, value in headers.items()}
    connection.request("GET", path, headers=named)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def raw(port: int, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(request)
        return connection.recv(12)


def test_what_a_browser_never_sends_is_refused_or_ignored(served: int) -> None:
    assert status(served, "/entrar", SCRIPT__NAME="/mal") == 200
    assert status(served, "/mal/entrar", SCRIPT__NAME="/mal") == 404
    assert status(served, "/nada", PATH__INFO="/entrar") == 404
    assert status(served, "/entrar", X_Forwarded_Host="mal.example") == 200
    assert status(served, "/entrar", Transfer__Encoding="chunked") == 200
    host = f"Host: {HOST}\r\n".encode()
    twice = b"POST /entrar HTTP/1.1\r\n" + host + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n"
    both = (
        b"POST /entrar HTTP/1.1\r\n"
        + host
        + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    )
    for request in (twice, both, b"GET / HTTP/1.1\r\n\r\n", b"\x16\x03\x01\x02\x00\r\n\r\n"):
        assert raw(served, request) == b"HTTP/1.1 400", request

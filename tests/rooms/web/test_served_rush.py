"""A hundred people at the door at once, and bodies that never end: the server as it is run."""

import re
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Barrier

from bench.served import Browser
from tests.database import Clone
from tests.served import serving
from tests.world import PASSWORD, make_member

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
MANY = 100
SLOW = 20


def test_a_hundred_sign_ins_at_once_are_all_answered(cloned_database: Clone) -> None:
    people = [make_member(f"socia.{at}", cents=0) for at in range(10)]
    start = Barrier(MANY)

    def knock(at: int) -> tuple[int, str]:
        browser = Browser(port, kept=False)
        _, page = browser.get("/entrar")
        found = TOKEN.search(page)
        assert found is not None
        right = at % 2 == 0
        form = {
            "username": people[at % 10].username,
            "password": PASSWORD if right else "otra 1234",
        }
        start.wait()
        status, location, _ = browser.post("/entrar", form, found[1])
        return status, location

    with serving(cloned_database) as port:
        with ThreadPoolExecutor(MANY) as pool:
            answers = list(pool.map(knock, range(MANY)))
        assert Browser(port, kept=False).get("/ayuda")[0] == 200
    statuses = [status for status, _ in answers]
    assert set(statuses) <= {302, 422, 429}
    assert {location for status, location in answers if status == 302} == {"/entrar/segundo-paso"}
    assert statuses.count(302) > 0
    assert statuses.count(429) <= MANY - 60


def test_a_body_that_never_ends_and_one_too_large_leave_the_door_open(
    cloned_database: Clone,
) -> None:
    with serving(cloned_database) as port:
        head = (
            f"POST /entrar HTTP/1.1\r\nHost: localhost:{port}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n"
        )
        with ExitStack() as held:
            for _ in range(SLOW):
                slow = socket.create_connection(("127.0.0.1", port), timeout=20)
                held.enter_context(slow)
                slow.sendall(head.format(length=1000).encode() + b"username=")
            large = held.enter_context(socket.create_connection(("127.0.0.1", port), timeout=20))
            large.sendall(head.format(length=10**9).encode())
            assert large.recv(12) == b"HTTP/1.1 400"
            assert Browser(port, kept=False).get("/ayuda")[0] == 200

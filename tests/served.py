"""The web server as `coop run` starts it, on a test's own database, and people who are inside."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Barrier
from uuid import UUID

from bench.served import Browser
from bench.world import Member
from coop.access.door.session import begin
from coop.access.sessions.store import SessionStore
from coop.access.signed_in import SignedIn
from coop.host import processes
from coop.host.listen import listen, port_of
from coop.host.run import answers
from coop.kernel import clock
from tests.database import Clone
from tests.waiting import eventually
from tests.world import Made


@contextmanager
def serving(database: Clone, **settings: str) -> Iterator[int]:
    """Run gunicorn with its restricted role on `database`; give the port."""
    with listen(address="127.0.0.1", port=0) as listening:
        port = port_of(listening)
        own = {"COOP_PUBLIC_URL": f"http://localhost:{port}", "COOP_LOG_LEVEL": "ERROR"}
        environment = {**database.environment, **own, **settings}
        part = processes.web(environment, socket=listening.fileno(), log=None)
        server = part.start()
        try:
            assert eventually(lambda: answers(listening, f"localhost:{port}"))
            yield port
        finally:
            server.send_signal(part.ends_on)
            server.wait(30)


def visit(who: Made, port: int, *, origin: UUID, destination: UUID) -> Member:
    """Open a session of their own for somebody who moves money from one account to another."""
    store = SessionStore()
    begin(store, SignedIn(who.user_id, who.person_id, who.username, None, clock.now()))
    browser = Browser(port, {"sesion": str(store.session_key)}, kept=False)
    return Member(who.user_id, origin, destination, browser)


@dataclass(frozen=True)
class Press:
    """The button of one review, ready to be pressed: as often as one likes."""

    member: Member
    review: str
    code: str
    seen: str

    def __call__(self) -> tuple[int, str]:
        """Press it, on a connection of its own; return the status, and the page if there is one."""
        browser = Browser(self.member.browser.port, dict(self.member.browser.cookies), kept=False)
        form = {"code": self.code, "seen": self.seen}
        status, _, text = browser.post(self.review, form, self.member.token)
        return status, text


def drafted(member: Member, cents: int, code: str) -> Press:
    """Draft a transfer and read its review, as far as the button."""
    review = member.draft(cents)
    return Press(member, review, code, member.shown(review))


def at_once(presses: Sequence[Press]) -> list[tuple[int, str]]:
    """Press all buttons together."""
    start = Barrier(len(presses))

    def press(one: Press) -> tuple[int, str]:
        start.wait()
        return one()

    with ThreadPoolExecutor(len(presses)) as pool:
        return list(pool.map(press, presses))

"""Pages and confirmations over HTTP, each beside a bare Django page in the same run.

CPU is what the web server's processes burnt (user and system), over rounds in turns: house, bare,
house, bare. The database's share is the same kind of work for both and is not counted.
"""

import argparse
import os
import shutil
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import cycle
from uuid import UUID

from bench.figures import Figure, at_most, save, table
from bench.served import ROOT, Browser, Server, served
from bench.world import Member, codes, history, people
from coop.host.home import Home

ROUNDS = 5
CONFIRM_ROUNDS = 4
PAGE_REACH = 2.5
CONFIRM_REACH = 3.0
FEW = 1_000
FLAT = 1.25


class Turns:
    """CPU and waiting of one kind of request, round by round."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self.cpu_ms: list[float] = []
        self.wait_ms: list[float] = []

    def take(self, calls: Sequence[Callable[[], object]]) -> None:
        """Make the calls one after the other and keep what they cost."""
        before = self._server.cpu_seconds()
        for call in calls:
            begun = time.perf_counter()
            call()
            self.wait_ms.append((time.perf_counter() - begun) * 1000)
        self.cpu_ms.append((self._server.cpu_seconds() - before) * 1000 / len(calls))

    @property
    def cpu(self) -> float:
        """Mean over the rounds, milliseconds a request: the kernel counts in steps of 10 ms."""
        return statistics.fmean(self.cpu_ms)

    def percentile(self, percent: int) -> float:
        """Milliseconds that so many percent of the requests stayed below."""
        return statistics.quantiles(self.wait_ms, n=100)[percent - 1]


def pages(
    house: Server, bare: Server, members: Sequence[Member], plain: Browser, requests: int
) -> tuple[list[Figure], Turns]:
    """Measure home, movements of a short and of a long account, and history."""
    long, short = members[0], members[1]
    browser, other = long.browser, short.browser
    kinds = {
        "home": (browser, "/inicio"),
        "movements, account with few": (other, f"/cuentas/{short.origin}"),
        "movements, account with many": (browser, f"/cuentas/{long.origin}"),
        "history": (browser, "/historial"),
    }
    yardstick = Turns(bare)
    turns = {name: Turns(house) for name in kinds}
    for name, (who, path) in kinds.items():
        for _ in range(20):
            assert who.get(path)[0] == 200, (name, who.get(path))
            assert plain.get("/bare")[0] == 200
    for _ in range(ROUNDS):
        for name, (who, path) in kinds.items():
            turns[name].take([partial(who.get, path)] * requests)
            yardstick.take([partial(plain.get, "/bare")] * requests)
    figures = [figure(name, one, yardstick, PAGE_REACH) for name, one in turns.items()]
    few, many = turns["movements, account with few"], turns["movements, account with many"]
    return [*figures, flat(few, many)], yardstick


def flat(few: Turns, many: Turns) -> Figure:
    """Return the long account's p95 as a multiple of the short one's: as many rows on each page."""
    ratio = many.percentile(95) / few.percentile(95)
    words, met = at_most(ratio, FLAT)
    name = "movements, p95 of the account with many"
    return Figure(name, "p95 of few", many.percentile(95), "ms", ratio, words, met)


def figure(name: str, one: Turns, yardstick: Turns, reach: float) -> Figure:
    """Return the CPU of one kind of request as a multiple of the bare page's."""
    ratio = one.cpu / yardstick.cpu
    words, met = at_most(ratio, reach)
    waits = f"p50 {one.percentile(50):.1f} ms, p95 {one.percentile(95):.1f} ms"
    return Figure(f"{name} ({waits})", "bare page, CPU", one.cpu, "ms CPU", ratio, words, met)


def confirmations(
    house: Server, bare: Server, members: Sequence[Member], plain: Browser
) -> list[Figure]:
    """Measure draft and confirm, each over HTTP with a fresh code of its own.

    The first round warms both up, as the pages were, and does not count.
    """
    cold, drafts, confirms, yardstick = Turns(house), Turns(house), Turns(house), Turns(bare)
    for warm in (False, *[True] * CONFIRM_ROUNDS):
        reviews: dict[UUID, str] = {}
        (drafts if warm else cold).take([partial(_draft, member, reviews) for member in members])
        yardstick.take([partial(plain.get, "/bare")] * (5 * len(members)))
        given = codes(members)
        presses = [
            partial(one.confirm, review, given[one.user_id], one.shown(review))
            for one in members
            for review in [reviews[one.user_id]]
        ]
        (confirms if warm else cold).take(presses)
        time.sleep(31)  # the next codes; not part of what is measured
    return [
        figure("draft of a transfer", drafts, yardstick, CONFIRM_REACH),
        figure("confirm of a transfer", confirms, yardstick, CONFIRM_REACH),
    ]


def _draft(member: Member, reviews: dict[UUID, str]) -> None:
    reviews[member.user_id] = member.draft(101)


def together(bare: Server, members: Sequence[Member], plain: Browser) -> Figure:
    """Measure draft + confirm with eight clients at once, beside eight clients of the bare page."""
    given = codes(members)

    def pair(member: Member) -> None:
        review = member.draft(102)
        member.confirm(review, given[member.user_id], member.shown(review))

    with ThreadPoolExecutor(8) as pool:
        begun = time.perf_counter()
        list(pool.map(pair, members))
        pairs = len(members) / (time.perf_counter() - begun)
        browsers = cycle([Browser(bare.port, dict(plain.cookies)) for _ in range(8)])
        lots = [(next(browsers), 100) for _ in range(8)]
        begun = time.perf_counter()
        list(pool.map(lambda lot: [lot[0].get("/bare") for _ in range(lot[1])], lots))
        bares = 800 / (time.perf_counter() - begun)
    name = "draft + review + confirm a second, 8 clients"
    return Figure(name, f"bare pages a second ({bares:.0f})", pairs, "/s", pairs / bares)


def main() -> None:
    """Run, print the table, keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=120)
    parser.add_argument("--movements", type=int, default=1_000_000)
    parser.add_argument("--requests", type=int, default=60, help="of each kind in each round")
    given = parser.parse_args()
    home = Home(ROOT / ".coop" / "bench-web")
    shutil.rmtree(home.folder, ignore_errors=True)
    with served(home, workers=2) as (house, bare, environment):
        os.environ.update(environment)
        import django

        django.setup()
        members = people(given.members, house.port)
        history(members[0].origin, given.movements)
        history(members[1].origin, FEW)
        plain = Browser(bare.port, {"sesion": members[0].browser.cookies["sesion"]})
        figures, yardstick = pages(house, bare, members, plain, given.requests)
        figures += confirmations(house, bare, members, plain)
        figures.append(together(bare, members, plain))
    print(table(figures))
    notes = f"{given.members} members; the long account has {given.movements:,} movements, "
    notes += f"the short one {FEW:,}; bare page {yardstick.cpu:.2f} ms CPU, "
    notes += f"p50 {yardstick.percentile(50):.1f} ms"
    save("web", figures, notes=notes)


if __name__ == "__main__":
    main()

"""Kills over HTTP: members confirm transfers while the site's workers and its database die.

The site is `coop run` itself. Each client says an order until it is acknowledged - a redirection to
its receipt, written to a file outside the database - and says it again, the same, whenever an
answer is lost. Then each acknowledged order must be posted once, with one entry, one receipt and
one notice. `bench.torture` runs it in a process of its own, with that database's settings.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from http.client import HTTPException
from pathlib import Path
from threading import Event
from typing import TypeVar
from uuid import UUID

import psutil
import psycopg

from bench.served import Browser
from bench.torture import Outcome, kill_server
from bench.world import FORM, SEEN, Member, people
from coop.host.listen import free_port
from coop.host.postgres import OWNER, Cluster
from coop.kernel.ids import uuid7

THREADS = 8
MOST_CENTS = 300
LINE = len(str(uuid7())) + 1
PATIENCE = 240.0  # seconds, of one order or of the last notices: jobs of the dead are taken up late
T = TypeVar("T")


class Record:
    """The file of acknowledgements, each on the disk before the client goes on."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def write(self, line: str) -> None:
        os.write(self._file, f"{line}\n".encode())
        os.fsync(self._file)


@dataclass
class Client:
    """One thread of the outside world, with its share of the members."""

    members: Sequence[Member]
    record: Record
    enough: Event
    dice: random.Random = field(default_factory=random.Random)

    def go(self) -> None:
        """Give orders, one after the other, until it is enough; end the last one."""
        while not self.enough.is_set():
            for member in self.members:
                code = _present_code(member.user_id)
                if code is not None:
                    self._order(member, code)
                if self.enough.is_set():
                    return
            self.enough.wait(0.2)

    def _order(self, member: Member, code: str) -> None:
        order_id = uuid7()
        cents = self.dice.randint(1, MOST_CENTS)
        form = {
            "key": str(order_id),
            "origin": str(member.origin),
            "destination": str(member.destination),
            "amount": f"{cents // 100}.{cents % 100:02}",
            "memo": "",
        }
        review, receipt = f"/instrucciones/{order_id}/revisar", f"/instrucciones/{order_id}"
        _insist(lambda: _post(member, FORM, form) == (302, review))
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            seen = _insist(lambda: _seen(member, review))
            found = _try(lambda: _post(member, review, {"code": code, "seen": seen}))  # noqa: B023
            if found == (302, receipt):
                self.record.write(str(order_id))
                return
            if found is not None and found[0] < 500:  # the code's time has passed meanwhile
                code = _present_code(member.user_id) or code
            time.sleep(0.05)
        self.record.write(f"strange {order_id}")


def _post(member: Member, path: str, form: dict[str, str]) -> tuple[int, str]:
    browser = Browser(member.browser.port, dict(member.browser.cookies), kept=False)
    status, where, _ = browser.post(path, form, member.token)
    return status, where


def _seen(member: Member, review: str) -> str:
    """Return the digest of what the review shows; "posted" if it shows the receipt already."""
    browser = Browser(member.browser.port, dict(member.browser.cookies), kept=False)
    status, text = browser.get(review)
    found = SEEN.search(text)
    return "posted" if status == 302 else found[1] if found else ""


def _try(call: Callable[[], T]) -> T | None:
    """Return the answer; None if it was lost."""
    try:
        return call()
    except (OSError, HTTPException):
        return None


def _insist(call: Callable[[], T]) -> T:
    """Ask until there is an answer that says something."""
    end = time.monotonic() + PATIENCE
    while not (answer := _try(call)):
        assert time.monotonic() < end, "the site does not come back"
        time.sleep(0.05)
    return answer


def _present_code(user_id: UUID) -> str | None:
    """Return a code that this member has not used; None if there is none yet."""
    from django.db import InterfaceError, OperationalError, connections

    from coop.access.codes.totp import CodeNotYet, present_code
    from coop.kernel.db import DatabaseAway

    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            return present_code(user_id=user_id)
        except CodeNotYet:
            return None
        except (DatabaseAway, OperationalError, InterfaceError):
            connections.close_all()
            time.sleep(0.05)
    raise AssertionError("the database does not come back")


@contextmanager
def site(port: int, log: Path) -> Iterator[psutil.Process]:
    """Run `coop run` on the settings' database; give its process."""
    environment = {name: value for name, value in os.environ.items() if "OWNER" not in name}
    words = [sys.executable, "-m", "coop.host.main", "run", "--port", str(port)]
    with log.open("wb") as output:
        run = subprocess.Popen(words, env=environment, stdout=output, stderr=output)
        try:
            _insist(lambda: Browser(port, kept=False).get("/entrar")[0] == 200)
            yield psutil.Process(run.pid)
        finally:
            run.send_signal(signal.SIGTERM)
            run.wait(90)


def web_workers(run: psutil.Process) -> list[psutil.Process]:
    """Return gunicorn's workers, whoever of them lives now."""
    for child in run.children():
        if "gunicorn" in " ".join(child.cmdline()):
            return list(child.children())
    return []


def kill(
    run: psutil.Process,
    cluster: Cluster,
    record: Path,
    dice: random.Random,
    *,
    workers: int,
    databases: int,
) -> int:
    """Kill them with -9 in a random order, at random moments; return how many were killed.

    Between two kills a few orders are acknowledged, so that the next one falls into work.
    """
    plan = ["worker"] * workers + ["database"] * databases
    dice.shuffle(plan)
    done = 0
    for victim in plan:
        _await_more(record, dice.randint(1, 4))
        time.sleep(dice.uniform(0, 0.5))
        if victim == "database":
            kill_server(cluster)
            cluster.start()
            done += 1
            continue
        alive = _wait_for(lambda: web_workers(run))
        try:
            dice.choice(alive).kill()
        except psutil.NoSuchProcess:
            continue  # it was about to be replaced
        done += 1
    return done


def _await_more(record: Path, orders: int) -> None:
    """Return once so many more orders were acknowledged."""
    end = time.monotonic() + PATIENCE
    wanted = record.stat().st_size + orders * LINE
    while record.stat().st_size < wanted:
        assert time.monotonic() < end, "nothing is acknowledged any more"
        time.sleep(0.02)


def _wait_for(look: Callable[[], list[T]]) -> list[T]:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            if found := look():
                return found
        except psutil.NoSuchProcess:
            pass
        assert time.monotonic() < end, "no web worker comes back"
        time.sleep(0.05)


def judge(owner: psycopg.Connection, record: Path) -> dict[str, int]:
    """Compare orders, books, receipts, notices and trail with what was acknowledged outside."""
    lines = record.read_text().split("\n")[:-1]
    owner.execute("DROP TABLE IF EXISTS pg_temp.acknowledged")
    owner.execute("CREATE TEMPORARY TABLE acknowledged (id uuid)")
    with owner.cursor() as cursor, cursor.copy("COPY acknowledged FROM STDIN") as copy:
        for line in lines:
            if not line.startswith("strange"):
                copy.write_row([line])
    counts = {"strange": sum(line.startswith("strange") for line in lines), "said": len(lines)}
    for name, query in FOUND.items():
        row = owner.execute(query).fetchone()
        assert row is not None
        counts[name] = int(row[0])
    return counts


ENTRY = "SELECT FROM ledger_entry e WHERE e.id = o.id AND e.kind = o.kind"
FOUND = {
    "lost": f"""
        SELECT count(*) FROM acknowledged a WHERE NOT EXISTS (
            SELECT FROM orders_order o WHERE o.id = a.id AND o.status = 'POSTED'
                AND o.receipt_code IS NOT NULL AND EXISTS ({ENTRY}))""",
    "unnoticed": """
        SELECT count(*) FROM acknowledged a WHERE NOT EXISTS (
            SELECT FROM notifications_notice n WHERE n.about = a.id)""",
    "twice": """
        SELECT count(*) FROM (
            SELECT reference::uuid AS id FROM ledger_entry WHERE kind LIKE 'transfer%'
            GROUP BY 1 HAVING count(*) > 1
            UNION ALL SELECT about FROM notifications_notice WHERE about IS NOT NULL
            GROUP BY 1 HAVING count(*) > 1
            UNION ALL SELECT order_id FROM orders_event WHERE status = 'POSTED'
            GROUP BY 1 HAVING count(*) > 1
            UNION ALL SELECT subject::uuid FROM audit_entry WHERE action = 'orders.confirmed'
            GROUP BY 1 HAVING count(*) > 1
            UNION ALL SELECT id FROM acknowledged GROUP BY 1 HAVING count(*) > 1) AS t""",
    "half": f"""
        SELECT (SELECT count(*) FROM orders_order o
                WHERE (o.status = 'POSTED') <> EXISTS ({ENTRY})
                    OR (o.status = 'POSTED') <> (o.receipt_code IS NOT NULL)
                    OR o.status NOT IN ('POSTED', 'DRAFTED'))
            + (SELECT count(*) FROM (
                SELECT e.id FROM ledger_entry e JOIN orders_order o ON o.id = e.id
                LEFT JOIN ledger_posting p ON p.entry_id = e.id
                GROUP BY e.id, o.amount_cents HAVING count(p.id) <> 2 OR sum(p.amount_cents) <> 0
                    OR max(p.amount_cents) <> o.amount_cents) AS h)""",
    "overdrawn": "SELECT count(*) FROM ledger_posting WHERE balance_cents > 0",
}


def torture(given: argparse.Namespace) -> Outcome:
    """Run it all; return what it did."""
    import django

    django.setup()
    from django.db import connections

    from coop.ledger.prove import prove

    cluster = Cluster(given.home, {"max_connections": "200"})
    port = free_port(8400)
    os.environ["COOP_PUBLIC_URL"] = f"http://localhost:{port}"
    given.records.mkdir(parents=True, exist_ok=True)
    record = given.records / "acknowledged"
    dice = random.Random(given.seed)
    enough = Event()
    with site(port, given.records / "site.log") as run, ThreadPoolExecutor(THREADS) as pool:
        members = people(given.members, port)
        for member in members:
            member.draft(1)  # it asks for the form and its token; the draft stays one
        clients = [
            Client(members[n::THREADS], Record(record), enough, random.Random(given.seed + n))
            for n in range(THREADS)
        ]
        began = time.monotonic()
        working = [pool.submit(client.go) for client in clients]
        try:
            kills = kill(
                run, cluster, record, dice,
                workers=given.workers_killed, databases=given.databases_killed,
            )  # fmt: skip
        finally:
            enough.set()
        for one in working:
            one.result()
        seconds = time.monotonic() - began
        url = cluster.url(role=OWNER, database=given.database)
        with psycopg.connect(url, autocommit=True) as owner:
            counts = judge(owner, record)
            end = time.monotonic() + PATIENCE
            while counts["unnoticed"] and time.monotonic() < end:
                time.sleep(1)
                counts = judge(owner, record)
    connections.close_all()  # this process's own went with its database
    assert prove().right
    return Outcome(
        "web workers and databases killed", kills, counts["said"] - counts["strange"],
        counts["lost"] + counts["unnoticed"], counts["twice"], counts["half"],
        counts["overdrawn"], counts["strange"], seconds,
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="of the cluster")
    parser.add_argument("--database", required=True)
    parser.add_argument("--records", type=Path, required=True, help="folder, outside the database")
    parser.add_argument("--workers-killed", type=int, required=True)
    parser.add_argument("--databases-killed", type=int, required=True)
    parser.add_argument("--members", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    print(json.dumps(asdict(torture(parser.parse_args()))))


if __name__ == "__main__":
    main()

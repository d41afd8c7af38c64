"""Kills and races at full size: `make torture`. Short forms run in `make test`.

Workers transfer between accounts as the restricted role and write each acknowledgement, fsynced,
to a file outside the database. They, or the database itself, are killed with -9 in the middle of
it. Then the books must hold every acknowledged entry, none twice, none half. An answer that was
lost is unknown: the worker sends the same entry again under the same id.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg import sql

from coop.host.postgres import OWNER, Cluster
from coop.kernel.ids import uuid7

ROOT = Path(__file__).parents[1]
HOME = ROOT / ".coop" / "torture"
DATABASE = "torture"
PAGE = ROOT / "docs" / "reference" / "torture.md"
OPENING_CENTS = 100_000
Worker = subprocess.Popen[bytes]


@dataclass
class Outcome:
    """What one kind of torture did to the books."""

    name: str
    kills: int
    transfers: int
    lost: int
    twice: int
    half: int
    overdrawn: int
    deadlocks: int
    seconds: float

    @property
    def right(self) -> bool:
        """Tell whether nothing at all went wrong."""
        return not (self.lost or self.twice or self.half or self.overdrawn or self.deadlocks)


def work(url: str, record: str, accounts: list[int], seed: int, transfers: int) -> None:
    """Transfer, and record each acknowledgement outside; survive a database that goes away."""
    dice = random.Random(seed)
    descriptor = os.open(record, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    connection: psycopg.Connection | None = None
    done = 0
    while transfers == 0 or done < transfers:
        origin, destination = dice.sample(accounts, 2)
        entry_id, cents = uuid7(), dice.randint(1, 30_000)
        while True:
            try:
                if connection is None:
                    connection = psycopg.connect(url, autocommit=True)
                row = connection.execute(
                    "SELECT outcome FROM ledger_post(%s, 'torture', '', %s::bigint[],"
                    " %s::bigint[], '{a,b}')",
                    [entry_id, [origin, destination], [cents, -cents]],
                ).fetchone()
            except psycopg.errors.DeadlockDetected:
                os.write(descriptor, b"deadlock\n")
                break
            except psycopg.OperationalError:  # unknown, never failed: the same id again
                connection = None
                time.sleep(0.02)
                continue
            assert row is not None
            if row[0] in {"posted", "repeated"}:
                os.write(descriptor, f"{entry_id} {origin} {destination} {cents}\n".encode())
                os.fsync(descriptor)
            elif row[0] != "not_enough_funds":
                os.write(descriptor, f"refused {row[0]}\n".encode())
            break
        done += 1


def start(url: str, record: Path, accounts: list[int], seed: int, transfers: int = 0) -> "Worker":
    """Start one worker as a process of its own."""
    given = f"{url!r}, {str(record)!r}, {accounts}, {seed}, {transfers}"
    code = f"from bench.torture import work; work({given})"
    return subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)


def open_accounts(owner: psycopg.Connection, count: int) -> list[int]:
    """Open accounts that hold the same amount each."""
    made: list[int] = []
    for _ in range(count):
        row = owner.execute(
            "SELECT ledger_open_account(%s, 'torture', -1::smallint, false, 0)", [str(uuid7())]
        ).fetchone()
        assert row is not None
        made.append(row[0])
        owner.execute(
            "SELECT ledger_post(%s, 'deposit', '', ARRAY[-1101, %s]::bigint[],"
            " ARRAY[%s, -%s::bigint]::bigint[], '{a,b}')",
            [uuid7(), row[0], OPENING_CENTS, OPENING_CENTS],
        )
    return made


def kill_workers(url: str, records: Path, accounts: list[int], kills: int, clients: int) -> None:
    """Keep `clients` workers going and kill one after the other, at random moments."""
    dice = random.Random(1)
    workers = [start(url, records / f"w{n}", accounts, n) for n in range(clients)]
    _await_records(records, clients)
    for kill in range(kills):
        time.sleep(dice.uniform(0.02, 0.2))
        victim = kill % clients
        workers[victim].send_signal(signal.SIGKILL)
        workers[victim].wait()
        workers[victim] = start(url, records / f"w{clients + kill}", accounts, 1000 + kill)
        _progress("workers killed", kill + 1, kills)
    for worker in workers:
        worker.kill()
        worker.wait()


def kill_database(
    cluster: Cluster, url: str, records: Path, accounts: list[int], *, kills: int, clients: int
) -> None:
    """Kill every process of the database with -9, and start it again, while workers go on."""
    dice = random.Random(2)
    workers = [start(url, records / f"d{n}", accounts, n) for n in range(clients)]
    _await_records(records, clients)
    for kill in range(kills):
        time.sleep(dice.uniform(0.1, 0.6))
        kill_server(cluster)
        cluster.start()
        _progress("databases killed", kill + 1, kills)
    time.sleep(0.5)
    for worker in workers:
        worker.kill()
        worker.wait()


def kill_server(cluster: Cluster) -> None:
    """Kill the database's parent with -9, and return once it is gone."""
    pid = int((cluster.data / "postmaster.pid").read_text().split("\n", 1)[0])
    os.kill(pid, signal.SIGKILL)
    while Path(f"/proc/{pid}").exists() and not _zombie(pid):
        time.sleep(0.01)
    _reap(pid)


def over_http(
    cluster: Cluster, database: str, records: Path, *, workers: int, databases: int, members: int
) -> Outcome:
    """Have members confirm transfers over HTTP while all of it dies (`bench.torture_http`)."""
    given = {
        "--home": cluster.home, "--database": database, "--records": records,
        "--workers-killed": workers, "--databases-killed": databases, "--members": members,
    }  # fmt: skip
    words = ["-m", "bench.torture_http", *(str(word) for pair in given.items() for word in pair)]
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=_environment(cluster, database),
        check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return Outcome(**json.loads(done.stdout.splitlines()[-1]))


def race(url: str, records: Path, accounts: list[int], clients: int, transfers: int) -> None:
    """Let `clients` workers move money between few accounts, each its share of `transfers`."""
    each = transfers // clients
    workers = [start(url, records / f"r{n}", accounts, n, each) for n in range(clients)]
    while any(worker.poll() is None for worker in workers):
        time.sleep(1)
        done = sum(path.stat().st_size for path in records.iterdir()) // 50
        _progress("acknowledgements (about)", done, transfers)
    assert all(worker.returncode == 0 for worker in workers)


def judge(
    owner: psycopg.Connection, records: Path, *, name: str, kills: int, seconds: float = 0
) -> Outcome:
    """Compare the books with what was acknowledged outside of them."""
    lines = [
        line.split()
        for path in records.iterdir()
        for line in path.read_text().split("\n")[:-1]  # a line cut by a kill was not recorded
    ]
    acknowledged = [line for line in lines if len(line) == 4]
    strange = len([line for line in lines if len(line) != 4])
    with owner.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE acknowledged (id uuid, origin bigint, destination bigint,"
            " cents bigint)"
        )
        with cursor.copy("COPY acknowledged FROM STDIN") as copy:
            for line in acknowledged:
                copy.write_row(line)
        found = {
            "lost": "SELECT count(*) FROM acknowledged a WHERE NOT EXISTS (SELECT FROM ledger_entry"
            " e WHERE e.id = a.id AND e.account_ids = ARRAY[a.origin, a.destination])",
            "half": "SELECT count(*) FROM (SELECT e.id FROM ledger_entry e LEFT JOIN ledger_posting"
            " p ON p.entry_id = e.id WHERE e.kind = 'torture' GROUP BY e.id"
            " HAVING count(p.id) <> 2 OR sum(p.amount_cents) <> 0) AS h",
            "twice": "SELECT count(*) - count(DISTINCT (entry_id, account_id)) FROM ledger_posting",
            "overdrawn": "SELECT count(*) FROM ledger_posting WHERE balance_cents > 0",
            "wrong": "SELECT count(*) FROM ledger_account a WHERE a.id > 0 AND a.balance_cents <>"
            " (SELECT sum(p.amount_cents) FROM ledger_posting p WHERE p.account_id = a.id)",
        }
        counts = {}
        for key, query in found.items():
            row = cursor.execute(sql.SQL(query)).fetchone()
            assert row is not None
            counts[key] = int(row[0])
        cursor.execute("DROP TABLE acknowledged")
    return Outcome(
        name, kills, len(acknowledged), counts["lost"], counts["twice"],
        counts["half"] + counts["wrong"], counts["overdrawn"], strange, seconds,
    )  # fmt: skip


def _await_records(records: Path, clients: int) -> None:
    end = time.monotonic() + 60
    while sum(path.stat().st_size > 0 for path in records.iterdir()) < clients:
        assert time.monotonic() < end, "the workers do not start"
        time.sleep(0.02)


def _reap(pid: int) -> None:
    try:
        os.waitpid(pid, 0)
    except ChildProcessError:
        return


def _zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def _progress(what: str, done: int, most: int) -> None:
    if sys.stderr.isatty() or done == most or done % 50 == 0:
        print(f"\r{what}: {done:,} of {most:,}", end="", file=sys.stderr, flush=True)
        if done >= most:
            print(file=sys.stderr)


def _environment(cluster: Cluster, database: str) -> Mapping[str, str]:
    from tests.ground import ground

    urls = {
        "DATABASE_URL": cluster.url(database=database),
        "DATABASE_OWNER_URL": cluster.url(role=OWNER, database=database),
        "COOP_STATE_DIR": str(cluster.home / "state"),
    }
    return {**os.environ, **ground.environment(database), **urls}


def make_database(cluster: Cluster, database: str) -> None:
    """Make a database anew, migrated; a demonstration's, whose codes may be asked for."""
    with psycopg.connect(cluster.url(role=OWNER, database="postgres"), autocommit=True) as owner:
        owner.execute(sql.SQL(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)"))
        owner.execute(sql.SQL(f"CREATE DATABASE {database}"))
    subprocess.run(
        [sys.executable, "-m", "coop.host.main", "migrate", "--quiet", "--demonstration"],
        env=_environment(cluster, database), check=True,
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers-killed", type=int, default=500)
    parser.add_argument("--databases-killed", type=int, default=100)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--transfers", type=int, default=1_000_000)
    parser.add_argument("--web-workers-killed", type=int, default=200)
    parser.add_argument("--web-databases-killed", type=int, default=40)
    parser.add_argument("--members", type=int, default=200, help="who confirm over HTTP")
    parser.add_argument("--no-save", action="store_true", help="print only")
    given = parser.parse_args()
    cluster = Cluster(HOME, {"max_connections": "200"})
    cluster.start()
    try:
        make_database(cluster, DATABASE)
        outcomes = [
            _one(cluster, "workers killed", given.workers_killed, 8, 0),
            _one(cluster, "databases killed", given.databases_killed, 8, 0),
            _one(cluster, "racing clients", 0, given.clients, given.transfers),
        ]
        subprocess.run(
            [sys.executable, "-c", ("import django; django.setup();"
             "from coop.ledger.prove import prove; r = prove(); print(r); assert r.right")],
            env=_environment(cluster, DATABASE), check=True,
        )  # fmt: skip
        make_database(cluster, f"{DATABASE}_http")
        outcomes.append(
            over_http(
                cluster, f"{DATABASE}_http", HOME / "records" / f"http-{uuid7()}",
                workers=given.web_workers_killed, databases=given.web_databases_killed,
                members=given.members,
            )
        )  # fmt: skip
    finally:
        cluster.stop()
    text = _page(outcomes, given.clients, given.members)
    print(text)
    if not given.no_save:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(text, encoding="utf-8")
        PAGE.with_suffix(".json").write_text(
            json.dumps([asdict(outcome) for outcome in outcomes], indent=1) + "\n"
        )
    if not all(outcome.right for outcome in outcomes):
        raise SystemExit("the books did not hold")


def _one(cluster: Cluster, name: str, kills: int, clients: int, transfers: int) -> Outcome:
    records = HOME / "records" / f"{name.replace(' ', '-')}-{uuid7()}"
    records.mkdir(parents=True)
    url = cluster.url(database=DATABASE)
    owner_url = cluster.url(role=OWNER, database=DATABASE)
    with psycopg.connect(owner_url, autocommit=True) as owner:
        accounts = open_accounts(owner, 50)
    began = time.monotonic()
    if transfers:
        race(url, records, accounts, clients, transfers)
    elif name.startswith("workers"):
        kill_workers(url, records, accounts, kills, clients)
    else:
        kill_database(cluster, url, records, accounts, kills=kills, clients=clients)
    seconds = time.monotonic() - began
    with psycopg.connect(owner_url, autocommit=True) as owner:
        return judge(owner, records, name=name, kills=kills, seconds=seconds)


_HEAD = (
    "| torture | kills | acknowledged transfers | lost | twice | half or wrong "
    "| overdrawn | deadlocks or refusals | seconds |"
)


def _page(outcomes: list[Outcome], clients: int, members: int) -> str:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    ).stdout.strip()
    at = datetime.now(UTC).date()  # noqa: TID251 - a report's own date
    lines = [
        "# The books under fire",
        "",
        f"`make torture`, {at}, commit {commit}.",
        "Acknowledgements are recorded outside the database. The workers of the first three lines",
        "speak to the books' door and move money between 50 accounts; the race has",
        f"{clients} clients. In the last line, {members} members confirm transfers in the pages",
        "of `coop run`: each acknowledged order must be posted, with one entry, one receipt and",
        "one notice.",
        "",
        _HEAD,
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for o in outcomes:
        cells = (o.name, o.kills, f"{o.transfers:,}", o.lost, o.twice, o.half, o.overdrawn)
        row = " | ".join(str(cell) for cell in (*cells, o.deadlocks, f"{o.seconds:.0f}"))
        lines.append(f"| {row} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()

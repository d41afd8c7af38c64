"""Intake of a whole cooperative, next to a bare set-based INSERT of the same entries and postings.

`python -m bench.intake MEMBERS` runs on a cluster of its own with durable commits. It writes the
files, judges them, loads them with every guarantee, proves and verifies the books, and then has two
bare statements write the same rows into tables with the same columns, partitions, keys and
constraints: in the order of the entries, which is the yardstick, and for comparison partition by
partition, which costs the least and which no set of files gives.

The target is about that: bare / what it takes to turn the judged rows into accounts, balances,
entries and postings, digests and checks included. Seconds of a busy machine say little, so the
server's CPU is told too. Reading and judging the CSV files is told beside it, not hidden in it.
Each step is a process of its own, so that its memory is.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg

from bench.figures import Figure, at_least, at_most, save, table
from coop.host.home import Home
from coop.host.postgres import OWNER

ROOT = Path(__file__).parents[1]
HOME = ROOT / ".coop" / "bench-intake"
MEMBERS = 100_000
SMALLER = 10
GROWTH = 1.5
ROUNDS = 2
PARTITIONS = """
    SELECT c.relname, pg_get_expr(c.relpartbound, c.oid)
    FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid
    WHERE inhparent = 'ledger_posting'::regclass ORDER BY 1
"""
SOURCES = """
    CREATE UNLOGGED TABLE source_entry AS SELECT * FROM ledger_entry ORDER BY number;
    CREATE UNLOGGED TABLE source_posting AS SELECT * FROM ledger_posting ORDER BY id;
    ANALYZE source_entry, source_posting
"""
EMPTY = """
    DROP TABLE IF EXISTS bare_entry, bare_posting;
    CREATE TABLE bare_entry (LIKE ledger_entry INCLUDING ALL);
    CREATE TABLE bare_posting (LIKE ledger_posting INCLUDING ALL)
        PARTITION BY RANGE (business_date)
"""
ORDERS = {
    "bare": ("source_entry", "source_posting"),
    "bare, sorted": ("ledger_entry", "ledger_posting"),
}
NOTES = (
    "Durable commits. The yardstick's rows come in the order of the entries, as those of an intake"
    " do. Seconds by the clock move with whatever else the machine does; the server's CPU does not."
)
Outcome = dict[str, Any]


def main(members: int) -> list[Figure]:
    """Measure a tenth of the size, then the whole; return the figures."""
    home = Home(HOME)
    home.prepare()
    home.cluster.start()
    try:
        small = _measured(home, members // SMALLER)
        whole = _measured(home, members)
    finally:
        home.cluster.stop()
    return _figures(small, whole)


def _measured(home: Home, members: int) -> Outcome:
    """Generate, judge and load a cooperative in a fresh database; then write its rows bare."""
    database = f"bench_intake_{members}"
    folder = HOME / f"files-{members}"
    with psycopg.connect(home.cluster.url(role=OWNER), autocommit=True) as owner:
        owner.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        owner.execute(f"CREATE DATABASE {database}")
    environment = home.environment(
        {name: value for name, value in os.environ.items() if not name.startswith("COOP_")},
        COOP_MODE="demonstration",
        COOP_PROFILE="demostracion",
        COOP_PUBLIC_URL="http://localhost:8200",
        COOP_SMTP_URL="smtp://127.0.0.1:2525",
        DATABASE_URL=home.cluster.url(database=database),
        DATABASE_OWNER_URL=home.cluster.url(role=OWNER, database=database),
    )
    migrate = [sys.executable, "-m", "coop.host.main", "migrate", "--quiet", "--demonstration"]
    try:
        subprocess.run(migrate, env=environment, check=True)
        del environment["DATABASE_OWNER_URL"]
        said: Outcome = {}
        for step in ("generate", "check", "load", "prove"):
            found = _in_its_own_process(step, folder, members, environment)
            print(f"{members:,} members: {step} {found}", flush=True)
            said[step] = found
        for order, (entries, postings) in ORDERS.items():
            said[order] = [_bare(home, database, entries, postings) for _ in range(ROUNDS)]
            print(f"{members:,} members: {order} {said[order]}", flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        with psycopg.connect(home.cluster.url(role=OWNER), autocommit=True) as owner:
            owner.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
    return said


def _in_its_own_process(
    step: str, folder: Path, members: int, environment: Mapping[str, str]
) -> Outcome:
    words = [sys.executable, "-m", "bench.intake", str(members), "--step", step, str(folder)]
    done = subprocess.run(words, env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    found: Outcome = json.loads(done.stdout.splitlines()[-1])
    return found


def _step(step: str, folder: Path, members: int) -> Outcome:
    """Do one step here and return what it cost: seconds, MiB at the peak, and its own facts."""
    import django

    django.setup()
    begun = time.perf_counter()
    facts = {"generate": _generate, "check": _load, "load": _load, "prove": _prove}[step](
        folder, members, step
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": time.perf_counter() - begun, "peak_mib": peak, **facts}


def _generate(folder: Path, members: int, step: str) -> Outcome:
    from coop.intake.generate import generate
    from coop.ledger.queries import opening_date

    del step
    until = opening_date() - timedelta(days=1)
    done = generate(folder=folder, members=members, seed=1, until=until)
    return {"people": done.people, "accounts": done.accounts, "movements": done.movements}


def _load(folder: Path, members: int, step: str) -> Outcome:
    from coop.intake import write
    from coop.intake.load import load
    from coop.kernel import db

    del members
    spent: Outcome = {}
    into_the_books = write.history

    def timed() -> None:
        (backend,) = db.fetch_one("SELECT pg_backend_pid()")
        begun, burnt = time.perf_counter(), _cpu(backend)
        into_the_books()
        spent["books_seconds"] = time.perf_counter() - begun
        spent["books_cpu"] = _cpu(backend) - burnt

    write.history = timed
    bars: dict[str, int] = {}

    def bar(text: str) -> Callable[[int, int], None]:
        def told(done: int, total: int) -> None:
            assert done <= total
            bars[text] = bars.get(text, 0) + 1

        return told

    done = load(folder=folder, check_only=step == "check", bar=bar)
    assert done.outcome == {"check": "checked", "load": "loaded"}[step]
    return {**spent, "told": sum(bars.values())}


def _prove(folder: Path, members: int, step: str) -> Outcome:
    from coop.ledger.prove import prove
    from coop.ledger.seal import seal
    from coop.ledger.verify import verify

    del folder, members, step
    begun = time.perf_counter()
    report = prove()
    proving = time.perf_counter() - begun
    assert report.right, report
    seal()
    verification = verify()
    assert verification.right, verification
    return {"prove_seconds": proving, "seals": verification.seals}


def _bare(home: Home, database: str, from_entries: str, from_postings: str) -> Outcome:
    """Write every entry and posting again, in one statement each, committed together."""
    url = home.cluster.url(role=OWNER, database=database)
    with psycopg.connect(url, autocommit=True) as owner:
        if owner.execute("SELECT to_regclass('source_entry')").fetchone() == (None,):
            owner.execute(SOURCES)
        owner.execute(EMPTY)
        for name, bound in owner.execute(PARTITIONS).fetchall():
            owner.execute(f"CREATE TABLE bare_{name} PARTITION OF bare_posting {bound}")
        backend = owner.info.backend_pid
        begun, burnt = time.perf_counter(), _cpu(backend)
        with owner.transaction():
            entries = owner.execute(f"INSERT INTO bare_entry SELECT * FROM {from_entries}")
            postings = owner.execute(f"INSERT INTO bare_posting SELECT * FROM {from_postings}")
        return {
            "seconds": time.perf_counter() - begun,
            "cpu": _cpu(backend) - burnt,
            "entries": entries.rowcount,
            "postings": postings.rowcount,
        }


def _cpu(process: int) -> float:
    """Return user and system seconds that the process has burnt so far."""
    import psutil

    times = psutil.Process(process).cpu_times()
    return float(times.user + times.system)


def _figures(small: Outcome, whole: Outcome) -> list[Figure]:
    bare = min(one["seconds"] for one in whole["bare"])
    bare_cpu = min(one["cpu"] for one in whole["bare"])
    sorted_cpu = min(one["cpu"] for one in whole["bare, sorted"])
    made, loaded, checked = whole["generate"], whole["load"], whole["check"]
    entries, postings = whole["bare"][0]["entries"], whole["bare"][0]["postings"]
    rows = f"{entries:,} entries and {postings:,} postings"
    size = f"{made['people']:,} people, {made['accounts']:,} accounts, {made['movements']:,} rows"
    books, books_cpu = loaded["books_seconds"], loaded["books_cpu"]
    growth = loaded["peak_mib"] / small["load"]["peak_mib"]
    told = f"bare INSERT of the same rows, best of {ROUNDS} (this / it)"
    of = "bare INSERT of the same rows / this"
    proving = whole["prove"]["prove_seconds"]
    return [
        Figure(f"bare INSERT of {rows}", "itself", bare, "s", 1.0),
        Figure("judged rows into the books", of, books, "s", bare / books,
               *at_least(bare / books, 0.5)),
        Figure("the same, CPU of the server", of, books_cpu, "s",
               bare_cpu / books_cpu, *at_least(bare_cpu / books_cpu, 0.5)),
        Figure("the same, CPU, if the bare rows come sorted by partition",
               "bare INSERT of sorted rows / this", books_cpu, "s", sorted_cpu / books_cpu),
        Figure(f"whole intake, from CSV to commit: {size}", of, loaded["seconds"], "s",
               bare / loaded["seconds"]),
        Figure("--check alone", of, checked["seconds"], "s", bare / checked["seconds"]),
        Figure("proving the whole books afterwards", told, proving, "s", proving / bare),
        Figure("peak memory of the intake's process", f"the same at 1/{SMALLER} of the size",
               loaded["peak_mib"], "MiB", growth, *at_most(growth, GROWTH)),
    ]  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("members", type=int, nargs="?", default=MEMBERS)
    parser.add_argument("--step", nargs=2, metavar=("STEP", "FOLDER"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        print(json.dumps(_step(given.step[0], Path(given.step[1]), given.members)))
    else:
        figures = main(given.members)
        print(table(figures))
        save("intake", figures, notes=NOTES)

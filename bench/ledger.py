"""The books against pgbench's TPC-B, on the same server, in turns: `python -m bench.ledger`.

Every kind of posting carries all guarantees: it calls the same functions, as the same restricted
role, as the product does. Commits are durable on both sides.
"""

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import psycopg

from bench.figures import Figure, at_least, save, table
from coop.host.postgres import APPLICATION, OWNER, Cluster, binaries

ROOT = Path(__file__).parents[1]
HOME = ROOT / ".coop" / "bench-ledger"
SCALE = 20
CLIENTS = 8
CALLERS = 2
BATCH = 2_000
DATABASE, YARDSTICK = "bench_ledger", "bench_tpcb"
HISTORY_DAYS = 90

SINGLE = """\\set a random(1, :accounts)
\\set b (:a + random(1, :accounts - 1) - 1) % :accounts + 1
SELECT outcome FROM ledger_post(uuidv7(), 'transfer_own', 'bench', ARRAY[:a, :b]::bigint[],
    ARRAY[100, -100]::bigint[], ARRAY['Transferencia enviada', 'Transferencia recibida']);
"""
HOT = """\\set a random(1, :accounts)
SELECT outcome FROM ledger_post(uuidv7(), 'bill', 'bench', ARRAY[:a, -2101]::bigint[],
    ARRAY[100, -100]::bigint[], ARRAY['Pago de luz', 'Pago de luz']);
"""
MANY = """SELECT count(*) / CASE WHEN bool_and(outcome = 'posted') THEN 1 ELSE 0 END
FROM (
    SELECT array_agg(uuidv7()) AS ids, array_agg('interest'::text) AS kinds,
        array_agg('bench'::text) AS refs
    FROM generate_series(1, {batch})
) AS e, (
    SELECT array_agg(i) AS items, array_agg(account) AS accounts, array_agg(amount) AS amounts,
        array_agg('Intereses'::text) AS texts
    FROM (
        SELECT i, 1 + floor(random() * :accounts)::bigint AS a FROM generate_series(1, {batch}) AS i
    ) AS r, LATERAL (VALUES (a, -5::bigint), ({other}, 5::bigint)) AS l (account, amount)
) AS f, LATERAL ledger_post_batch(ids, kinds, refs, items, accounts, amounts, texts);
"""
OTHER = "1 + (a + 7919) % :accounts"


@dataclass(frozen=True)
class Load:
    """One thing that pgbench runs."""

    name: str
    database: str
    role: str
    clients: int
    each: int
    script: str | None


LOADS = (
    Load("TPC-B", YARDSTICK, OWNER, CLIENTS, 1, None),
    Load("single postings", DATABASE, APPLICATION, CLIENTS, 1, SINGLE),
    Load("to a hot internal account", DATABASE, APPLICATION, CLIENTS, 1, HOT),
    Load(
        "batch door", DATABASE, APPLICATION, CALLERS, BATCH,
        MANY.format(batch=BATCH, other=OTHER),
    ),
    Load(
        "batch door, one hot account", DATABASE, APPLICATION, CALLERS, BATCH,
        MANY.format(batch=BATCH, other="-5101"),
    ),
)  # fmt: skip
TARGETS = dict(zip([load.name for load in LOADS], [0, 1.5, 1.5, 4.5, 4.5], strict=True))


def measure(*, accounts: int, movements: int, seconds: int, rounds: int) -> list[Figure]:
    """Prepare the server and measure everything in turns; print as it goes."""
    cluster = Cluster(HOME)
    cluster.start()
    try:
        print("preparing the yardstick and the books ...", flush=True)
        _prepare(cluster)
        figures = [_history(cluster, accounts, movements)]
        awaited = _turns(cluster, LOADS, seconds, rounds, accounts)
        left = _turns(cluster, LOADS[:3], seconds, rounds, accounts, awaited=False)
        _prove(cluster)
    finally:
        cluster.stop()
    for name, target in list(TARGETS.items())[1:]:
        rate, ratio = awaited[name]
        reach, met = at_least(ratio, target)
        yardstick = f"TPC-B, {awaited['TPC-B'][0]:,.0f}/s"
        figures.append(Figure(name, yardstick, rate, "entries/s", ratio, reach, met))
    for name in (load.name for load in LOADS[1:3]):
        rate, ratio = left[name]
        yardstick = f"TPC-B, {left['TPC-B'][0]:,.0f}/s, its commits not awaited either"
        named = f"{name}, the disk not awaited"
        figures.append(Figure(named, yardstick, rate, "entries/s", ratio))
    return figures


def _turns(
    cluster: Cluster,
    loads: Sequence[Load],
    seconds: int,
    rounds: int,
    accounts: int,
    *,
    awaited: bool = True,
) -> dict[str, tuple[float, float]]:
    """Run the loads in turns; return of each the median rate and the median ratio of its turns.

    A slow disk's flush bounds the yardstick and the books alike and hides the rest; a second
    series that does not await it (`synchronous_commit = off`, both sides) shows the rest.
    """
    rates: dict[str, list[float]] = {load.name: [] for load in loads}
    for turn in range(rounds):
        for load in loads:
            rate = _run(cluster, load, seconds, accounts, awaited=awaited)
            rates[load.name].append(rate)
            print(f"turn {turn + 1} of {rounds}: {load.name} {rate:,.0f}/s", flush=True)
    first = rates[loads[0].name]
    return {
        name: (
            statistics.median(found),
            statistics.median([one / other for one, other in zip(found, first, strict=True)]),
        )
        for name, found in rates.items()
    }


def _prepare(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url(role=OWNER, database="postgres"), autocommit=True) as owner:
        for name in (DATABASE, YARDSTICK):
            owner.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            owner.execute(f"CREATE DATABASE {name}")
    _pgbench(cluster, YARDSTICK, OWNER, ["-i", "-q", "-s", str(SCALE)])
    _python(cluster, "from coop.host.migrate import migrate; import os;"
            "migrate(owner_url=os.environ['DATABASE_OWNER_URL'], verbosity=0)")  # fmt: skip


def _history(cluster: Cluster, accounts: int, movements: int) -> Figure:
    """Load history by the ledger's door, then insert the same rows barely, and compare."""
    began = time.monotonic()
    _python(cluster, f"from bench.ledger import load; load({accounts}, {movements})")
    by_door = time.monotonic() - began
    with psycopg.connect(cluster.url(role=OWNER, database=DATABASE), autocommit=True) as owner:
        owner.execute("CREATE TABLE bare_entry (LIKE ledger_entry INCLUDING ALL)")
        owner.execute(
            "CREATE TABLE bare_posting (LIKE ledger_posting INCLUDING ALL)"
            " PARTITION BY RANGE (business_date)"
        )
        months = owner.execute(
            "SELECT c.relname, pg_get_expr(c.relpartbound, c.oid) FROM pg_class c"
            " JOIN pg_inherits i ON i.inhrelid = c.oid"
            " WHERE i.inhparent = 'ledger_posting'::regclass"
        ).fetchall()
        for month, bound in months:
            owner.execute(f"CREATE TABLE bare_{month} PARTITION OF bare_posting {bound}")
        began = time.monotonic()
        owner.execute("INSERT INTO bare_entry SELECT * FROM ledger_entry")
        owner.execute("INSERT INTO bare_posting SELECT * FROM ledger_posting")
        bare = time.monotonic() - began
        owner.execute("DROP TABLE bare_entry, bare_posting")
        owner.execute("VACUUM ANALYZE")
    entries = accounts + movements
    print(f"history of {entries:,} entries: {by_door:.1f} s, barely inserted {bare:.1f} s")
    reach, met = at_least(bare / by_door, 0.5)
    return Figure(
        "history by the door, reading and starting Python included",
        "bare set-based INSERT of the same rows",
        entries / by_door, "entries/s", bare / by_door, reach, met,
    )  # fmt: skip


def load(accounts: int, movements: int) -> None:
    """Load the bench's history; runs in a process of its own, as the restricted role."""
    import django

    django.setup()
    from coop.kernel import db
    from coop.ledger.load_history import HistoryAccount, HistoryMovement, load_history
    from coop.ledger.queries import opening_date

    begin = opening_date() - timedelta(HISTORY_DAYS)
    days: list[date] = [begin + timedelta(n) for n in range(HISTORY_DAYS)]
    with db.transaction():
        load_history(
            accounts=(
                HistoryAccount(f"{n:09}", f"Persona {n}", "credit", 10_000_000, begin)
                for n in range(accounts)
            ),
            movements=(
                HistoryMovement(
                    f"{n * 7 % accounts:09}", days[n % 90], 100, "Depósito en ventanilla"
                )
                for n in range(movements)
            ),
        )


def _prove(cluster: Cluster) -> None:
    _python(cluster, "import django; django.setup(); from coop.ledger.prove import prove;"
            "r = prove(); assert r.right, r; print('the books prove after the bench')")  # fmt: skip


def _python(cluster: Cluster, code: str) -> None:
    from tests.ground import ground

    environment = {
        **ground.environment(DATABASE),
        "DATABASE_URL": cluster.url(database=DATABASE),
        "DATABASE_OWNER_URL": cluster.url(role=OWNER, database=DATABASE),
        "PATH": "/usr/bin:/bin",
    }
    subprocess.run([sys.executable, "-c", code], env=environment, cwd=ROOT, check=True)


def _pgbench(
    cluster: Cluster, database: str, role: str, flags: list[str], *, awaited: bool = True
) -> str:
    program = binaries() / "pgbench"
    if not program.exists():
        message = (
            "pgbench is missing from the wheel of PostgreSQL; without the yardstick there is no "
            "figure. On Debian: apt-get install postgresql-contrib, and link it as "
            f"{program}"
        )
        raise SystemExit(message)
    done = subprocess.run(
        [str(program), "-h", str(cluster.sockets), "-U", role, *flags, database],
        env={"PGOPTIONS": "" if awaited else "-c synchronous_commit=off"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise SystemExit(f"pgbench failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def _run(cluster: Cluster, load: Load, seconds: int, accounts: int, *, awaited: bool) -> float:
    with psycopg.connect(cluster.url(role=OWNER, database="postgres"), autocommit=True) as owner:
        owner.execute("CHECKPOINT")
    flags = ["-n", "-M", "prepared", "-c", str(load.clients), "-j", "2", "-T", str(seconds)]
    if load.script is None:
        flags += ["-s", str(SCALE)]
        said = _pgbench(cluster, load.database, load.role, flags, awaited=awaited)
    else:
        with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
            script.write(load.script)
            script.flush()
            flags += ["-f", script.name, "-D", f"accounts={accounts}"]
            said = _pgbench(cluster, load.database, load.role, flags, awaited=awaited)
    found = re.search(r"tps = ([0-9.]+)", said)
    if found is None:
        raise SystemExit(said)
    return float(found[1]) * load.each


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=500_000)
    parser.add_argument("--movements", type=int, default=500_000)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--no-save", action="store_true", help="print only")
    given = parser.parse_args()
    figures = measure(
        accounts=given.accounts,
        movements=given.movements,
        seconds=given.seconds,
        rounds=given.rounds,
    )
    print(table(figures))
    if not given.no_save:
        save("ledger", figures, notes=f"medians of {given.rounds} turns of {given.seconds} s")


if __name__ == "__main__":
    main()

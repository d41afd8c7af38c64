"""The short form of `make torture` over HTTP: an acknowledged order is posted, once and whole."""

from pathlib import Path

from bench.torture import make_database, over_http
from bench.torture_http import judge
from coop.host.postgres import Cluster
from coop.kernel.ids import uuid7
from tests import make
from tests.database import Clone

DATABASE = "killed"


def test_web_workers_and_databases_that_are_killed_lose_no_acknowledged_order(
    tmp_path: Path,
) -> None:
    cluster = Cluster(tmp_path / "cluster", {"max_connections": "200"})
    cluster.start()
    try:
        make_database(cluster, DATABASE)
        outcome = over_http(
            cluster, DATABASE, tmp_path / "records", workers=5, databases=2, members=32
        )
    finally:
        cluster.stop()
    assert outcome.kills >= 5
    assert outcome.transfers >= outcome.kills
    assert outcome.right, outcome


def test_the_judge_sees_what_was_lost_half_done_and_done_twice(
    cloned_database: Clone, tmp_path: Path
) -> None:
    record, missing = tmp_path / "acknowledged", uuid7()
    record.write_text(f"{missing}\n{missing}\nstrange {uuid7()}\n{uuid7()}")  # cut by a kill
    make.account(make.person(), cents=500)
    with cloned_database.owner() as owner:
        found = judge(owner, record)
        owner.execute("SET session_replication_role = replica")
        owner.execute("UPDATE ledger_posting SET balance_cents = 1 WHERE account_id > 0")
        overdrawn = judge(owner, record)["overdrawn"]
    assert found == {
        "said": 3, "strange": 1, "lost": 2, "unnoticed": 2, "twice": 1, "half": 0, "overdrawn": 0,
    }  # fmt: skip
    assert overdrawn == 1

"""The short form of `make torture`: what was acknowledged is in the books, once and whole."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg

from bench.torture import judge, kill_database, kill_workers, open_accounts
from coop.host.postgres import OWNER, Cluster
from tests.database import Clone
from tests.ground import ground

CLIENTS = 3


def test_killed_workers_lose_nothing(cloned_database: Clone, tmp_path: Path) -> None:
    with cloned_database.owner() as owner:
        accounts = open_accounts(owner, 8)
        kill_workers(cloned_database.app_url, tmp_path, accounts, 6, CLIENTS)
        outcome = judge(owner, tmp_path, name="workers", kills=6)
    assert outcome.transfers > 0
    assert outcome.right, outcome


def test_a_killed_database_loses_nothing(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path / "cluster", {"max_connections": "50"})
    cluster.start()
    try:
        urls = {
            "DATABASE_URL": cluster.url(),
            "DATABASE_OWNER_URL": cluster.url(role=OWNER),
        }
        subprocess.run(
            [sys.executable, "-m", "coop.host.main", "migrate", "--quiet"],
            env={**os.environ, **ground.environment("coop"), **urls},
            check=True,
        )
        records = tmp_path / "records"
        records.mkdir()
        with psycopg.connect(cluster.url(role=OWNER), autocommit=True) as owner:
            accounts = open_accounts(owner, 8)
        kill_database(cluster, cluster.url(), records, accounts, kills=2, clients=CLIENTS)
        with psycopg.connect(cluster.url(role=OWNER), autocommit=True) as owner:
            outcome = judge(owner, records, name="database", kills=2)
    finally:
        cluster.stop()
    assert outcome.transfers > 0
    assert outcome.right, outcome

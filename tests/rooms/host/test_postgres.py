"""The embedded PostgreSQL: closed to strangers, started after any death, found by its socket."""

import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import psycopg
import pytest

from coop.host.postgres import OWNER, Answer, Cluster, DatabaseTrouble, binaries


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    tmp_path.chmod(0o700)
    made = Cluster(tmp_path / "database", {"fsync": "off", "shared_buffers": "16MB"})
    made.start()
    yield made
    if made.answer() is not Answer.NOBODY:
        made.stop()


def postmaster(cluster: Cluster) -> int:
    return int((cluster.data / "postmaster.pid").read_text().split()[0])


def ask(cluster: Cluster, question: str, role: str = OWNER) -> object:
    with psycopg.connect(cluster.url(role=role)) as connection:
        row = connection.execute(question).fetchone()
    assert row is not None
    return row[0]


def died(pid: int) -> None:
    for _ in range(500):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        if Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return
        time.sleep(0.02)
    raise AssertionError(f"{pid} lives")


def test_it_is_closed_to_everyone_else_and_keeps_checksums(cluster: Cluster) -> None:
    assert ask(cluster, "SHOW data_checksums") == "on"
    assert ask(cluster, "SHOW listen_addresses") == ""
    assert ask(cluster, "SELECT current_user", role="coop_app") == "coop_app"
    for folder in (cluster.data, cluster.sockets, cluster.log.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    rules = ask(cluster, "SELECT array_agg(auth_method || ' ' || type) FROM pg_hba_file_rules")
    assert rules == ["peer local"]


def test_only_its_own_account_and_whoever_started_it_are_let_in(cluster: Cluster) -> None:
    found = ask(cluster, "SELECT array_agg(DISTINCT sys_name) FROM pg_ident_file_mappings")
    runs_it = pwd.getpwuid(cluster.data.stat().st_uid).pw_name
    starts_it = pwd.getpwuid(os.geteuid()).pw_name
    assert set(found) == {runs_it, starts_it}  # type: ignore[call-overload]
    assert cluster.data.stat().st_uid != 0


def test_what_was_committed_outlives_kill_9(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url(role=OWNER), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    pid = postmaster(cluster)
    os.kill(pid, signal.SIGKILL)
    died(pid)
    assert cluster.answer() is Answer.NOBODY
    cluster.start()
    assert ask(cluster, "SELECT answer FROM kept") == 42


def test_a_start_waits_for_the_last_processes_of_a_killed_server(cluster: Cluster) -> None:
    pid = postmaster(cluster)
    slow = psycopg.connect(cluster.url(role=OWNER), autocommit=True)
    backend = slow.info.backend_pid
    os.kill(backend, signal.SIGSTOP)  # as one in a long computation: it notices nothing yet
    os.kill(pid, signal.SIGKILL)
    died(pid)
    wakes = Timer(1, os.kill, (backend, signal.SIGCONT))
    wakes.start()
    try:
        cluster.start()
        assert not wakes.is_alive()
    finally:
        wakes.join()
        slow.close()
    assert ask(cluster, "SELECT 1") == 1


def test_a_stale_pid_that_belongs_to_a_stranger_by_now_does_not_stop_it(cluster: Cluster) -> None:
    lock = cluster.data / "postmaster.pid"
    left = lock.read_text()
    cluster.stop()
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        lock.write_text(left.replace(left.split()[0], str(stranger.pid), 1))
        cluster.prepare()
        (cluster.sockets / ".s.PGSQL.5432").touch()
        (cluster.sockets / ".s.PGSQL.5432.lock").write_text(f"{stranger.pid}\n")
        cluster.start()
        assert ask(cluster, "SELECT 1") == 1
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_an_empty_lock_file_of_a_full_disk_does_not_stop_it(cluster: Cluster) -> None:
    cluster.stop()
    (cluster.data / "postmaster.pid").touch()
    cluster.start()
    assert ask(cluster, "SELECT 1") == 1


def test_a_server_that_is_alive_but_silent_is_not_started_twice(cluster: Cluster) -> None:
    pid = postmaster(cluster)
    (cluster.sockets / ".s.PGSQL.5432").rename(cluster.sockets / "hidden")
    try:
        with pytest.raises(DatabaseTrouble, match=str(pid)):
            cluster.clear_stale()
    finally:
        (cluster.sockets / "hidden").rename(cluster.sockets / ".s.PGSQL.5432")


def test_a_path_too_long_for_a_socket_gets_a_closed_folder_elsewhere(tmp_path: Path) -> None:
    deep = tmp_path / ("a" * 60) / ("b" * 60)
    deep.mkdir(parents=True)
    cluster = Cluster(deep / "database", {"fsync": "off", "shared_buffers": "16MB"})
    assert not cluster.sockets.is_relative_to(deep)
    cluster.start()
    try:
        assert stat.S_IMODE(cluster.sockets.stat().st_mode) == 0o700
        assert ask(cluster, "SELECT 1") == 1
    finally:
        cluster.stop()
    assert not cluster.sockets.exists()


def test_a_socket_folder_that_a_stranger_planted_is_refused(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path / ("c" * 80) / "database")
    cluster.sockets.symlink_to(tmp_path)
    try:
        with pytest.raises(DatabaseTrouble, match="not ours"):
            cluster.prepare()
    finally:
        cluster.sockets.unlink()


def test_an_initdb_that_was_killed_is_begun_again(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path / "database", {"fsync": "off", "shared_buffers": "16MB"})
    (cluster.data / "base").mkdir(parents=True)
    (cluster.data / "base" / "half").touch()
    cluster.start()
    cluster.stop()
    assert (cluster.data / "PG_VERSION").read_text() == "18\n"


def test_a_server_that_cannot_start_shows_its_last_words(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path / "database", {"shared_buffers": "nonsense"})
    with pytest.raises(DatabaseTrouble, match="nonsense"):
        cluster.start()


def test_it_runs_from_a_checkout_below_a_closed_folder(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    wheel = binaries().parents[1]
    packages = closed / "site-packages"
    for name in (wheel.name, f"{wheel.name}.libs"):
        if (wheel.parent / name).exists():
            shutil.copytree(
                wheel.parent / name, packages / name, symlinks=True,
                ignore=shutil.ignore_patterns("pginstall", "__pycache__"),
            )  # fmt: skip
    code = (
        "import sys, pathlib; from coop.host import postgres;"
        "print(postgres.binaries());"
        "cluster = postgres.Cluster(pathlib.Path(sys.argv[1]), {'shared_buffers': '16MB'});"
        "cluster.start(); cluster.stop()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(closed / "state")],
        env={**os.environ, "PYTHONPATH": str(packages)},
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert str(packages) in done.stdout
    assert closed.stat().st_mode & 0o777 == 0o700

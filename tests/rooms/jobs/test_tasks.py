"""What a room may ask for exists, errors have one meaning each, and any task may repeat."""

import ast
import logging
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from django.db import connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

import coop
from coop.access.signed_in import NotSignedIn
from coop.connectors.smtp import SmtpTransport
from coop.jobs.books import prove_books
from coop.jobs.wrap import LATER, judged
from coop.kernel import clock, db, jobs
from coop.kernel.errors import Refused
from coop.ledger import queries as ledger
from coop.ledger.open_account import open_account
from coop.notifications.notify import LetterUnknown, notify
from coop.notifications.ports import MailAnswerLost, MailServerAway, slot
from tests.database import Clone
from tests.rooms.connectors.post_office import PostOffice

DONE = {"done_at": "2026-11-23T17:00:00+00:00"}
IDLE = {"user": "x", "until": DONE["done_at"]}


@pytest.fixture(autouse=True)
def tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    app.perform_import_paths()  # type: ignore[no-untyped-call]  # the library has no types here
    # The threads of a worker end with the test: each task closes its connection.
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)


def asked_for() -> set[str]:
    """The constant first argument of every `defer(...)` in the house."""
    names = set()
    for path in Path(next(iter(coop.__path__))).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and "defer" in {getattr(node.func, "attr", ""), getattr(node.func, "id", "")}
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                names.add(str(node.args[0].value))
    return names


def test_every_name_that_a_room_asks_for_is_a_task() -> None:
    assert asked_for() >= {"notifications.deliver", "access.tell_locked_out"}
    assert not asked_for() - set(app.tasks)


@pytest.mark.django_db
@pytest.mark.parametrize("task", ["transfers.tell", "audit.seal", "nobody.knows_it"])
def test_a_job_is_asked_for_as_procrastinate_does(task: str) -> None:
    at = clock.now()
    ours = jobs.defer(task, arguments={"n": "ñ"}, at=at)
    row = (
        "SELECT queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at, status, "
        "attempts FROM procrastinate_jobs WHERE id = %s"
    )
    kept = db.fetch_all(row, [ours])
    db.execute("UPDATE procrastinate_jobs SET queueing_lock = NULL WHERE id = %s", [ours])
    theirs = app.configure_task(task, schedule_at=at).defer(n="ñ")
    assert db.fetch_all(row, [theirs]) == kept


def test_the_clocks_tasks_never_pile_up() -> None:
    periodic = app.periodic_registry.periodic_tasks
    assert {name for name, _ in periodic} >= {"audit.seal", "notifications.deliver_due"}
    for registered in periodic.values():
        assert registered.task.queue == "clock"
        assert registered.task.lock == registered.task.queueing_lock == registered.task.name


@pytest.mark.parametrize(
    ("problem", "said", "again"),
    [
        (NotSignedIn(), "job refused", False),
        (MailServerAway(), "job waits", True),
        (MailAnswerLost(), "job waits", True),
        (LetterUnknown(), "", False),
        (ValueError(), "", False),
    ],
)
def test_trouble_outside_is_tried_again_trouble_inside_is_seen_a_refusal_ends_it(
    problem: Exception, said: str, again: bool, caplog: pytest.LogCaptureFixture
) -> None:
    def verb() -> None:
        raise problem

    run = judged("test.verb", verb)
    with caplog.at_level(logging.INFO, "coop.jobs"):
        if isinstance(problem, Refused):
            run()
        else:
            with pytest.raises(type(problem)):
                run()
    assert isinstance(problem, tuple(LATER.retry_exceptions or ())) == again
    assert [record.getMessage() for record in caplog.records] == ([said] if said else [])


def work(queue: str = "default") -> None:
    """Run a real worker until nothing waits in the queue; no minute strikes meanwhile."""
    connector = app.connector
    assert isinstance(connector, DjangoConnector)
    with (
        app.replace_connector(connector.get_worker_connector()),
        patch.object(app.periodic_registry, "periodic_tasks", {}),
    ):
        app.run_worker(
            queues=[queue], wait=False, listen_notify=False, install_signal_handlers=False
        )


def statuses(task: str) -> list[str]:
    rows = db.fetch_all(
        "SELECT status FROM procrastinate_jobs WHERE task_name = %s ORDER BY id", [task]
    )
    return [str(row[0]) for row in rows]


def tick(task: str) -> None:
    """Have the clock's worker do one of its tasks now."""
    jobs.defer(task, arguments={"timestamp": 0})
    work("clock")
    assert set(statuses(task)) == {"succeeded"}


def test_a_worker_delivers_what_a_transaction_asked_for_once(cloned_database: Clone) -> None:
    office = PostOffice()
    transport = SmtpTransport(office.url, timeout_seconds=5)
    with slot.replaced(replace(slot.get(), transport=transport)), office.open():
        with db.transaction():
            notify(addresses=["rosa@correo.example"], template="password_changed", data=DONE)
        work()
        db.execute("UPDATE procrastinate_jobs SET status = 'todo'")
        work()
    assert office.recipients == ["rosa@correo.example"]


def test_a_job_whose_worker_was_killed_is_done_by_another(cloned_database: Clone) -> None:
    job = jobs.defer("access.tell_locked_out", arguments=IDLE)
    (worker,) = db.fetch_one(
        "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')"
        " RETURNING id"
    )
    db.execute(
        "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s",
        [worker, job],
    )
    work()
    assert statuses("access.tell_locked_out") == ["doing"]
    tick("jobs.retry_stalled")
    work()
    assert statuses("access.tell_locked_out") == ["succeeded"]


def test_jobs_that_ended_well_are_forgotten_after_three_days(cloned_database: Clone) -> None:
    jobs.defer("access.tell_locked_out", arguments=IDLE)
    work()
    tick("jobs.prune")
    assert statuses("access.tell_locked_out") == ["succeeded"]
    db.execute("UPDATE procrastinate_events SET at = at - interval '73 hours'")
    tick("jobs.prune")
    assert statuses("access.tell_locked_out") == []


def test_every_task_of_the_clock_runs_in_a_worker_and_again(cloned_database: Clone) -> None:
    clocks = sorted(name for name, _ in app.periodic_registry.periodic_tasks)
    for task in clocks * 2:
        jobs.defer(task, arguments={"timestamp": 0})
        work("clock")
    left = db.fetch_all("SELECT task_name, status FROM procrastinate_jobs")
    assert sorted({str(name) for name, _ in left}) == clocks
    assert {status for _, status in left} == {"succeeded"}


def test_wrong_books_are_said_aloud_and_stop_every_posting(
    cloned_database: Clone, caplog: pytest.LogCaptureFixture
) -> None:
    account = open_account(
        code="2110-1", name="Prueba", side="credit", kind="member", floor_cents=0
    )
    with cloned_database.owner() as owner:
        owner.execute("SET session_replication_role = replica")
        owner.execute("UPDATE ledger_account SET balance_cents = -500 WHERE id = %s", [account])
    prove_books("minute")
    assert [found.levelname for found in caplog.records if found.name == "coop.jobs"] == [
        "CRITICAL"
    ]
    assert ledger.stopped_because()

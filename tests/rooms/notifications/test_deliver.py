"""Notices wait when the mail server is down, arrive when it is back, and leave once."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier
from uuid import UUID

import pytest

from coop.connectors.smtp import SmtpTransport
from coop.kernel import clock, db
from coop.notifications.deliver import LEASE, deliver, deliver_due
from coop.notifications.notify import LetterUnknown, notify
from coop.notifications.ports import Mail, MailServerAway, slot
from coop.notifications.rules import GIVE_UP_AFTER
from tests.database import Clone
from tests.rooms.connectors.post_office import PostOffice

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
FACTS = {"done_at": NOON.isoformat(), "payee_name": "Rosa Ñ. Batista", "account": "••1234"}


def put(address: str = "rosa@correo.example") -> UUID:
    return notify(addresses=[address], template="payee_added", data=FACTS)[0]


def status(notice: UUID) -> str:
    return str(db.fetch_one("SELECT status FROM notifications_notice WHERE id = %s", [notice])[0])


@pytest.fixture
def office() -> PostOffice:
    return PostOffice()


@pytest.fixture
def posted(office: PostOffice) -> object:
    transport = SmtpTransport(office.url, timeout_seconds=5)
    with slot.replaced(replace(slot.get(), transport=transport)):
        yield


@pytest.mark.django_db
def test_a_notice_leaves_once_however_often_it_is_asked(office: PostOffice, posted: None) -> None:
    notice = put()
    with office.open():
        assert [deliver(notice_id=notice) for _ in range(3)] == ["sent", "nothing", "nothing"]
    assert office.recipients == ["rosa@correo.example"]
    assert str(office.kept[0]["Message-ID"]).startswith(f"<{notice}@")


@pytest.mark.django_db
def test_notices_wait_while_the_server_is_down_and_arrive_when_it_is_back(
    office: PostOffice, posted: None
) -> None:
    with clock.frozen(now=NOON):
        notices = [put(f"n{number}@correo.example") for number in range(3)]
        assert deliver(notice_id=notices[0]) == "waits"
        assert deliver(notice_id=notices[0]) == "nothing"  # not before its time
    with clock.frozen(now=NOON + timedelta(hours=20)):
        assert deliver_due() == 0  # one try, then it knows
    with clock.frozen(now=NOON + timedelta(hours=21)), office.open():
        assert deliver_due() == 3
        assert deliver_due() == 0
    assert [status(notice) for notice in notices] == ["sent"] * 3
    assert sorted(office.recipients) == [f"n{number}@correo.example" for number in range(3)]


def put_code(address: str, *, minutes: int = 10) -> UUID:
    until = (NOON + timedelta(minutes=minutes)).isoformat()
    facts = {"code_secret": "1234 5678", "until_at": until}
    return notify(addresses=[address], template="code_contact", data=facts)[0]


@pytest.mark.django_db
def test_after_an_outage_no_dead_code_is_sent_and_everything_else_is(
    office: PostOffice, posted: None, caplog: pytest.LogCaptureFixture
) -> None:
    with clock.frozen(now=NOON):
        dead = put_code("dead@correo.example")
        alive = put_code("alive@correo.example", minutes=24 * 60)
        notice = put("notice@correo.example")
        assert [deliver(notice_id=one) for one in (dead, alive, notice)] == ["waits"] * 3
    with clock.frozen(now=NOON + timedelta(minutes=10)), office.open():
        assert deliver(notice_id=dead) == "given_up"
        assert deliver_due() == 2
    assert sorted(office.recipients) == ["alive@correo.example", "notice@correo.example"]
    assert status(dead) == "given_up"
    ((data, trouble),) = db.fetch_all(
        "SELECT data::text, trouble FROM notifications_notice WHERE id = %s", [dead]
    )
    assert "code_secret" not in data
    assert trouble == "its code had expired"
    (said,) = [one for one in caplog.records if one.name == "coop.notifications"]
    assert str(dead) in str(said.__dict__)
    assert "dead@" not in str(said.__dict__)


@pytest.mark.django_db
def test_a_code_that_still_opens_leaves_as_soon_as_the_server_is_back(
    office: PostOffice, posted: None
) -> None:
    with clock.frozen(now=NOON):
        code = put_code("rosa@correo.example")
        assert deliver(notice_id=code) == "waits"
    with clock.frozen(now=NOON + timedelta(minutes=9, seconds=59)), office.open():
        assert deliver(notice_id=code) == "sent"
    assert "1234 5678" in str(office.kept[0])


@pytest.mark.django_db
def test_after_five_days_it_is_given_up_and_kept_for_people_to_see(
    office: PostOffice, posted: None
) -> None:
    with clock.frozen(now=NOON):
        notice = put()
    with clock.frozen(now=NOON + GIVE_UP_AFTER + timedelta(seconds=1)):
        assert deliver(notice_id=notice) == "given_up"
    assert status(notice) == "given_up"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("refused", "answers", "outcome"),
    [
        ("550 5.1.1 no such mailbox", [], "rejected"),
        ("450 4.2.1 later", [], "waits"),
        ("", ["554 5.7.1 content refused"], "rejected"),
        ("", ["452 4.3.1 full"], "waits"),
        ("", ["hang up"], "waits"),
    ],
)
def test_each_answer_of_the_server_has_one_meaning(
    office: PostOffice, posted: None, refused: str, answers: list[str], outcome: str
) -> None:
    office.refused, office.answers = refused, answers
    notice = put()
    with office.open():
        assert deliver(notice_id=notice) == outcome


@pytest.mark.django_db
def test_a_lost_answer_is_tried_again_under_the_same_message_id(
    office: PostOffice, posted: None
) -> None:
    office.answers = ["hang up"]
    with office.open():
        with clock.frozen(now=NOON):
            notice = put()
            assert deliver(notice_id=notice) == "waits"
        with clock.frozen(now=NOON + timedelta(minutes=1)):
            assert deliver(notice_id=notice) == "sent"
    assert len({str(mail["Message-ID"]) for mail in office.kept}) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "a@b.example\r\nBcc: x@y.example",
        "a@b.example\nBcc: x@y.example",
        "<a@b.example>",
        "a@b.example, x@y.example",
        "a@b.example x@y.example",
        '"a b"@b.example',
        "a@localhost",
        "a@b..example",
        ".a@b.example",
        "ñ@b.example",
        "",
    ],
)
def test_an_address_that_cannot_be_written_to_stops_nothing_and_gets_nothing(address: str) -> None:
    made = notify(addresses=[address, "rosa@correo.example"], template="payee_added", data=FACTS)
    assert len(made) == 1
    assert db.fetch_all("SELECT address FROM notifications_notice WHERE status = 'rejected'") == [
        (address,)
    ]


@pytest.mark.django_db
def test_an_unknown_letter_is_a_fault_of_ours() -> None:
    with pytest.raises(LetterUnknown):
        notify(addresses=["a@b.example"], template="surprise", data={})
    with pytest.raises(LetterUnknown) as fault:
        notify(addresses=["a@b.example"], template="payee_added", data={"account": "1"})
    assert fault.value.data["missing"] == ["payee_name"]


def test_rolled_back_nothing_was_told(cloned_database: Clone) -> None:
    with pytest.raises(RuntimeError), db.transaction():
        put()
        raise RuntimeError
    assert db.fetch_one("SELECT count(*) FROM notifications_notice") == (0,)
    assert db.fetch_one("SELECT count(*) FROM procrastinate_jobs") == (0,)


def test_eight_workers_with_one_notice_send_one_mail(
    cloned_database: Clone, office: PostOffice, posted: None
) -> None:
    notice = put()
    with office.open():
        outcomes = cloned_database.together([lambda: deliver(notice_id=notice)] * 8)
    assert sorted(map(str, outcomes)) == ["nothing"] * 7 + ["sent"]
    assert len(office.kept) == 1


def test_many_notices_and_many_workers_send_each_once(
    cloned_database: Clone, office: PostOffice, posted: None
) -> None:
    for number in range(20):
        put(f"n{number}@correo.example")
    with office.open():
        outcomes = cloned_database.together([deliver_due] * 4)
    assert sum(found for found in outcomes if isinstance(found, int)) == 20, outcomes
    assert len(office.recipients) == len(set(office.recipients)) == 20


def test_a_slow_worker_that_lost_its_lease_changes_nothing(cloned_database: Clone) -> None:
    """While one is stuck in the server, another takes the row; the first may not settle it."""
    notice = put()
    both = Barrier(2)

    class Stuck:
        def send(self, mail: Mail) -> None:
            both.wait()
            both.wait()
            raise MailServerAway(why="slow")

    class Quick:
        def send(self, mail: Mail) -> None:
            return

    def slow() -> str:
        with slot.replaced(replace(slot.get(), transport=Stuck())):
            return deliver(notice_id=notice)

    def quick() -> str:
        both.wait()
        later = clock.now() + LEASE + timedelta(seconds=1)
        with slot.replaced(replace(slot.get(), transport=Quick())), clock.frozen(now=later):
            outcome = deliver(notice_id=notice)
        both.wait()
        return outcome

    assert cloned_database.together([slow, quick]) == ["waits", "sent"]
    assert status(notice) == "sent"


CRASH = """
import os, signal
import django; django.setup()
from dataclasses import replace
from uuid import UUID
from coop.connectors.smtp import SmtpTransport
from coop.notifications.deliver import deliver
from coop.notifications.ports import slot

class Dies(SmtpTransport):
    def send(self, mail):
        super().send(mail)
        os.kill(os.getpid(), signal.SIGKILL)

slot.fill(replace(slot.get(), transport=Dies(os.environ["COOP_SMTP_URL"])))
deliver(notice_id=UUID(os.environ["NOTICE"]))
"""


def test_a_worker_killed_between_sending_and_noting_sends_again_with_the_same_id(
    cloned_database: Clone, office: PostOffice, posted: None
) -> None:
    """At least once: the one case in which a mail may come twice, and it carries one id."""
    notice = put()
    environment = {
        **os.environ,
        **cloned_database.environment,
        "COOP_SMTP_URL": office.url,
        "NOTICE": str(notice),
    }
    with office.open():
        killed = subprocess.run([sys.executable, "-c", CRASH], env=environment, check=False)
        assert killed.returncode == -signal.SIGKILL
        assert status(notice) == "waiting"
        assert deliver_due() == 0  # its lease still runs
        with clock.frozen(now=clock.now() + LEASE + timedelta(seconds=1)):
            assert deliver_due() == 1
    assert len({str(mail["Message-ID"]) for mail in office.kept}) == 1
    assert status(notice) == "sent"

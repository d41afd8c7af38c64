"""A mailed code proves one thing, once, for ten minutes; nobody can read it from the tables."""

from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest

from coop.access.codes.contact_code import (
    ContactNotOnFile,
    Outcome,
    Prepared,
    post,
    prepare,
    take,
)
from coop.kernel import db
from coop.notifications.deliver import deliver
from coop.notifications.ports import slot as outbox
from tests import make
from tests.database import Clone
from tests.hours import at
from tests.mailed import last_code, mails

TWO = ("rosa@correo.example", "rosa.b@trabajo.example")


def sent(person_id: UUID, **given: Any) -> Prepared:
    with db.transaction():
        made = prepare(purpose="contact")
        post(prepared=made, purpose="contact", person_id=person_id, **given)
    return made


def tried(code_id: UUID, typed: str, *, purpose: str = "contact") -> Outcome:
    with db.transaction():
        return take(code_id=code_id, purpose=purpose, typed=typed)


def wrong(code: str) -> str:
    return f"{(int(code.replace(' ', '')) + 1) % 10**8:08}"


@pytest.mark.django_db
def test_a_code_goes_to_every_address_on_file_and_is_taken_once() -> None:
    made = sent(make.person(emails=TWO))
    assert {mail.recipient for mail in mails()} == set(TWO)
    code = last_code(TWO[0])
    assert code == last_code(TWO[1])
    assert tried(made.code_id, code.replace(" ", "-")) is Outcome.ACCEPTED
    assert tried(made.code_id, code) is Outcome.VOID


@pytest.mark.django_db
def test_a_code_goes_to_recorded_contacts_only() -> None:
    person_id = make.person(emails=TWO)
    sent(person_id, addresses=TWO[:1])
    assert {mail.recipient for mail in mails()} == {TWO[0]}
    with pytest.raises(ContactNotOnFile):
        sent(person_id, addresses=["otra@correo.example"])


@pytest.mark.django_db
def test_five_wrong_codes_end_it_and_then_the_right_one_is_nothing() -> None:
    made = sent(make.person())
    code = last_code()
    for _ in range(4):
        assert tried(made.code_id, wrong(code)) is Outcome.WRONG
    assert tried(made.code_id, wrong(code)) is Outcome.VOID
    assert tried(made.code_id, code) is Outcome.VOID


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed", ["", " ", "1", "12345678x", "1" * 100_000, "\x00", "\N{FULLWIDTH DIGIT ONE}" * 8]
)
def test_what_is_no_code_is_a_wrong_one(typed: str) -> None:
    assert tried(sent(make.person()).code_id, typed) is Outcome.WRONG


@pytest.mark.django_db
def test_a_code_lives_ten_minutes() -> None:
    with at():
        made = sent(make.person())
    with at(minutes=10):
        assert tried(made.code_id, last_code()) is Outcome.EXPIRED
    with at(minutes=9, seconds=59):
        assert tried(made.code_id, last_code()) is Outcome.ACCEPTED


@pytest.mark.django_db
def test_a_code_is_nothing_for_another_purpose_person_or_row() -> None:
    first = sent(make.person(emails=["una@correo.example"]))
    second = sent(make.person(emails=["otra@correo.example"]))
    code = last_code("una@correo.example")
    assert tried(first.code_id, code, purpose="recovery") is Outcome.EXPIRED
    assert tried(second.code_id, code) is Outcome.WRONG
    assert tried(uuid4(), code) is Outcome.EXPIRED
    assert tried(first.code_id, code) is Outcome.ACCEPTED


@pytest.mark.django_db
def test_a_prepared_code_is_guessed_at_like_one_that_was_mailed() -> None:
    with db.transaction():
        made = prepare(purpose="contact")
    assert mails() == []
    for _ in range(4):
        assert tried(made.code_id, wrong(made.code)) is Outcome.WRONG
    assert tried(made.code_id, wrong(made.code)) is Outcome.VOID


@pytest.mark.django_db
def test_no_table_keeps_a_code_that_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    made = sent(make.person())
    code = last_code()
    kept = " ".join(
        str(row)
        for table in (
            "access_contactcode",
            "notifications_notice",
            "audit_entry",
            "procrastinate_jobs",
        )
        for row in db.fetch_all(f"SELECT to_jsonb(t)::text FROM {table} t")
    )
    assert code not in kept
    assert code.replace(" ", "") not in kept
    assert str(made.code_id) in kept


@pytest.mark.django_db
def test_a_mail_that_has_left_forgets_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    left = []
    monkeypatch.setattr(type(outbox.get().transport), "send", lambda _, mail: left.append(mail))
    sent(make.person())
    ((notice_id,),) = db.fetch_all("SELECT id FROM notifications_notice")
    code = last_code()
    assert deliver(notice_id=notice_id) == "sent"
    assert code in left[0].text
    ((data,),) = db.fetch_all("SELECT data::text FROM notifications_notice")
    assert "code_secret" not in data
    assert "until_at" in data


def test_of_twenty_at_once_with_the_right_code_one_is_taken(cloned_database: Clone) -> None:
    made = sent(make.person())
    code = last_code()
    outcomes = cloned_database.together([partial(tried, made.code_id, code) for _ in range(20)])
    assert sorted(outcomes, key=str) == [Outcome.ACCEPTED, *[Outcome.VOID] * 19]


def test_of_twenty_guesses_at_once_five_are_looked_at(cloned_database: Clone) -> None:
    with db.transaction():
        made = prepare(purpose="contact")
    guesses = [partial(tried, made.code_id, wrong(made.code)) for _ in range(20)]
    outcomes = cloned_database.together(guesses)
    assert outcomes.count(Outcome.WRONG) == 4
    assert outcomes.count(Outcome.VOID) == 16


@pytest.mark.django_db
def test_a_prepared_code_can_be_mailed_later_to_its_person() -> None:
    person_id = make.person()
    with db.transaction():
        made = prepare(purpose="contact")
        post(prepared=made, purpose="contact", person_id=person_id)
    assert tried(made.code_id, last_code()) is Outcome.ACCEPTED

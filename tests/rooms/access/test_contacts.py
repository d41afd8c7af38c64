"""An address is changed by a code that went to the new one, and serves no recovery for a day."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from coop.access.codes.contact_code import CodesTooMany
from coop.access.desk import assisted
from coop.access.errands import recovery
from coop.access.errands.look import look
from coop.access.personal import contacts, questions
from coop.access.personal.contacts import (
    AddressPresent,
    AddressUnknown,
    ChangeCodeWrong,
    ChangeOver,
    change,
    finish,
    for_recovery,
    waiting,
)
from coop.access.personal.rules import QUESTIONS
from coop.kernel import clock, db
from coop.members.contacts import EmailUnreadable
from coop.members.queries import person as member
from tests.database import Clone
from tests.mailed import last_code, mails
from tests.rooms.access.world import HOME, Someone, someone

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
OLD, NEW, THIRD = "rosa@correo.example", "rosa.nueva@correo.example", "otra@correo.example"
SECRET = {"code_recovery", "code_assisted", "username_reminder"}
ANSWERS = dict(zip(QUESTIONS, ("Chiriquí Grande", "Canela", "Don Aquilino"), strict=False))


def at(**later: float) -> Any:
    return clock.frozen(now=NOON + timedelta(**later))


@pytest.fixture
def rosa(db: None) -> Iterator[Someone]:
    with at():
        yield someone(factor=True)


def on_file(whose: Someone) -> tuple[str, ...]:
    return member(whose.person_id).notice_addresses


def asked(whose: Someone, new: str = NEW, old: str = OLD) -> str:
    """Ask for the change; return the code that was mailed."""
    change(user_id=whose.user_id, old=old, new=new)
    return last_code(new)


def changed(whose: Someone, new: str = NEW, old: str = OLD) -> None:
    finish(user_id=whose.user_id, typed=asked(whose, new, old))


def subjects(address: str) -> list[str]:
    return [mail.subject for mail in mails(address)]


def letters(address: str) -> set[str]:
    found = db.fetch_all("SELECT template FROM notifications_notice WHERE address = %s", [address])
    return {template for (template,) in found}


def wrong(code: str) -> str:
    return f"{(int(code.replace(' ', '')) + 1) % 10**8:08}"


def test_the_code_goes_to_the_new_address_and_the_notice_to_both(rosa: Someone) -> None:
    before = subjects(OLD)
    code = asked(rosa)
    assert len(subjects(NEW)) == 1
    assert subjects(OLD) == before
    assert on_file(rosa) == (OLD,)
    finish(user_id=rosa.user_id, typed=code)
    assert on_file(rosa) == (NEW,)
    for address in (OLD, NEW):
        assert subjects(address)[-1] == "Su correo para avisos cambió"


def test_the_code_is_taken_once_and_opens_nothing_later(rosa: Someone) -> None:
    code = asked(rosa)
    finish(user_id=rosa.user_id, typed=code)
    with pytest.raises(ChangeOver):
        finish(user_id=rosa.user_id, typed=code)
    asked(rosa, THIRD, NEW)
    with pytest.raises(ChangeCodeWrong):
        finish(user_id=rosa.user_id, typed=code)
    assert on_file(rosa) == (NEW,)


def test_five_wrong_codes_end_the_change(rosa: Someone) -> None:
    code = asked(rosa)
    for _ in range(4):
        with pytest.raises(ChangeCodeWrong):
            finish(user_id=rosa.user_id, typed=wrong(code))
    for typed in (wrong(code), code):
        with pytest.raises(ChangeOver):
            finish(user_id=rosa.user_id, typed=typed)
    assert waiting(rosa.user_id) is None
    assert on_file(rosa) == (OLD,)


def test_a_code_lives_ten_minutes(rosa: Someone) -> None:
    code = asked(rosa)
    with at(minutes=9, seconds=59):
        assert waiting(rosa.user_id) is not None
    with at(minutes=10):
        assert waiting(rosa.user_id) is None
        with pytest.raises(ChangeOver):
            finish(user_id=rosa.user_id, typed=code)
    assert on_file(rosa) == (OLD,)


def test_another_change_ends_the_one_before_and_soon_no_more_codes_are_sent(
    rosa: Someone,
) -> None:
    first = asked(rosa)
    second = asked(rosa, THIRD)
    with pytest.raises(ChangeCodeWrong):
        finish(user_id=rosa.user_id, typed=first)
    finish(user_id=rosa.user_id, typed=second)
    assert on_file(rosa) == (THIRD,)
    for number in (1, 2):
        asked(rosa, f"n{number}@correo.example", THIRD)
    with pytest.raises(CodesTooMany):
        asked(rosa, "n3@correo.example", THIRD)
    with at(minutes=11):
        asked(rosa, "n3@correo.example", THIRD)


def test_the_code_of_one_person_is_nothing_for_another(rosa: Someone) -> None:
    code = asked(rosa)
    pedro = someone("pedro.rios")
    with pytest.raises(ChangeOver):
        finish(user_id=pedro.user_id, typed=code)


@pytest.mark.parametrize("new", [OLD, OLD.upper(), "Rosa@Correo.Example", f" {OLD} "])
def test_an_address_that_is_there_is_refused_however_it_is_written(rosa: Someone, new: str) -> None:
    with pytest.raises(AddressPresent):
        change(user_id=rosa.user_id, old=OLD, new=new)
    assert waiting(rosa.user_id) is None


@pytest.mark.parametrize("new", ["", "rosa", "-x@y.example", "rosa@", "a@b", "a b@c.example"])
def test_what_is_no_address_is_refused(rosa: Someone, new: str) -> None:
    with pytest.raises(EmailUnreadable):
        change(user_id=rosa.user_id, old=OLD, new=new)


@pytest.mark.parametrize("old", [THIRD, ""])
def test_only_an_address_on_file_is_changed(rosa: Someone, old: str) -> None:
    with pytest.raises(AddressUnknown):
        change(user_id=rosa.user_id, old=old, new=NEW)


def test_who_has_none_adds_one(rosa: Someone) -> None:
    db.execute("UPDATE members_contact SET on_file = false WHERE kind = 'email'")
    changed(rosa, old="")
    assert on_file(rosa) == (NEW,)
    assert for_recovery(member(rosa.person_id)) == ()


def test_an_address_that_went_meanwhile_is_not_changed(rosa: Someone) -> None:
    code = asked(rosa)
    db.execute("UPDATE members_contact SET on_file = false WHERE kind = 'email'")
    with pytest.raises(ChangeOver):
        finish(user_id=rosa.user_id, typed=code)
    assert on_file(rosa) == ()


def recovered(whose: Someone) -> None:
    look(errand_id=recovery.begin(typed=whose.username, address=HOME, language="es"))


def reminded(whose: Someone) -> None:
    paper = member(whose.person_id)
    recovery.remind(
        document_type=paper.document_type,
        document_number=paper.document_number,
        address=HOME,
        language="es",
    )
    ((errand_id,),) = db.fetch_all(
        "SELECT id FROM access_errand WHERE kind = 'username' AND looked_at IS NULL"
    )
    look(errand_id=errand_id)


def assisted_by_staff(whose: Someone) -> None:
    questions.choose(user_id=whose.user_id, answers=ANSWERS)
    (rested,) = for_recovery(member(whose.person_id))
    assisted.start(
        person_id=whose.person_id,
        by="adviser",
        reason="Perdió el teléfono",
        document_checked=False,
        to=rested,
    )


@pytest.mark.parametrize("ask", [recovered, reminded, assisted_by_staff])
def test_for_a_day_the_new_address_serves_no_recovery(rosa: Someone, ask: Any) -> None:
    changed(rosa)
    with at(hours=23, minutes=59):
        ask(rosa)
        assert not SECRET & letters(NEW)
        assert SECRET & letters(OLD)
    with at(hours=24):
        ask(rosa)
        assert SECRET & letters(NEW)


def test_two_changes_in_a_day_lead_back_to_the_first_address(rosa: Someone) -> None:
    changed(rosa)
    changed(rosa, THIRD, NEW)
    assert for_recovery(member(rosa.person_id)) == (OLD,)


def test_of_ten_confirmations_at_once_one_changes_the_address(cloned_database: Clone) -> None:
    rosa = someone(factor=True)
    code = asked(rosa)
    tries = [partial(finish, user_id=rosa.user_id, typed=code) for _ in range(10)]
    outcomes = cloned_database.together(tries)
    assert outcomes.count(None) == 1
    assert sum(isinstance(one, ChangeOver) for one in outcomes) == 9
    assert on_file(rosa) == (NEW,)
    assert subjects(OLD).count("Su correo para avisos cambió") == 1


def test_of_twenty_guesses_at_once_five_are_looked_at(cloned_database: Clone) -> None:
    rosa = someone(factor=True)
    code = asked(rosa)
    guesses = [partial(finish, user_id=rosa.user_id, typed=wrong(code)) for _ in range(20)]
    outcomes = cloned_database.together(guesses)
    assert sum(isinstance(one, ChangeCodeWrong) for one in outcomes) == 4
    assert sum(isinstance(one, ChangeOver) for one in outcomes) == 16


def test_the_trail_names_the_change_and_no_code(rosa: Someone) -> None:
    code = asked(rosa)
    finish(user_id=rosa.user_id, typed=code)
    kept = str(db.fetch_all("SELECT to_jsonb(t)::text FROM audit_entry t"))
    assert "access.address_change_asked" in kept
    assert "access.address_changed" in kept
    assert code.replace(" ", "") not in kept


def test_confirming_what_is_on_file_is_remembered(rosa: Someone) -> None:
    contacts.confirm(user_id=rosa.user_id)
    assert db.fetch_one("SELECT contacts_confirmed_at FROM access_user") == (NOON,)

"""What is missing before a person may go anywhere, and that it is finished once."""

from dataclasses import replace
from functools import partial

import pytest

from coop.access.codes import recovery_codes
from coop.access.codes.totp import add_totp
from coop.access.door.session import begin, open_everything, state
from coop.access.personal import image, questions
from coop.access.personal.personalisation import (
    NotPersonalised,
    Step,
    excuse,
    finish,
    missing,
    whole,
)
from coop.access.ports import slot
from coop.access.sessions.store import SessionStore
from coop.kernel import db
from coop.kernel.clock import DemonstrationOnly
from tests.database import Clone
from tests.rooms.access.world import ANSWERS, Someone, enter, someone


def almost(rosa: Someone) -> None:
    """Do everything but the contact data."""
    image.choose(user_id=rosa.user_id, picture="tucan", phrase="El tucán del patio")
    questions.choose(user_id=rosa.user_id, answers=ANSWERS)
    add_totp(user_id=rosa.user_id)
    recovery_codes.make(user_id=rosa.user_id)
    recovery_codes.keep(user_id=rosa.user_id)


def prepared() -> Someone:
    from coop.access.personal.contacts import confirm

    rosa = someone()
    almost(rosa)
    confirm(user_id=rosa.user_id)
    return rosa


@pytest.mark.django_db
def test_each_step_is_missing_until_it_is_done_in_whatever_order() -> None:
    rosa = someone()
    everything = (Step.IMAGE, Step.QUESTIONS, Step.FACTOR, Step.CODES, Step.CONTACTS)
    assert missing(rosa.user_id) == everything
    image.pick(user_id=rosa.user_id, picture="tucan")
    recovery_codes.make(user_id=rosa.user_id)
    assert missing(rosa.user_id) == everything
    almost(rosa)
    assert missing(rosa.user_id) == (Step.CONTACTS,)
    with pytest.raises(NotPersonalised):
        finish(user_id=rosa.user_id)
    assert not whole(rosa.user_id)


@pytest.mark.django_db
def test_finished_it_opens_everything_and_is_told() -> None:
    rosa = prepared()
    store = SessionStore()
    begin(store, enter())
    assert not state(store).whole
    assert not open_everything(store, rosa.user_id)
    assert finish(user_id=rosa.user_id)
    assert not finish(user_id=rosa.user_id)
    assert open_everything(store, rosa.user_id)
    assert state(store).whole
    assert ("personalised",) in db.fetch_all("SELECT template FROM notifications_notice")


@pytest.mark.django_db
def test_a_password_that_is_due_comes_back_alone() -> None:
    rosa = prepared()
    finish(user_id=rosa.user_id)
    db.execute("UPDATE access_user SET password_due = true")
    assert missing(rosa.user_id) == (Step.PASSWORD,)
    assert not whole(rosa.user_id)


@pytest.mark.django_db
def test_only_a_demonstration_excuses_anybody() -> None:
    rosa = someone(factor=True)
    given = slot.get()
    slot.fill(replace(given, demonstration=False))
    try:
        with pytest.raises(DemonstrationOnly):
            excuse(user_id=rosa.user_id)
    finally:
        slot.fill(given)
    excuse(user_id=rosa.user_id)
    assert missing(rosa.user_id) == ()


def test_finished_many_times_at_once_it_is_told_once(cloned_database: Clone) -> None:
    rosa = prepared()
    found = cloned_database.together([partial(finish, user_id=rosa.user_id)] * 6)
    assert sorted(map(str, found)) == ["False"] * 5 + ["True"]
    told = db.fetch_one("SELECT count(*) FROM notifications_notice WHERE template = 'personalised'")
    assert told == (1,)

"""Staff begin it, the person answers on our own page, and staff learn one word."""

from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest

from coop.access.desk import assisted
from coop.access.desk.assisted import AnswerWrong, AssistedCodeWrong, QuestionsMissing
from coop.access.desk.handing import AddressUnfit, DocumentUnchecked
from coop.access.desk.served import NotEnrolled
from coop.access.errands.errand import ErrandEnded
from coop.access.personal import contacts, questions
from coop.access.personal.questions import AnswersBlocked
from coop.access.personal.rules import QUESTIONS
from coop.access.signed_in import NotSignedIn
from coop.approvals.reason import ReasonMissing
from coop.kernel import clock, db
from coop.members.queries import person as member
from tests import make
from tests.database import Clone
from tests.mailed import last_code, mails
from tests.rooms.access.world import HOME, Someone, half, someone

MAIL = "rosa@correo.example"
REASON = "Perdió el teléfono en un taxi"
ANSWERS = dict(zip(QUESTIONS, ("Chiriquí Grande", "Canela", "Don Aquilino"), strict=False))


@pytest.fixture
def rosa(db: None) -> Someone:
    return asking()


def asking() -> Someone:
    found = someone(factor=True)
    questions.choose(user_id=found.user_id, answers=ANSWERS)
    return found


def started(whose: Someone) -> str:
    code = assisted.start(
        person_id=whose.person_id, by="adviser", reason=REASON, document_checked=True
    )
    assert code is not None
    return code


def opened(whose: Someone, code: str, *, number: str = "") -> UUID:
    return assisted.begin(
        document_number=number or member(whose.person_id).document_number,
        typed=code,
        address=HOME,
        language="es",
    )


def status(whose: Someone) -> str:
    found = assisted.state(whose.user_id)
    assert found is not None
    return found.status


def test_the_person_answers_and_staff_see_that_it_matched(rosa: Someone) -> None:
    errand_id = opened(rosa, started(rosa))
    assert status(rosa) == "waiting"
    asked = assisted.question(errand_id=errand_id)
    assert assisted.question(errand_id=errand_id) == asked
    assert assisted.answer(errand_id=errand_id, typed=ANSWERS[asked].upper())
    assert status(rosa) == "matched"


def test_junk_keeps_nobody_from_being_helped(rosa: Someone) -> None:
    code = started(rosa)
    for _ in range(20):
        with pytest.raises(AssistedCodeWrong):
            opened(rosa, "0000-0000-0000-0000")
    assert opened(rosa, code)


def test_three_wrong_answers_and_it_did_not_match(rosa: Someone) -> None:
    code = started(rosa)
    errand_id = opened(rosa, code)
    assisted.question(errand_id=errand_id)
    for _ in range(2):
        with pytest.raises(AnswerWrong):
            assisted.answer(errand_id=errand_id, typed="no es esa")
    assert not assisted.answer(errand_id=errand_id, typed="no es esa")
    assert status(rosa) == "not_matched"
    with pytest.raises(ErrandEnded):
        assisted.answer(errand_id=errand_id, typed="no es esa")
    with pytest.raises(AssistedCodeWrong):
        opened(rosa, code)


def test_a_try_that_is_blocked_costs_nothing(rosa: Someone) -> None:
    errand_id = opened(rosa, started(rosa))
    right = ANSWERS[assisted.question(errand_id=errand_id)]
    now = clock.now()
    with clock.frozen(now=now):
        for _ in range(5):
            assert not questions.answer(user_id=rosa.user_id, typed="no es esa")
        for typed in ("no es esa", right, right, right):
            with pytest.raises(AnswersBlocked):
                assisted.answer(errand_id=errand_id, typed=typed)
        assert status(rosa) == "waiting"
    with clock.frozen(now=now + timedelta(seconds=61)):
        for _ in range(2):
            with pytest.raises(AnswerWrong):
                assisted.answer(errand_id=errand_id, typed="no es esa")
        assert assisted.answer(errand_id=errand_id, typed=right)


def test_wrong_passwords_of_a_stranger_do_not_unmatch_the_right_answer(rosa: Someone) -> None:
    errand_id = opened(rosa, started(rosa))
    asked = assisted.question(errand_id=errand_id)
    for _ in range(5):
        with pytest.raises(NotSignedIn):
            half(password="equivocada")
    assert assisted.answer(errand_id=errand_id, typed=ANSWERS[asked])
    assert status(rosa) == "matched"


def test_beginning_twice_with_one_code_gives_no_more_tries(rosa: Someone) -> None:
    code = started(rosa)
    first, second = opened(rosa, code), opened(rosa, code)
    assisted.question(errand_id=first)
    for errand_id in (first, second):
        with pytest.raises(AnswerWrong):
            assisted.answer(errand_id=errand_id, typed="no es esa")
    assert not assisted.answer(errand_id=first, typed="no es esa")
    with pytest.raises(ErrandEnded):
        assisted.answer(errand_id=second, typed="no es esa")


def test_the_code_goes_by_mail_and_staff_do_not_see_it(rosa: Someone) -> None:
    shown = assisted.start(
        person_id=rosa.person_id, by="adviser", reason=REASON, document_checked=False, to=MAIL
    )
    assert shown is None
    opened(rosa, last_code(MAIL))
    kept = str(db.fetch_all("SELECT to_jsonb(t)::text FROM notifications_notice t"))
    assert last_code(MAIL) not in kept


@pytest.mark.parametrize("to", ["", "otra@correo.example"])
def test_on_paper_the_document_was_seen_and_mail_goes_to_a_contact_on_file_alone(
    rosa: Someone, to: str
) -> None:
    refusal = AddressUnfit if to else DocumentUnchecked
    with pytest.raises(refusal):
        assisted.start(
            person_id=rosa.person_id, by="adviser", reason=REASON, document_checked=False, to=to
        )
    assert assisted.state(rosa.user_id) is None


def test_an_address_that_changed_today_gets_no_code(rosa: Someone) -> None:
    contacts.change(user_id=rosa.user_id, old=MAIL, new="nueva@correo.example")
    contacts.finish(user_id=rosa.user_id, typed=last_code("nueva@correo.example"))
    start = partial(
        assisted.start,
        person_id=rosa.person_id,
        by="adviser",
        reason=REASON,
        document_checked=True,
    )
    with pytest.raises(AddressUnfit):
        start(to="nueva@correo.example")
    assert start(to=MAIL) is None
    opened(rosa, last_code(MAIL))
    assert mails("nueva@correo.example")[-1].subject == "Empezó una recuperación de su acceso"


def test_on_paper_its_owner_is_told_at_every_address(rosa: Someone) -> None:
    started(rosa)
    assert mails(MAIL)[-1].subject == "Empezó una recuperación de su acceso"


def test_a_reason_a_user_and_questions_are_needed(db: None) -> None:
    def begin(person_id: UUID, reason: str = REASON) -> None:
        assisted.start(person_id=person_id, by="adviser", reason=reason, document_checked=True)

    plain = someone()
    with pytest.raises(ReasonMissing):
        begin(plain.person_id, reason=" x ")
    with pytest.raises(QuestionsMissing):
        begin(plain.person_id)
    with pytest.raises(NotEnrolled):
        begin(make.person())


def test_code_and_document_belong_together(rosa: Someone) -> None:
    code = started(rosa)
    other = member(make.person()).document_number
    for number, typed in ((other, code), ("", "0000-0000-0000-0000"), ("x", code)):
        with pytest.raises(AssistedCodeWrong):
            opened(rosa, typed, number=number)


def test_another_start_ends_the_one_before(rosa: Someone) -> None:
    old = started(rosa)
    errand_id = opened(rosa, old)
    new = started(rosa)
    assisted.question(errand_id=errand_id)
    with pytest.raises(ErrandEnded):
        assisted.answer(errand_id=errand_id, typed="no es esa")
    with pytest.raises(AssistedCodeWrong):
        opened(rosa, old)
    opened(rosa, new)


def test_it_ends_in_a_day(rosa: Someone) -> None:
    code = started(rosa)
    with clock.frozen(now=clock.now() + timedelta(hours=24)):
        assert status(rosa) == "expired"
        with pytest.raises(AssistedCodeWrong):
            opened(rosa, code)


def test_no_answer_reaches_the_trail(rosa: Someone) -> None:
    errand_id = opened(rosa, started(rosa))
    asked = assisted.question(errand_id=errand_id)
    with pytest.raises(AnswerWrong):
        assisted.answer(errand_id=errand_id, typed="Una respuesta singular")
    assisted.answer(errand_id=errand_id, typed=ANSWERS[asked])
    kept = str(db.fetch_all("SELECT to_jsonb(t)::text FROM audit_entry t"))
    assert "singular" not in kept
    assert ANSWERS[asked] not in kept


def test_of_ten_answers_at_once_three_are_judged(cloned_database: Clone) -> None:
    rosa = asking()
    errand_id = opened(rosa, started(rosa))
    assisted.question(errand_id=errand_id)
    calls = [partial(assisted.answer, errand_id=errand_id, typed="no es esa") for _ in range(10)]
    outcomes = cloned_database.together(calls)
    assert outcomes.count(False) == 1
    assert sum(isinstance(one, AnswerWrong) for one in outcomes) == 2
    assert sum(isinstance(one, ErrandEnded) for one in outcomes) == 7
    assert status(rosa) == "not_matched"

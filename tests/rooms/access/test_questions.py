"""Security questions: kept as slow hashes, asked one at a time, blocked on their own side."""

from datetime import timedelta
from functools import partial

import pytest

from coop.access import guard
from coop.access.personal import questions
from coop.access.personal.rules import QUESTIONS, normal_answer
from coop.access.signed_in import NotSignedIn
from coop.kernel import clock, db
from tests.database import Clone
from tests.limits import few
from tests.rooms.access.world import ANSWERS, Someone, enter, half, someone


def rosa_with_answers() -> Someone:
    rosa = someone()
    questions.choose(user_id=rosa.user_id, answers=ANSWERS)
    return rosa


def asked(rosa: Someone) -> str:
    question = questions.ask(rosa.user_id)
    assert question is not None
    return question


@pytest.mark.django_db
def test_there_are_at_least_fifteen_questions_and_three_are_kept_hashed() -> None:
    assert len(set(QUESTIONS)) >= 15
    rosa = rosa_with_answers()
    assert set(questions.chosen(rosa.user_id)) == set(ANSWERS)
    kept = [row[0] for row in db.fetch_all("SELECT answer FROM access_answer")]
    assert all(one.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$") for one in kept)


@pytest.mark.django_db
def test_the_same_question_stays_until_it_is_answered() -> None:
    rosa = rosa_with_answers()
    first = asked(rosa)
    assert {asked(rosa) for _ in range(5)} == {first}
    assert not questions.answer(user_id=rosa.user_id, typed="no sé")
    assert asked(rosa) == first
    assert questions.answer(user_id=rosa.user_id, typed=ANSWERS[first])
    assert not questions.answer(user_id=rosa.user_id, typed=ANSWERS[first])


@pytest.mark.parametrize(
    ("kept", "typed"),
    [
        ("Pájaro chogüí", "  PAJARO   chogui "),
        ("Canelo", "¿Canelo?"),
        ("Colón", "Colo\u0301n"),
        ("Panama", "\N{FULLWIDTH LATIN CAPITAL LETTER P}anamá."),
    ],
)
def test_an_answer_is_the_same_however_it_is_typed(kept: str, typed: str) -> None:
    assert normal_answer(kept) == normal_answer(typed)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "flaws"),
    [
        ({"first_pet": "¡Yo!"}, {"first_pet": "short"}),
        ({"first_pet": "x" * 101}, {"first_pet": "long"}),
        ({"first_pet": "Rosa.BATISTA"}, {"first_pet": "own_name"}),
        ({"first_pet": "pajaro CHOGUI"}, {"childhood_song": "equal"}),
        ({"first_school": "", "first_pet": " "}, {"first_school": "short", "first_pet": "short"}),
    ],
)
def test_an_answer_that_is_guessed_early_is_refused(
    changed: dict[str, str], flaws: dict[str, str]
) -> None:
    rosa = someone()
    with pytest.raises(questions.AnswersRefused) as refusal:
        questions.choose(user_id=rosa.user_id, answers={**ANSWERS, **changed})
    assert refusal.value.data == {"answer_flaws": flaws}
    assert questions.chosen(rosa.user_id) == ()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"first_pet": "Canelo", "first_school": "Chile"},
        {"first_pet": "Canelo", "first_school": "Chile", "cedula": "8-1-1"},
    ],
)
def test_three_questions_of_the_list_are_needed(answers: dict[str, str]) -> None:
    with pytest.raises(questions.QuestionsUnfit):
        questions.choose(user_id=someone().user_id, answers=answers)


@pytest.mark.django_db
def test_wrong_answers_block_answers_and_not_the_door() -> None:
    rosa = rosa_with_answers()
    now = clock.now()
    with clock.frozen(now=now):
        question = asked(rosa)
        for _ in range(5):
            assert not questions.answer(user_id=rosa.user_id, typed="no sé")
        for typed in ("no sé", ANSWERS[question]):
            with pytest.raises(questions.AnswersBlocked):
                questions.answer(user_id=rosa.user_id, typed=typed)
        enter()
    with clock.frozen(now=now + timedelta(seconds=61)):
        assert questions.answer(user_id=rosa.user_id, typed=ANSWERS[question])


@pytest.mark.django_db
def test_no_stranger_at_the_door_takes_the_answers_from_their_owner() -> None:
    rosa = rosa_with_answers()
    with few(failures_before_disabled=20):
        for day in range(21):
            with clock.frozen(now=clock.now() + timedelta(days=day)), pytest.raises(NotSignedIn):
                half(password="equivocada")
        with clock.frozen(now=clock.now() + timedelta(days=22)):
            assert guard.disabled(names=[rosa.username])
            assert questions.answer(user_id=rosa.user_id, typed=ANSWERS[asked(rosa)])


@pytest.mark.django_db
def test_blocked_answers_are_told_apart_from_a_password_that_is_off() -> None:
    rosa = rosa_with_answers()
    asked(rosa)
    with few(failures_before_disabled=3):
        for _ in range(3):
            assert not questions.answer(user_id=rosa.user_id, typed="no sé")
        with pytest.raises(questions.AnswersBlocked):
            questions.answer(user_id=rosa.user_id, typed="no sé")
        names = [rosa.username, str(rosa.user_id)]
        assert not guard.disabled(names=names)
        assert guard.blocked_until(names=names) is None
        guard.forgive(names=names)
        assert not questions.answer(user_id=rosa.user_id, typed="no sé")


@pytest.mark.django_db
def test_who_chose_none_is_asked_none_and_answers_nothing() -> None:
    rosa = someone()
    assert questions.ask(rosa.user_id) is None
    assert not questions.answer(user_id=rosa.user_id, typed="")


def test_asked_many_times_at_once_it_is_one_question(cloned_database: Clone) -> None:
    rosa = rosa_with_answers()
    found = cloned_database.together([partial(questions.ask, rosa.user_id)] * 8)
    assert len(set(found)) == 1
    assert set(found) <= set(ANSWERS)


def test_the_right_answer_many_times_at_once_is_taken_once(cloned_database: Clone) -> None:
    rosa = rosa_with_answers()
    right = ANSWERS[asked(rosa)]
    tries = [partial(questions.answer, user_id=rosa.user_id, typed=right)] * 4
    assert sorted(map(str, cloned_database.together(tries))) == ["False"] * 3 + ["True"]

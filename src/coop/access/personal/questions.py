"""Security questions: extra friction after a proof of possession, never a factor by themselves.

The person answers only on our own page; staff learn whether it matched and nothing else. Wrong
answers block further ones as wrong passwords block the door, but apart from them: what strangers
type at the door takes no answer from its owner. No answer is kept but as a slow hash.
"""

import secrets
from collections.abc import Mapping
from uuid import UUID

from django.contrib.auth.hashers import make_password

from coop.access import guard
from coop.access.models import Answer, User
from coop.access.notice import tell
from coop.access.passwords.hasher import verify
from coop.access.personal.rules import QUESTIONS, QUESTIONS_ASKED, answer_flaws, normal_answer
from coop.audit.record import record
from coop.kernel import db
from coop.kernel.errors import Refused


class QuestionsUnfit(Refused):
    """Three different questions of the list must be chosen."""

    code = "access.questions_unfit"


class AnswersRefused(Refused):
    """An answer is too short or long, the user name, or equal to another; see `answer_flaws`."""

    code = "access.answers_refused"


class AnswersBlocked(Refused):
    """Too many answers were wrong; none is looked at for some minutes."""

    code = "access.answers_throttled"


def choose(*, user_id: UUID, answers: Mapping[str, str]) -> None:
    """Keep the answers in place of all that were kept before.

    Args:
        user_id: whose.
        answers: question (of `QUESTIONS`) to what was typed; at least three.

    Raises:
        QuestionsUnfit: `access.questions_unfit`.
        AnswersRefused: `access.answers_refused` with `answer_flaws` (question to `PersonalFlaw`).
    """
    if len(answers) < QUESTIONS_ASKED or not set(answers) <= set(QUESTIONS):
        raise QuestionsUnfit
    normal = {question: normal_answer(typed) for question, typed in answers.items()}
    username = User.objects.values_list("username", flat=True).get(id=user_id)
    if flaws := answer_flaws(normal, own_names={username}):
        raise AnswersRefused(answer_flaws=flaws)
    encoded = {question: make_password(answer) for question, answer in normal.items()}
    with db.transaction():
        user = User.objects.select_for_update(no_key=True).get(id=user_id)
        Answer.objects.filter(user=user).delete()
        Answer.objects.bulk_create(
            Answer(user=user, question=question, answer=hashed)
            for question, hashed in encoded.items()
        )
        record(actor=str(user_id), action="access.questions_changed", subject=str(user_id))
        if user.personalised_at is not None:
            tell(user_id, "questions_changed")


def chosen(user_id: UUID) -> tuple[str, ...]:
    """Return which questions the user has answers to, in the order of `QUESTIONS`."""
    found = set(Answer.objects.filter(user_id=user_id).values_list("question", flat=True))
    return tuple(question for question in QUESTIONS if question in found)


def ask(user_id: UUID) -> str | None:
    """Return the question to ask: the same one until it is answered; None if there is none."""
    with db.transaction():
        User.objects.select_for_update(no_key=True).get(id=user_id)
        mine = list(Answer.objects.filter(user_id=user_id).order_by("id"))
        if not mine:
            return None
        asked = next((one for one in mine if one.asked), None)
        if asked is None:
            asked = secrets.choice(mine)
            asked.asked = True
            asked.save(update_fields=["asked"])
        return asked.question


def admit(*, user_id: UUID) -> guard.Tried:
    """Count a try before it is judged, in the caller's transaction.

    Raises:
        AnswersBlocked: `access.answers_throttled`; then nothing was counted.
    """
    db.require_transaction()
    tried = guard.count(name=str(user_id), side=guard.ANSWER)
    if not tried.allowed:
        raise AnswersBlocked
    return tried


def answer(*, user_id: UUID, typed: str, tried: guard.Tried | None = None) -> bool:
    """Tell whether `typed` answers the question that was asked; the next `ask` may be another.

    Args:
        user_id: whose.
        typed: as typed; judging it costs one slow hash.
        tried: what `admit` returned, if the caller counted the try already.

    Raises:
        AnswersBlocked: `access.answers_throttled`.
    """
    if tried is None:
        with db.transaction():
            tried = admit(user_id=user_id)
    asked = Answer.objects.filter(user_id=user_id, asked=True).first()
    right = verify(normal_answer(typed), asked.answer if asked else None)
    with db.transaction():
        taken = right and asked is not None and _take(asked)
        if taken:
            guard.clear(tried)
        action = "access.question_answered" if taken else "access.question_refused"
        record(actor=str(user_id), action=action, subject=str(user_id))
    return taken


def _take(asked: Answer) -> bool:
    """End the asking, if nobody changed the answer meanwhile."""
    same = Answer.objects.filter(id=asked.id, answer=asked.answer, asked=True)
    return bool(same.update(asked=False))

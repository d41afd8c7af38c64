"""Recovery with the help of staff, for who lost every factor.

Staff begin it with a reason, and a code goes to the person, by mail on file or on paper. The person
types it on our own page and answers a security question there. Staff see whether it matched and
nothing else; taking factors away is another act, of four eyes (`desk.reset_factors`).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from coop.access.codes import handed_code, one_time_code
from coop.access.codes.one_time_code import open_code, use_found
from coop.access.desk.handing import DocumentUnchecked, hand
from coop.access.desk.served import locked_user
from coop.access.errands import errand
from coop.access.errands.rules import Status
from coop.access.models import AssistedRecovery, Errand
from coop.access.personal import questions
from coop.approvals.reason import given_reason
from coop.audit.record import NOBODY, record
from coop.kernel import clock, db
from coop.kernel.errors import Refused
from coop.members.queries import person

PURPOSE = "assisted"
HOURS = 24
TRIES = 3
ACTIONS = ("access.assisted_matched", "access.assisted_not_matched")

_TRY = """
    UPDATE access_assistedrecovery SET tries = tries + 1
    WHERE code_id = %s AND status = 'waiting' AND tries < %s RETURNING id, tries
"""


class QuestionsMissing(Refused):
    """The person never chose security questions, so nothing could be asked."""

    code = "access.questions_missing"


class AssistedCodeWrong(Refused):
    """Document and code do not belong together, or the code was used or is too old."""

    code = "access.assisted_code_wrong"


class AnswerWrong(Refused):
    """The answer does not match; a few are borne."""

    code = "access.answer_wrong"


@dataclass(frozen=True, slots=True)
class Assisted:
    """What staff may know: `waiting`, `matched`, `not_matched`, `void` or `expired`."""

    status: str
    started_by: str
    started_at: datetime
    expires_at: datetime
    answered_at: datetime | None


def start(
    *, person_id: UUID, by: str, reason: str, document_checked: bool, to: str = ""
) -> str | None:
    """Begin it, ending any earlier one; return the code if it goes on paper, else mail it.

    Args:
        person_id: whose access.
        by: the opaque id of who serves them.
        reason: why, as typed; the trail keeps it.
        document_checked: whether their identity document was seen; on paper it must be.
        to: an address on file that gets the code by mail; empty hands it over on paper.

    Raises:
        ReasonMissing: `approvals.reason_missing`.
        DocumentUnchecked: `access.document_unchecked`.
        AddressUnfit: `access.address_unfit`.
        NotEnrolled: `access.not_enrolled`.
        QuestionsMissing: `access.questions_missing`.
    """
    why = given_reason(reason)
    if not (to or document_checked):
        raise DocumentUnchecked
    with db.transaction():
        user = locked_user(person_id)
        if not questions.chosen(user.id):
            raise QuestionsMissing
        now = clock.now()
        AssistedRecovery.objects.filter(user=user, status="waiting").update(status="void")
        code = one_time_code.make(purpose=PURPOSE, by=by, hours=HOURS, user_id=user.id)
        found = one_time_code.peek(purpose=PURPOSE, typed=code)
        assert found is not None
        AssistedRecovery.objects.create(
            user=user,
            code_id=found.code_id,
            started_by=by,
            started_at=now,
            expires_at=now + timedelta(hours=HOURS),
        )
        record(
            actor=by,
            action="access.assisted_started",
            subject=str(user.id),
            data={"reason": why, "document_checked": document_checked, "on_paper": not to},
        )
        return hand(
            whom=person(person_id),
            code=code,
            until=found.expires_at,
            to=to,
            letter="code_assisted",
            notice="assisted_started",
        )


def begin(*, document_number: str, typed: str, address: str, language: str) -> UUID:
    """Return the errand of who holds the code and has the document.

    Raises:
        ErrandsTooMany: `access.errands_too_many`.
        AssistedCodeWrong: `access.assisted_code_wrong`, whatever does not fit.
    """
    errand.admit(kind=PURPOSE, address=address)
    found, whom = handed_code.opened(purpose=PURPOSE, document_number=document_number, typed=typed)
    if found is None or whom is None:
        with db.transaction():
            subject = str(found.code_id) if found else "unknown"
            record(actor=NOBODY, action="access.assisted_refused", subject=subject)
        raise AssistedCodeWrong
    return errand.begin_proved(
        kind=PURPOSE,
        person_id=whom.id,
        user_id=found.user_id,
        username="",
        one_time_code_id=found.code_id,
        language=language,
    )


def question(*, errand_id: UUID) -> str:
    """Return the question to ask (of `rules_personal.QUESTIONS`), the same one until answered.

    Raises:
        ErrandEnded: `access.errand_ended`.
    """
    row = _row(errand_id)
    assert row.user_id is not None
    asked = questions.ask(row.user_id)
    if asked is None:
        raise errand.ErrandEnded
    return asked


def answer(*, errand_id: UUID, typed: str) -> bool:
    """Judge the answer; return whether it matched. Wrong three times, it is over, unmatched.

    A try is counted before it is judged, so that tries at once are no more than three. One that
    is not looked at costs none.

    Raises:
        AnswerWrong: `access.answer_wrong`, while tries are left.
        AnswersBlocked: `access.answers_throttled`.
        ErrandEnded: `access.errand_ended`.
    """
    row = _row(errand_id)
    assert row.user_id is not None
    with db.transaction():
        tried = questions.admit(user_id=row.user_id)
        found = db.fetch_all(_TRY, [row.one_time_code_id, TRIES])
        if not found:
            raise errand.ErrandEnded
    assisted_id, tries = found[0]
    right = questions.answer(user_id=row.user_id, typed=typed, tried=tried)
    if not right and tries < TRIES:
        raise AnswerWrong
    with db.transaction():
        _settle(row, assisted_id, matched=right)
    return right


def state(user_id: UUID) -> Assisted | None:
    """Return the latest assisted recovery of a user, for staff; None if there never was one."""
    row = AssistedRecovery.objects.filter(user_id=user_id).order_by("-started_at").first()
    if row is None:
        return None
    over = row.status == "waiting" and row.expires_at <= clock.now()
    status = "expired" if over else row.status
    return Assisted(status, row.started_by, row.started_at, row.expires_at, row.answered_at)


def _row(errand_id: UUID) -> Errand:
    with db.transaction():
        row = errand.locked(errand_id, status=Status.PROVED)
    if row.kind != PURPOSE or row.one_time_code_id is None:
        raise errand.ErrandEnded
    return row


def _settle(row: Errand, assisted_id: UUID, *, matched: bool) -> None:
    status = "matched" if matched else "not_matched"
    settled = AssistedRecovery.objects.filter(id=assisted_id, status="waiting").update(
        status=status, answered_at=clock.now()
    )
    if not settled:
        raise errand.ErrandEnded
    assert row.one_time_code_id is not None
    found = open_code(row.one_time_code_id, purpose=PURPOSE)
    if found is not None:
        use_found(found=found)
    errand.step(row, Status.DONE)
    record(actor=str(row.user_id), action=f"access.assisted_{status}", subject=str(row.user_id))

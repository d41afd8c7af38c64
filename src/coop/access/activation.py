"""Activation with a code that staff handed over: on paper, or by mail to a contact on file.

Staff check the document and make the code (`one_time_code.make`, purpose `activation`); they never
see or set a password. The person types document and code, and goes on as in `access.enrolment`.
"""

from datetime import timedelta
from uuid import UUID

from coop.access import errand, one_time_code
from coop.access.enrolment import why_not
from coop.access.models import Errand
from coop.access.one_time_code import Found
from coop.access.ports import slot
from coop.access.queries import user, user_of
from coop.audit.record import NOBODY, record
from coop.kernel import clock, db, rows, throttle
from coop.kernel.errors import Refused
from coop.kernel.ids import uuid7
from coop.members.documents import CheckDigitsWrong, DocumentUnreadable, document
from coop.members.queries import Person, person

PURPOSE = "activation"
DOCUMENT_BURST, DOCUMENT_PER_MINUTE = 5, 0.01


class ActivationWrong(Refused):
    """Document and activation code do not belong together, or the code was used or is too old."""

    code = "access.activation_wrong"


def begin(*, document_number: str, typed: str, address: str, language: str) -> UUID:
    """Return the proved errand of who holds the code and has the document; the code stays open.

    It is used up when the password is chosen, so that a page left halfway costs nothing.

    Args:
        document_number: as typed.
        typed: the code, as typed.
        address: the client's.
        language: `es` or `en`.

    Raises:
        ErrandsTooMany: `access.errands_too_many`.
        ActivationWrong: `access.activation_wrong`, whatever does not fit.
        NoActiveProduct: `access.no_active_product`.
        MinorsEnrolment: `access.minors_enrolment`.
    """
    errand.admit(kind="activation", subject=document_number.strip().upper(), address=address)
    found = one_time_code.peek(purpose=PURPOSE, typed=typed)
    whom = _whom(found)
    if found is None or whom is None or not _document_fits(found, whom, document_number):
        with db.transaction():
            record(actor=NOBODY, action="access.activation_refused", subject=_subject(found))
        raise ActivationWrong
    refusal = why_not(whom)
    if refusal is not None:
        raise refusal
    return _proved(found, whom, language)


def _whom(found: Found | None) -> Person | None:
    if found is None:
        return None
    person_id = found.person_id
    if person_id is None and found.user_id is not None:
        known = user(found.user_id)
        person_id = known.person_id if known else None
    return person(person_id) if person_id else None


def _document_fits(found: Found, whom: Person, typed: str) -> bool:
    """Compare documents; a code that was found tries five of them, and then waits for hours."""
    with db.transaction():
        allowed = throttle.take(
            f"activation:{found.code_id}", burst=DOCUMENT_BURST, per_minute=DOCUMENT_PER_MINUTE
        )
    try:
        paper = document(type_=whom.document_type, number=typed, country=whom.document_country)
    except (DocumentUnreadable, CheckDigitsWrong):
        return False
    return allowed and paper.number == whom.document_number


def _proved(found: Found, whom: Person, language: str) -> UUID:
    now, errand_id = clock.now(), uuid7()
    has_user = user_of(whom.id)
    with db.transaction():
        row = Errand(
            id=errand_id,
            kind="activation",
            status="proved",
            facts="",
            language=language,
            person_id=whom.id,
            user_id=has_user.user_id if has_user else None,
            username=has_user.username if has_user else "",
            one_time_code_id=found.code_id,
            made_at=now,
            expires_at=now + timedelta(seconds=slot.get().errand_seconds),
        )
        rows.add(row)
        record(
            actor=NOBODY,
            action="access.activation_proved",
            subject=str(whom.id),
            data={"code": str(found.code_id)},
        )
    return errand_id


def _subject(found: Found | None) -> str:
    return str(found.code_id) if found else "unknown"

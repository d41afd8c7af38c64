"""Activation with a code that staff handed over: on paper, or by mail to a contact on file.

Staff check the document and make the code (`one_time_code.make`, purpose `activation`); they never
see or set a password. The person types document and code, and goes on as in `enrolment`.
"""

from uuid import UUID

from coop.access.codes import handed_code
from coop.access.errands import errand
from coop.access.errands.enrolment import why_not
from coop.access.queries import user_of
from coop.audit.record import NOBODY, record
from coop.kernel import db
from coop.kernel.errors import Refused

PURPOSE = "activation"


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
    errand.admit(kind=PURPOSE, address=address)
    found, whom = handed_code.opened(purpose=PURPOSE, document_number=document_number, typed=typed)
    if found is None or whom is None:
        with db.transaction():
            subject = str(found.code_id) if found else "unknown"
            record(actor=NOBODY, action="access.activation_refused", subject=subject)
        raise ActivationWrong
    refusal = why_not(whom)
    if refusal is not None:
        raise refusal
    known = user_of(whom.id)
    return errand.begin_proved(
        kind=PURPOSE,
        person_id=whom.id,
        user_id=known.user_id if known else None,
        username=known.username if known else "",
        one_time_code_id=found.code_id,
        language=language,
    )

"""Hand a person the one-time code with which they make, or make anew, their own access."""

from uuid import UUID

from coop.access.codes import one_time_code
from coop.access.errands.activation import PURPOSE
from coop.access.errands.enrolment import why_not
from coop.audit.record import record
from coop.kernel import clock, db
from coop.kernel.errors import Refused
from coop.members.queries import person
from coop.notifications.notify import notify

HOURS = 24


class DocumentUnchecked(Refused):
    """The code is handed over only to whoever showed their identity document."""

    code = "access.document_unchecked"


def hand_over(*, person_id: UUID, by: str, document_checked: bool) -> str:
    """Return a fresh activation code, good once and for a day; earlier ones end.

    The person is told at every address on file: so a code that somebody else had made shows.

    Args:
        person_id: who stands at the counter.
        by: the opaque id of who serves them.
        document_checked: whether their identity document was seen.

    Raises:
        DocumentUnchecked: `access.document_unchecked`.
        NoActiveProduct: `access.no_active_product`.
        MinorsEnrolment: `access.minors_enrolment`.
        PersonNotFound: `members.person_not_found`.
    """
    if not document_checked:
        raise DocumentUnchecked
    whom = person(person_id)
    refusal = why_not(whom)
    if refusal is not None:
        raise refusal
    with db.transaction():
        code = one_time_code.make(purpose=PURPOSE, by=by, hours=HOURS, person_id=person_id)
        record(
            actor=by,
            action="access.activation_handed_over",
            subject=str(person_id),
            data={"document_checked": True, "hours": HOURS},
        )
        notify(
            person_id=person_id,
            addresses=whom.notice_addresses,
            template="activation_handed_over",
            data={"done_at": clock.now().isoformat()},
            language=whom.language,
        )
    return code

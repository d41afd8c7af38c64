"""Hand a person the one-time code with which they make, or make anew, their own access."""

from datetime import timedelta
from uuid import UUID

from coop.access.codes import one_time_code
from coop.access.desk.handing import DocumentUnchecked, hand
from coop.access.errands.activation import PURPOSE
from coop.access.errands.enrolment import why_not
from coop.audit.record import record
from coop.kernel import clock, db
from coop.members.queries import person

HOURS = 24


def hand_over(*, person_id: UUID, by: str, document_checked: bool, to: str = "") -> str | None:
    """Make an activation code, good once and for a day; return it if it goes on paper.

    Earlier ones end. The person is told at every address on file.

    Args:
        person_id: who stands at the counter.
        by: the opaque id of who serves them.
        document_checked: whether their identity document was seen.
        to: an address on file that gets it by mail; empty hands it over on paper.

    Raises:
        DocumentUnchecked: `access.document_unchecked`.
        AddressUnfit: `access.address_unfit`.
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
            data={"document_checked": True, "hours": HOURS, "on_paper": not to},
        )
        return hand(
            whom=whom,
            code=code,
            until=clock.now() + timedelta(hours=HOURS),
            to=to,
            letter="code_activation",
            notice="activation_handed_over",
        )

"""Register a person who stands at the counter: the step before their products and their access."""

from uuid import UUID

from coop.access.desk.handing import DocumentUnchecked
from coop.audit.record import record
from coop.kernel import db
from coop.kernel.errors import Refused
from coop.members.new_person import NewPerson
from coop.members.register_people import register_people


class BirthDateMissing(Refused):
    """Of a natural person the birth date is needed: a minor has no access of their own."""

    code = "access.birth_date_missing"


def register(*, person: NewPerson, by: str, document_checked: bool) -> UUID:
    """Register the person with the contacts on file; return the id.

    Nobody gets access by it: that needs an active product, and a code (`hand_over`).

    Args:
        person: as typed.
        by: the opaque id of who serves them.
        document_checked: whether their identity document was seen.

    Raises:
        DocumentUnchecked: `access.document_unchecked`.
        BirthDateMissing: `access.birth_date_missing`.
        DocumentTaken: `members.document_taken`.
        DocumentUnreadable: `members.document_unreadable`.
        CheckDigitsWrong: `members.check_digits_wrong`.
        NameMissing: `members.name_missing`.
        BirthDateInFuture: `members.birth_date_in_future`.
        EmailUnreadable: `members.email_unreadable`.
        TelephoneUnreadable: `members.telephone_unreadable`.
    """
    if not document_checked:
        raise DocumentUnchecked
    if person.birth_date is None and person.document_type != "ruc":
        raise BirthDateMissing
    with db.transaction():
        register_people(people=[person])
        record(
            actor=by,
            action="access.person_registered",
            subject=str(person.id),
            data={"kind": person.kind, "document_checked": True},
        )
    return person.id

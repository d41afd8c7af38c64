"""Register one asociado or tercero."""

from uuid import UUID

from coop.kernel.db import transaction
from coop.members.new_person import NewPerson
from coop.members.register_people import register_people


def register_person(*, person: NewPerson) -> UUID:
    """Register one person with the contacts on file; return the id.

    Raises:
        DocumentTaken: `members.document_taken`.
        DocumentUnreadable: `members.document_unreadable`.
        CheckDigitsWrong: `members.check_digits_wrong`.
        NameMissing: `members.name_missing`.
        BirthDateInFuture: `members.birth_date_in_future`.
        EmailUnreadable: `members.email_unreadable`.
        TelephoneUnreadable: `members.telephone_unreadable`.
    """
    with transaction():
        register_people(people=[person])
    return person.id

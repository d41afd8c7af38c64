"""A code that staff handed over, with the document of the person it was made for."""

from uuid import UUID

from coop.access.codes import one_time_code
from coop.access.codes.one_time_code import Found
from coop.access.models import User
from coop.kernel import db, throttle
from coop.members.documents import CheckDigitsWrong, DocumentUnreadable, document
from coop.members.queries import Person, person

DOCUMENT_BURST, DOCUMENT_PER_MINUTE = 5, 0.01


def opened(*, purpose: str, document_number: str, typed: str) -> tuple[Found | None, Person | None]:
    """Return the code and its person if both are right; the code alone, or nothing, if not.

    A code that was found tries five documents, and then waits for hours.
    """
    found = one_time_code.peek(purpose=purpose, typed=typed)
    person_id = _person_id(found)
    if found is None or person_id is None:
        return found, None
    whom = person(person_id)
    with db.transaction():
        allowed = throttle.take(
            f"handed_code:{found.code_id}", burst=DOCUMENT_BURST, per_minute=DOCUMENT_PER_MINUTE
        )
    return found, whom if allowed and _is_of(whom, document_number) else None


def _person_id(found: Found | None) -> UUID | None:
    if found is None or found.person_id is not None:
        return found.person_id if found else None
    if found.user_id is None:
        return None
    return User.objects.filter(id=found.user_id).values_list("person_id", flat=True).first()


def _is_of(whom: Person, typed: str) -> bool:
    try:
        paper = document(type_=whom.document_type, number=typed, country=whom.document_country)
    except (DocumentUnreadable, CheckDigitsWrong):
        return False
    return paper.number == whom.document_number

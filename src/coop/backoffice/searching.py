"""What was typed into the one search field: an account's number, a document, or a name."""

from coop.members.documents import DOCUMENT_TYPES, CheckDigitsWrong, DocumentUnreadable
from coop.members.queries import Person, people_called, people_with_document, person
from coop.products.queries import destination

MOST = 20
SHORTEST_NAME = 3


def find(typed: str) -> list[Person]:
    """Return who may be meant, each once, at most twenty."""
    found: dict[object, Person] = {}
    account = destination(typed) if any(c.isdigit() for c in typed) else None
    if account is not None:
        whom = person(account.holder_id)
        found[whom.id] = whom
    for type_ in DOCUMENT_TYPES:
        try:
            known = people_with_document(document_type=type_, number=typed)
        except (DocumentUnreadable, CheckDigitsWrong):
            continue
        found.update((whom.id, whom) for whom in known)
    if not found and sum(c.isalpha() for c in typed) >= SHORTEST_NAME:
        found.update((whom.id, whom) for whom in people_called(typed, limit=MOST))
    return list(found.values())[:MOST]

"""Register many people in one pass: how a whole cooperative arrives."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from coop.kernel import clock
from coop.kernel.db import constraint_means, copy_rows, require_transaction
from coop.kernel.errors import Refused
from coop.kernel.ids import uuid7
from coop.members.contacts import telephone_kind
from coop.members.new_person import Checked, NewPerson, checked

CHUNK = 5_000
PERSON = (
    "id", "kind", "document_type", "document_country", "document_number", "document_check_digits",
    "given_names", "family_names", "search_name", "birth_date", "joined_date", "chapter", "retired",
    "province", "district", "township", "street", "language", "status",
)  # fmt: skip
CONTACT = ("id", "person_id", "kind", "value", "position", "on_file", "verified_at")

Row = tuple[object, ...]


class DocumentTaken(Refused):
    """Someone is registered with this document already."""

    code = "members.document_taken"


def register_people(*, people: Iterable[NewPerson]) -> int:
    """Write the people and their contacts inside the caller's transaction; return how many.

    The iterable is read in chunks, so memory stays flat. The first wrong person fails the whole.

    Raises:
        DocumentTaken: `members.document_taken`.
        DocumentUnreadable, CheckDigitsWrong, NameMissing, BirthDateInFuture, EmailUnreadable,
            TelephoneUnreadable: as `new_person.checked` says.
    """
    require_transaction()
    now, today = clock.now(), clock.business_date()
    waiting = iter(people)
    written = 0
    while chunk := [(new, checked(new, today=today)) for new in islice(waiting, CHUNK)]:
        with constraint_means({"members_document_unique": DocumentTaken}):
            copy_rows("members_person", PERSON, [_person(new, parts) for new, parts in chunk])
        copy_rows(
            "members_contact",
            CONTACT,
            [row for new, parts in chunk for row in _contacts(new, parts, now)],
        )
        written += len(chunk)
    return written


def _person(new: NewPerson, parts: Checked) -> Row:
    paper = parts.document
    return (
        new.id, new.kind, paper.type, paper.country, paper.number, paper.check_digits,
        parts.name.given, parts.name.family, parts.search_name, new.birth_date, new.joined_date,
        new.chapter, new.retired, new.province, new.district, new.township, new.street,
        new.language, "active",
    )  # fmt: skip


def _contacts(new: NewPerson, parts: Checked, now: datetime) -> Iterator[Row]:
    verified = now if new.emails_verified else None
    for position, address in enumerate(parts.emails):
        yield (uuid7(), new.id, "email", address, position, True, verified)
    for position, number in enumerate(parts.telephones):
        yield (uuid7(), new.id, telephone_kind(number), number, position, True, None)

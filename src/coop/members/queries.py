"""What other rooms may know of a person."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, cast
from uuid import UUID

from coop.kernel import db, rows
from coop.kernel.errors import Refused
from coop.kernel.text import fold
from coop.members import models
from coop.members.contacts import telephone_shown
from coop.members.documents import HOME, DocumentType, document
from coop.members.new_person import Kind
from coop.members.rules import PersonName

MOST_WORDS = 6


class PersonNotFound(Refused):
    """There is no such person."""

    code = "members.person_not_found"


@dataclass(frozen=True, slots=True)
class Email:
    """An address; notices go to those on file."""

    address: str
    on_file: bool
    verified_at: datetime | None

    @property
    def verified(self) -> bool:
        """Whether the person has shown to read it."""
        return self.verified_at is not None


@dataclass(frozen=True, slots=True)
class Telephone:
    """A number in its kept form `+50761234567`, and as it is shown."""

    number: str
    kind: Literal["mobile", "landline"]
    on_file: bool

    @property
    def shown(self) -> str:
        """`6123-4567`."""
        return telephone_shown(self.number)


@dataclass(frozen=True, slots=True)
class Person:
    """An asociado or tercero, as the other rooms see one."""

    id: UUID
    kind: Kind
    document_type: DocumentType
    document_country: str
    document_number: str
    document_check_digits: str
    name: PersonName
    birth_date: date | None
    joined_date: date
    chapter: str
    retired: bool
    province: str
    district: str
    township: str
    street: str
    language: Literal["es", "en"]
    status: Literal["active", "left", "deceased"]
    emails: tuple[Email, ...]
    phones: tuple[Telephone, ...]

    @property
    def full_name(self) -> str:
        """Given names, then family names."""
        return str(self.name)

    @property
    def given_name(self) -> str:
        """The first given name, for a greeting."""
        return self.name.first

    @property
    def address(self) -> str:
        """Street, township, district and province, as one line."""
        return ", ".join(filter(None, (self.street, self.township, self.district, self.province)))

    @property
    def notice_addresses(self) -> tuple[str, ...]:
        """The e-mail addresses on file, where notices go."""
        return tuple(email.address for email in self.emails if email.on_file)


def person(person_id: UUID) -> Person:
    """Return one person.

    Raises:
        PersonNotFound: `members.person_not_found`.
    """
    found = rows.first(models.Person, "WHERE id = %s", [person_id])
    if found is None:
        raise PersonNotFound
    return _person(found)


def names(person_ids: Collection[UUID]) -> dict[UUID, PersonName]:
    """Return the registered names of some people, in one query; unknown ids are left out."""
    found = db.fetch_all(
        "SELECT id, given_names, family_names FROM members_person WHERE id = ANY(%s)",
        [list(person_ids)],
    )
    return {person_id: PersonName(given, family) for person_id, given, family in found}


def birth_dates(person_ids: Collection[UUID]) -> dict[UUID, date | None]:
    """Return when some people were born, where it is known; unknown ids are left out."""
    rows = models.Person.objects.filter(id__in=person_ids)
    return dict(rows.values_list("id", "birth_date"))


def person_by_document(
    *, document_type: DocumentType, number: str, country: str = HOME
) -> Person | None:
    """Return who is registered with a document, however it is typed; none if nobody is.

    Raises:
        DocumentUnreadable: `members.document_unreadable`.
        CheckDigitsWrong: `members.check_digits_wrong`.
    """
    paper = document(type_=document_type, number=number, country=country)
    found = models.Person.objects.filter(
        document_type=paper.type,
        document_country=paper.country,
        document_number=paper.number,
    ).first()
    return None if found is None else _person(found)


def people_with_document(*, document_type: DocumentType, number: str) -> tuple[Person, ...]:
    """Return who is registered with a document of any country, however it is typed.

    Raises:
        DocumentUnreadable: `members.document_unreadable`.
        CheckDigitsWrong: `members.check_digits_wrong`.
    """
    paper = document(type_=document_type, number=number)
    found = rows.read(
        models.Person,
        "WHERE document_type = %s AND document_number = %s ORDER BY id",
        [paper.type, paper.number],
    )
    return tuple(_person(row) for row in found)


def people_called(typed: str, *, limit: int) -> tuple[Person, ...]:
    """Return people whose name has every typed word, or words that begin so, by name."""
    words = [word for word in fold(typed).split() if word][:MOST_WORDS]
    if not words:
        return ()
    escaped = [re.sub(r"([\\%_])", r"\\\1", word) for word in words]
    condition = " AND ".join(["' ' || search_name LIKE %s"] * len(escaped))
    found = rows.read(
        models.Person,
        f"WHERE {condition} ORDER BY search_name, id LIMIT %s",
        [*(f"% {word}%" for word in escaped), limit],
    )
    return tuple(_person(row) for row in found)


def ids_by_document() -> Iterable[tuple[DocumentType, str, str, UUID]]:
    """Yield every (document type, country, canonical number, person id), streamed: for intake."""
    listed = models.Person.objects.order_by("id").values_list(
        "document_type", "document_country", "document_number", "id"
    )
    for type_, country, number, found in listed.iterator(chunk_size=5_000):
        yield cast("DocumentType", type_), country, number, found


def _person(row: models.Person) -> Person:
    contacts = rows.read(models.Contact, "WHERE person_id = %s ORDER BY position, id", [row.id])
    return Person(
        id=row.id,
        kind=cast("Kind", row.kind),
        document_type=cast("DocumentType", row.document_type),
        document_country=row.document_country,
        document_number=row.document_number,
        document_check_digits=row.document_check_digits,
        name=PersonName(row.given_names, row.family_names),
        birth_date=row.birth_date,
        joined_date=row.joined_date,
        chapter=row.chapter,
        retired=row.retired,
        province=row.province,
        district=row.district,
        township=row.township,
        street=row.street,
        language=cast("Literal['es', 'en']", row.language),
        status=cast("Literal['active', 'left', 'deceased']", row.status),
        emails=tuple(
            Email(contact.value, contact.on_file, contact.verified_at)
            for contact in contacts
            if contact.kind == "email"
        ),
        phones=tuple(
            Telephone(
                contact.value, cast("Literal['mobile', 'landline']", contact.kind), contact.on_file
            )
            for contact in contacts
            if contact.kind != "email"
        ),
    )

"""A person to register: what is known, made canonical before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal
from uuid import UUID

from coop.kernel.errors import Refused
from coop.kernel.ids import uuid7
from coop.kernel.text import clean, fold
from coop.members import contacts
from coop.members.documents import HOME, Document, DocumentType, document
from coop.members.rules import PersonName

Kind = Literal["asociado", "tercero"]


class NameMissing(Refused):
    """A person has a given and a family name; only a company has one name alone."""

    code = "members.name_missing"


class BirthDateInFuture(Refused):
    """Nobody is born later than today."""

    code = "members.birth_date_in_future"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """What is known of a person; texts as they were given, dates as business dates."""

    kind: Kind
    document_type: DocumentType
    document_number: str
    given_names: str
    joined_date: date
    family_names: str = ""
    document_country: str = HOME
    birth_date: date | None = None
    emails: Sequence[str] = ()
    telephones: Sequence[str] = ()
    province: str = ""
    district: str = ""
    township: str = ""
    street: str = ""
    chapter: str = ""
    retired: bool = False
    language: Literal["es", "en"] = "es"
    emails_verified: bool = False
    id: UUID = field(default_factory=uuid7)


@dataclass(frozen=True, slots=True)
class Checked:
    """The canonical parts of a new person that need reading."""

    document: Document
    name: PersonName
    search_name: str
    emails: tuple[str, ...]
    telephones: tuple[str, ...]


def checked(new: NewPerson, *, today: date) -> Checked:
    """Return the canonical parts, of a person who is registered today.

    Raises:
        BirthDateInFuture: `members.birth_date_in_future`.
        DocumentUnreadable: `members.document_unreadable`.
        CheckDigitsWrong: `members.check_digits_wrong`.
        NameMissing: `members.name_missing`.
        EmailUnreadable: `members.email_unreadable`.
        TelephoneUnreadable: `members.telephone_unreadable`.
    """
    paper = document(
        type_=new.document_type, number=new.document_number, country=new.document_country
    )
    name = PersonName(clean(new.given_names), clean(new.family_names))
    if not name.given or (not name.family and paper.type != "ruc"):
        raise NameMissing
    if new.birth_date is not None and new.birth_date > today:
        raise BirthDateInFuture
    return Checked(
        document=paper,
        name=name,
        search_name=fold(str(name)),
        emails=tuple(dict.fromkeys(contacts.email(text) for text in new.emails)),
        telephones=tuple(dict.fromkeys(contacts.telephone(text) for text in new.telephones)),
    )

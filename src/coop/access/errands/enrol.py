"""Give a person a user name and password."""

from contextlib import suppress
from uuid import UUID

from django.contrib.auth.hashers import make_password

from coop.access.models import User
from coop.access.passwords.judge import chosen
from coop.access.rules import username_of
from coop.audit.record import record
from coop.kernel import clock, db
from coop.kernel.errors import Refused
from coop.kernel.text import clean, fold
from coop.members.documents import CheckDigitsWrong, DocumentType, DocumentUnreadable, document
from coop.members.queries import person
from coop.products.queries import account_numbers

NUMBERED: tuple[DocumentType, ...] = ("cedula", "ruc")


class UsernameUnusable(Refused):
    """A user name has 4 to 30 letters or digits, with dots, hyphens or underscores inside."""

    code = "access.username_unusable"


class UsernameIsNumber(Refused):
    """A user name is not a document's or an account's number: whoever knows these would have it."""

    code = "access.username_is_number"


class UsernameTaken(Refused):
    """Somebody has this user name, or one that differs in case or accents only."""

    code = "access.username_taken"


class AlreadyEnrolled(Refused):
    """The person has a user already."""

    code = "access.already_enrolled"


MEANINGS = {
    "access_user_name_once": UsernameTaken,
    "access_user_person_once": AlreadyEnrolled,
}


def enrol(*, person_id: UUID, username: str, password: str) -> UUID:
    """Make the person's user and return its id, in a transaction of its own.

    Raises:
        UsernameUnusable: `access.username_unusable`.
        UsernameIsNumber: `access.username_is_number`.
        UsernameTaken: `access.username_taken`.
        AlreadyEnrolled: `access.already_enrolled`.
        PasswordRefused: `access.password_refused`.
    """
    name = username_of(username)
    if name is None:
        raise UsernameUnusable
    refuse_number(name, person_id=person_id)
    normal = chosen(password, names=[name, person(person_id).full_name])
    encoded = make_password(normal)
    with db.constraint_means(MEANINGS), db.transaction():
        return add_user(person_id=person_id, username=username, encoded=encoded)


def refuse_number(name: str, *, person_id: UUID) -> None:
    """Refuse a folded user name that others know: digits alone, a cédula, or a number of its owner.

    Raises:
        UsernameIsNumber: `access.username_is_number`.
    """
    bare = _bare(name)
    own = {person(person_id).document_number, *account_numbers(person_id)}
    if bare.isdigit() or _reads_as_document(name) or bare in {_bare(fold(one)) for one in own}:
        raise UsernameIsNumber


def add_user(*, person_id: UUID, username: str, encoded: str) -> UUID:
    """Write the user, in the caller's transaction; `MEANINGS` says what a broken constraint means.

    Args:
        person_id: whose.
        username: as typed; it can be one.
        encoded: the password's hash.
    """
    db.require_transaction()
    now = clock.now()
    user = User(
        username=username_of(username) or "",
        shown_name=clean(username),
        person_id=person_id,
        password=encoded,
        created_at=now,
        password_changed_at=now,
    )
    user.save(force_insert=True)
    record(actor=str(user.id), action="access.enrolled", subject=str(user.id))
    return user.id


def _bare(name: str) -> str:
    return "".join(one for one in name if one.isalnum())


def _reads_as_document(name: str) -> bool:
    written = name.replace(".", "-").replace("_", "-")
    for type_ in NUMBERED:
        with suppress(DocumentUnreadable, CheckDigitsWrong):
            document(type_=type_, number=written)
            return True
    return False

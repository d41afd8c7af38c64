"""Enrolment by the person: identify, prove, choose a name, accept the terms, choose a password.

The steps are those of an `errand`: nothing that a page shows depends on whether the typed data are
anybody's, until the code that went to contacts on file comes back.
"""

from datetime import date
from uuid import UUID

from django.contrib.auth.hashers import make_password

from coop.access import guard
from coop.access.codes.one_time_code import open_code, use_found
from coop.access.errands import errand
from coop.access.errands.enrol import (
    MEANINGS,
    AlreadyEnrolled,
    UsernameTaken,
    UsernameUnusable,
    add_user,
    refuse_number,
)
from coop.access.errands.errand import ErrandEnded
from coop.access.errands.look import may_begin_again
from coop.access.errands.rules import Status
from coop.access.models import Errand, TermsAcceptance, User
from coop.access.notice import tell
from coop.access.passwords.judge import chosen
from coop.access.ports import slot
from coop.access.rules import username_of
from coop.access.sessions.sign_out import end_sessions
from coop.audit.record import NOBODY, record
from coop.kernel import clock, db
from coop.kernel.errors import Refused
from coop.kernel.text import clean
from coop.members.documents import DocumentType, document
from coop.members.queries import Person, person
from coop.members.rules import is_minor
from coop.products.queries import has_active_product

KINDS = ("enrolment", "activation")


class NoActiveProduct(Refused):
    """Access is for who holds at least one active product (FAQ 3)."""

    code = "access.no_active_product"


class MinorsEnrolment(Refused):
    """A minor's accounts are handled by the registered representative."""

    code = "access.minors_enrolment"


class NamesThrottled(Refused):
    """Too many user names were tried in one enrolment."""

    code = "access.names_throttled"


class TermsNotAccepted(Refused):
    """The terms of use in force were not accepted."""

    code = "access.terms_not_accepted"


def begin(
    *,
    document_type: DocumentType,
    document_number: str,
    account: str,
    birth_date: date | None,
    address: str,
    language: str,
) -> UUID:
    """Take what the person says of themself, and return the errand that a code will prove.

    Args:
        document_type: its type.
        document_number: as typed.
        account: bare digits of an account number, or its last six.
        birth_date: none for a company.
        address: the client's.
        language: `es` or `en`.

    Raises:
        DocumentUnreadable: `members.document_unreadable`.
        CheckDigitsWrong: `members.check_digits_wrong`.
        ErrandsTooMany: `access.errands_too_many`.
    """
    paper = document(type_=document_type, number=document_number)
    errand.admit(kind="enrolment", subject=f"{paper.type} {paper.number}", address=address)
    facts = {
        "type": paper.type,
        "number": paper.number,
        "account": account,
        "birth": birth_date.isoformat() if birth_date else "",
    }
    return errand.begin(kind="enrolment", facts=facts, address=address, language=language)


def prove(*, errand_id: UUID, typed: str) -> None:
    """Take the mailed code.

    Raises:
        CodeWrong: `access.code_wrong`.
        CodeVoid: `access.code_void`.
        CodeExpired: `access.code_expired`.
        ErrandEnded: `access.errand_ended`.
        NoActiveProduct: `access.no_active_product`, after the right code only.
        MinorsEnrolment: `access.minors_enrolment`, as above.
    """
    refusal: Refused | None = None
    with db.transaction():
        row = errand.locked(errand_id, status=Status.ASKED)
        outcome = errand.take(row, typed=typed)
        if outcome in errand.REFUSALS:
            refusal = errand.REFUSALS[outcome]()
        else:
            assert row.person_id is not None
            refusal = why_not(person(row.person_id))
            if refusal is not None:
                _end(row, refusal)
    if refusal is not None:
        raise refusal


def choose_name(*, errand_id: UUID, username: str) -> None:
    """Keep the user name that the person wishes; it is theirs once the enrolment is finished.

    Raises:
        UsernameUnusable: `access.username_unusable`.
        UsernameIsNumber: `access.username_is_number`.
        AlreadyEnrolled: `access.already_enrolled`: there is a user, who keeps the name.
        UsernameTaken: `access.username_taken`.
        NamesThrottled: `access.names_throttled`.
        ErrandEnded: `access.errand_ended`.
    """
    name = username_of(username)
    if name is None:
        raise UsernameUnusable
    with db.transaction():
        row = errand.locked(errand_id, status=Status.PROVED)
        if row.user_id is not None:
            raise AlreadyEnrolled
        assert row.person_id is not None
        refuse_number(name, person_id=row.person_id)
        spent = row.name_tries >= slot.get().name_tries
        taken = not spent and User.objects.filter(username=name).exists()
        row.name_tries += 1
        row.username = row.username if spent or taken else clean(username)
        errand.keep(row, "name_tries", "username")
    if spent:
        raise NamesThrottled
    if taken:
        raise UsernameTaken


def accept_terms(*, errand_id: UUID, version: str, language: str) -> None:
    """Note that the person accepts the terms of use that the page showed.

    Raises:
        TermsNotAccepted: `access.terms_not_accepted`: another version is in force.
        ErrandEnded: `access.errand_ended`.
    """
    if version != slot.get().terms_version:
        raise TermsNotAccepted
    with db.transaction():
        row = errand.locked(errand_id, status=Status.PROVED)
        row.terms_version, row.terms_at, row.language = version, clock.now(), language
        errand.keep(row, "terms_version", "terms_at", "language")


def finish(*, errand_id: UUID, password: str) -> UUID:
    """Make the user, or give the one of an activation its new password; return its id.

    Raises:
        PasswordRefused: `access.password_refused`.
        UsernameTaken: `access.username_taken`: somebody was faster; choose another.
        AlreadyEnrolled: `access.already_enrolled`, or personalised since the code was mailed.
        TermsNotAccepted: `access.terms_not_accepted`.
        NoActiveProduct: `access.no_active_product`.
        ErrandEnded: `access.errand_ended`.
    """
    seen = Errand.objects.filter(id=errand_id, status=Status.PROVED).first()
    if seen is None or seen.person_id is None:
        raise ErrandEnded
    if not has_active_product(seen.person_id):
        raise NoActiveProduct
    names = [seen.username, person(seen.person_id).full_name]
    encoded = make_password(chosen(password, names=names))
    with db.constraint_means(MEANINGS), db.transaction():
        row = errand.locked(errand_id, status=Status.PROVED)
        _use_activation(row)
        if row.terms_version != slot.get().terms_version or row.terms_at is None:
            raise TermsNotAccepted
        user_id = _renewed(row, encoded) if row.user_id else _added(row, encoded)
        TermsAcceptance.objects.get_or_create(
            user_id=user_id,
            version=row.terms_version,
            defaults={"language": row.language, "accepted_at": row.terms_at},
        )
        errand.step(row, Status.DONE)
        tell(user_id, "enrolled")
    return user_id


def why_not(whom: Person) -> Refused | None:
    """Return why a person who has proved to be themself gets no access, or None."""
    if not has_active_product(whom.id):
        return NoActiveProduct()
    if is_minor(whom.birth_date, clock.business_date()):
        return MinorsEnrolment()
    return None


def _end(row: Errand, refusal: Refused) -> None:
    errand.step(row, Status.VOID)
    record(
        actor=NOBODY,
        action="access.enrolment_refused",
        subject=str(row.person_id),
        data={"why": refusal.code},
    )


def _use_activation(row: Errand) -> None:
    if row.one_time_code_id is None:
        return
    found = open_code(row.one_time_code_id, purpose="activation")
    if found is None or not use_found(found=found):
        raise ErrandEnded


def _added(row: Errand, encoded: str) -> UUID:
    assert row.person_id is not None
    if not row.username:
        raise ErrandEnded
    return add_user(person_id=row.person_id, username=row.username, encoded=encoded)


def _renewed(row: Errand, encoded: str) -> UUID:
    """The user is there and may begin anew: staff said so, or it is still not personalised."""
    user = errand.user_of(row)
    if row.kind == "enrolment" and not may_begin_again(user):
        raise AlreadyEnrolled
    user.password, user.password_changed_at = encoded, clock.now()
    user.save(update_fields=["password", "password_changed_at"])
    end_sessions(user.id, keep=None)
    guard.forgive(names=[user.username, str(user.id)])
    record(actor=str(user.id), action="access.activated_again", subject=str(user.id))
    return user.id

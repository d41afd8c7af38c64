"""The job that looks whether what a stranger typed is somebody's, and mails accordingly.

Nobody waits for it. What it finds it writes into the errand; what it mails goes to contacts on
file alone, a few times an hour at most for each person.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast
from uuid import UUID

from coop.access.codes import contact_code
from coop.access.errands import errand
from coop.access.errands.errand import NETWORK, PURPOSE
from coop.access.errands.rules import facts_fit
from coop.access.factors import factors_of
from coop.access.models import Errand, User
from coop.access.personal.contacts import for_recovery
from coop.access.ports import slot
from coop.audit.record import record
from coop.kernel import clock, db, rows, throttle
from coop.kernel.text import fold
from coop.members.documents import (
    DOCUMENT_TYPES,
    CheckDigitsWrong,
    DocumentType,
    DocumentUnreadable,
)
from coop.members.queries import Person, people_with_document, person
from coop.notifications.notify import notify
from coop.products.queries import account_numbers


def look(*, errand_id: UUID) -> str:
    """Look once for each asking; return what was found, for the trail and the tests."""
    with db.transaction():
        now = clock.now()
        row = rows.first(
            Errand,
            "WHERE id = %s AND status = 'asked' AND looked_at IS NULL AND expires_at > %s "
            "FOR UPDATE",
            [errand_id, now],
        )
        if row is None:
            return "nothing"
        found = LOOKERS[row.kind](row, errand.opened(row))
        row.looked_at = now
        errand.keep(row, "looked_at")
        record(
            actor="jobs",
            action=f"access.{row.kind}_looked",
            subject=str(row.id),
            data={"found": found},
        )
    return found


def _enrolment(row: Errand, facts: Mapping[str, str]) -> str:
    whom = next((one for one in _people(facts) if _fits(one, facts)), None)
    if whom is None:
        return "nobody"
    if not _may_mail(row.kind, whom, facts):
        return "throttled"
    user = User.objects.filter(person_id=whom.id).first()
    if user is not None and not may_begin_again(user):
        _notice(whom, "already_enrolled")
        return "already_enrolled"
    return _code(row, whom, user)


def _password(row: Errand, facts: Mapping[str, str]) -> str:
    user = _user_named(facts["typed"])
    if user is None or user.person_id is None or user.kind != "member":
        return "nobody"
    whom = person(user.person_id)
    if not _may_mail(row.kind, whom, facts):
        return "throttled"
    if not user.is_active:
        _notice(whom, "recovery_blocked")
        return "blocked"
    return _code(row, whom, user)


def _username(row: Errand, facts: Mapping[str, str]) -> str:
    whom = next(iter(_people(facts)), None)
    if whom is None:
        return "nobody"
    if not _may_mail(row.kind, whom, facts):
        return "throttled"
    user = User.objects.filter(person_id=whom.id).first()
    if user is None:
        _notice(whom, "no_username")
        return "not_enrolled"
    rested = for_recovery(whom)
    _notice(whom, "username_reminder", {"username": user.shown_name}, addresses=rested)
    return "mailed" if rested else "no_contact"


ACTIONS = ("access.enrolment_looked", "access.password_looked", "access.username_looked")
LOOKERS = {"enrolment": _enrolment, "password": _password, "username": _username}


def may_begin_again(user: User) -> bool:
    """Tell whether a user has nothing yet but a password: then who proves to be them may set it.

    Whose password staff took away comes back by an activation code, not by this.
    """
    fresh = user.personalised_at is None and user.has_usable_password()
    return fresh and not factors_of(user.id)


def _people(facts: Mapping[str, str]) -> tuple[Person, ...]:
    found = people_with_document(
        document_type=cast("DocumentType", facts["type"]), number=facts["number"]
    )
    return tuple(one for one in found if one.status == "active")


def _fits(whom: Person, facts: Mapping[str, str]) -> bool:
    return facts_fit(
        typed_account=facts["account"],
        typed_birth=date.fromisoformat(facts["birth"]) if facts["birth"] else None,
        numbers=account_numbers(whom.id),
        birth=whom.birth_date,
    )


def _user_named(typed: str) -> User | None:
    """Return the user of a document, else of a user name: nobody takes a document's place."""
    for type_ in DOCUMENT_TYPES:
        try:
            people = people_with_document(document_type=type_, number=typed)
        except (DocumentUnreadable, CheckDigitsWrong):
            continue
        user = User.objects.filter(person_id__in=[one.id for one in people]).first()
        if user is not None:
            return user
    return User.objects.filter(username=fold(typed)).first()


def _may_mail(kind: str, whom: Person, facts: Mapping[str, str]) -> bool:
    """Count a mail for the person: a few from one network, and some more from all of them.

    So a mailbox is not filled, and who fills their own part of it leaves the person the rest.
    """
    ports, person_id = slot.get(), str(whom.id)
    return throttle.take(
        errand.bucket("look", kind, person_id, facts.get(NETWORK, "")),
        burst=ports.contact_codes_burst,
        per_minute=ports.contact_codes_per_minute,
    ) and throttle.take(
        f"look:{kind}:{person_id}",
        burst=ports.errand_mails_burst,
        per_minute=ports.errand_mails_per_minute,
    )


def _code(row: Errand, whom: Person, user: User | None) -> str:
    addresses = for_recovery(whom)
    if not addresses:
        return "no_contact"
    errand.found(row, person_id=whom.id, user=user)
    contact_code.post(
        prepared=errand.prepared(row),
        purpose=PURPOSE[row.kind],
        person_id=whom.id,
        addresses=addresses,
    )
    return "mailed"


def _notice(
    whom: Person,
    letter: str,
    data: Mapping[str, str] | None = None,
    *,
    addresses: Sequence[str] | None = None,
) -> None:
    notify(
        person_id=whom.id,
        addresses=whom.notice_addresses if addresses is None else addresses,
        template=letter,
        data={"done_at": clock.now().isoformat(), **dict(data or {})},
        language=whom.language,
    )

"""Typed codes that go only to contacts on file: eight digits, ten minutes, five wrong, one use.

The row keeps a keyed hash. A code may be prepared without being mailed to anyone, so that whoever
types a stranger's data gets the same rows, the same page and the same answers as the person.
"""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

from coop.access.models import ContactCode
from coop.access.ports import slot
from coop.access.rules import contact_code_of
from coop.audit.record import NOBODY, record
from coop.kernel import clock, db, rows
from coop.kernel.errors import Refused
from coop.kernel.ids import uuid7
from coop.members.queries import Person, person
from coop.notifications.notify import notify

DIGITS = 8
LETTERS = {
    "enrolment": "code_enrolment",
    "recovery": "code_recovery",
    "contact": "code_contact",
}


class CodesTooMany(Refused):
    """Several codes were mailed to this person in a short time."""

    code = "access.codes_too_many"


class ContactNotOnFile(Refused):
    """The address is not among the person's recorded contacts."""

    code = "access.contact_not_on_file"


class Outcome(StrEnum):
    """What came of a typed code. Only `ACCEPTED` proves; the caller commits in every case."""

    ACCEPTED = "accepted"
    WRONG = "wrong"
    VOID = "void"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A code that nobody was sent yet; `code` is for `post` alone and is kept nowhere plain."""

    code_id: UUID
    code: str
    expires_at: datetime


def prepare(*, purpose: str) -> Prepared:
    """Make a code that is mailed to nobody yet, in the caller's transaction."""
    db.require_transaction()
    now, code_id = clock.now(), uuid7()
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    expires = now + timedelta(seconds=slot.get().contact_code_seconds)
    row = ContactCode(
        id=code_id,
        purpose=purpose,
        hash=_hash(code_id, purpose, code),
        made_at=now,
        expires_at=expires,
    )
    rows.add(row)
    return Prepared(code_id, code, expires)


def post(
    *,
    prepared: Prepared,
    purpose: str,
    person_id: UUID,
    addresses: Collection[str] | None = None,
) -> tuple[str, ...]:
    """Mail a prepared code to the person's contacts, in the caller's transaction.

    Raises:
        ContactNotOnFile: `access.contact_not_on_file`.
    """
    db.require_transaction()
    whom = person(person_id)
    reached = whom.notice_addresses if addresses is None else tuple(addresses)
    if not set(reached) <= {email.address for email in whom.emails}:
        raise ContactNotOnFile
    write(prepared=prepared, purpose=purpose, whom=whom, addresses=reached)
    return reached


def write(*, prepared: Prepared, purpose: str, whom: Person, addresses: Collection[str]) -> None:
    """Mail a prepared code to these addresses, which the caller has judged, in its transaction."""
    db.require_transaction()
    db.execute(
        "UPDATE access_contactcode SET person_id = %s WHERE id = %s", [whom.id, prepared.code_id]
    )
    half = DIGITS // 2
    notify(
        person_id=whom.id,
        addresses=tuple(addresses),
        template=LETTERS[purpose],
        data={
            "code_secret": f"{prepared.code[:half]} {prepared.code[half:]}",
            "until_at": prepared.expires_at.isoformat(),
        },
        language=whom.language,
    )
    record(actor=NOBODY, action="access.code_sent", subject=str(prepared.code_id))


def take(*, code_id: UUID, purpose: str, typed: str) -> Outcome:
    """Judge a typed code, once, in the caller's transaction; answer and do not raise.

    Two tries of one code wait for each other. The caller commits whatever the outcome is, so that
    a wrong one stays counted.
    """
    db.require_transaction()
    row = rows.first(ContactCode, "WHERE id = %s AND purpose = %s FOR UPDATE", [code_id, purpose])
    if row is None:
        return Outcome.EXPIRED
    right = constant_time_compare(
        bytes(row.hash), _hash(row.id, purpose, contact_code_of(typed) or "")
    )
    if row.status != "open":
        return Outcome.VOID
    if clock.now() >= row.expires_at:
        return Outcome.EXPIRED
    if right:
        db.execute("UPDATE access_contactcode SET status = 'used' WHERE id = %s", [row.id])
        return Outcome.ACCEPTED
    void = row.wrong + 1 >= slot.get().contact_code_tries
    db.execute(
        "UPDATE access_contactcode SET wrong = wrong + 1, status = %s WHERE id = %s",
        ["void" if void else "open", row.id],
    )
    record(
        actor=NOBODY,
        action="access.code_voided" if void else "access.code_wrong",
        subject=str(row.id),
    )
    return Outcome.VOID if void else Outcome.WRONG


def void(code_id: UUID | None) -> None:
    """Let a code that is still open prove nothing any more, in the caller's transaction."""
    db.require_transaction()
    db.execute(
        "UPDATE access_contactcode SET status = 'void' WHERE id = %s AND status = 'open'", [code_id]
    )


def _hash(code_id: UUID, purpose: str, code: str) -> bytes:
    said = f"{code_id}\0{purpose}\0{code}"
    return salted_hmac("coop.access.contact_code", said, algorithm="sha256").digest()

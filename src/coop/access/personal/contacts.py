"""The contact data on file, as their owner sees to them: confirmed, or an address changed.

A new address counts once a code that went there is typed back. For a day it gets notices but no
recovery: then a stolen session cannot be made into a stolen access. Telephones are changed by staff
until messages can be sent to them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from coop.access.codes import contact_code
from coop.access.codes.contact_code import Outcome
from coop.access.models import ContactChange, User
from coop.access.notice import tell
from coop.access.ports import slot
from coop.audit.record import record
from coop.kernel import clock, db, rows, throttle
from coop.kernel.errors import Refused
from coop.kernel.ids import uuid7
from coop.members.change_email import change_email
from coop.members.contacts import email
from coop.members.queries import Person, person
from coop.notifications.notify import notify

RESTS = timedelta(hours=24)
PURPOSE = "contact"


class AddressPresent(Refused):
    """The address is on file already, in capitals or not."""

    code = "access.address_present"


class AddressUnknown(Refused):
    """The address to change is not on file."""

    code = "access.address_not_found"


class ChangeOver(Refused):
    """There is no change of address to finish: it was finished, given up, or took too long."""

    code = "access.change_over"


class ChangeCodeWrong(Refused):
    """The code is not the one that went to the new address."""

    code = "access.change_code_wrong"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A change that waits for the code that went to `new`."""

    old: str
    new: str
    expires_at: datetime


def confirm(*, user_id: UUID) -> None:
    """Note that the person found the contact data on file right."""
    with db.transaction():
        User.objects.filter(id=user_id).update(contacts_confirmed_at=clock.now())
        record(actor=str(user_id), action="access.contacts_confirmed", subject=str(user_id))


def change(*, user_id: UUID, old: str, new: str) -> Waiting:
    """Mail a code to the new address; an earlier change that waits is given up.

    The caller has asked for a factor a moment ago. Nothing changes before `finish`.

    Args:
        user_id: whose.
        old: an address on file; empty where there is none.
        new: as typed.

    Raises:
        EmailUnreadable: `members.email_unreadable`.
        AddressPresent: `access.address_present`.
        AddressUnknown: `access.address_not_found`.
        CodesTooMany: `access.codes_too_many`.
    """
    address = email(new)
    whom = _owner(user_id)
    if address.casefold() in {known.casefold() for known in whom.notice_addresses}:
        raise AddressPresent
    if (old not in whom.notice_addresses) if old else bool(whom.notice_addresses):
        raise AddressUnknown
    ports, bucket = slot.get(), f"contact_code:{PURPOSE}:{whom.id}"
    burst, per_minute = ports.contact_codes_burst, ports.contact_codes_per_minute
    with db.transaction():
        _lock(user_id)
        if not throttle.take(bucket, burst=burst, per_minute=per_minute):
            raise contact_code.CodesTooMany
        _open_of(user_id).update(status="void")
        made = contact_code.prepare(purpose=PURPOSE)
        row = ContactChange(
            id=uuid7(), user_id=user_id, old=old, new=address, code_id=made.code_id,
            asked_at=clock.now(), expires_at=made.expires_at,
        )  # fmt: skip
        rows.add(row)
        contact_code.write(prepared=made, purpose=PURPOSE, whom=whom, addresses=(address,))
        record(actor=str(user_id), action="access.address_change_asked", subject=str(user_id))
    return Waiting(old, address, row.expires_at)


def waiting(user_id: UUID) -> Waiting | None:
    """Return the change that waits for its code, if there is one."""
    row = _open_of(user_id).filter(expires_at__gt=clock.now()).first()
    return Waiting(row.old, row.new, row.expires_at) if row else None


def finish(*, user_id: UUID, typed: str) -> None:
    """Take the code, change the address, and tell the old address and every one on file.

    Raises:
        ChangeCodeWrong: `access.change_code_wrong`.
        ChangeOver: `access.change_over`.
    """
    refusal: Refused | None = None
    with db.transaction():
        _lock(user_id)
        row = _open_of(user_id).first()
        outcome = _judged(row, typed) if row else Outcome.EXPIRED
        if row is None or outcome in {Outcome.EXPIRED, Outcome.VOID}:
            _open_of(user_id).update(status="void")
            refusal = ChangeOver()
        elif outcome is Outcome.WRONG:
            refusal = ChangeCodeWrong()
        elif not _apply(row):
            refusal = ChangeOver()
    if refusal is not None:
        raise refusal


def for_recovery(whom: Person) -> tuple[str, ...]:
    """Return the addresses to which a recovery may write: what was on file a day ago.

    One changed since is left out; the one that it replaced still counts for that day.
    """
    since = clock.now() - RESTS
    user_ids = User.objects.filter(person_id=whom.id).values("id")
    done = ContactChange.objects.filter(user_id__in=user_ids, done_at__gt=since).order_by("done_at")
    addresses = list(whom.notice_addresses)
    for one in reversed(done):
        addresses = [one.old if address == one.new else address for address in addresses]
    return tuple(dict.fromkeys(filter(None, addresses)))


def _judged(row: ContactChange, typed: str) -> Outcome:
    return contact_code.take(code_id=row.code_id, purpose=PURPOSE, typed=typed)


def _apply(row: ContactChange) -> bool:
    whom = _owner(row.user_id)
    changed = change_email(person_id=whom.id, old=row.old, new=row.new)
    row.status = "done" if changed else "void"
    row.done_at = clock.now() if changed else None
    row.save(update_fields=["status", "done_at"])
    if not changed:
        return False
    User.objects.filter(id=row.user_id).update(contacts_confirmed_at=clock.now())
    record(actor=str(row.user_id), action="access.address_changed", subject=str(row.user_id))
    tell(row.user_id, "address_changed")
    if row.old:
        notify(
            person_id=whom.id,
            addresses=(row.old,),
            template="address_changed",
            data={"done_at": clock.now().isoformat()},
            language=whom.language,
        )
    return True


def _owner(user_id: UUID) -> Person:
    person_id = User.objects.values_list("person_id", flat=True).get(id=user_id)
    assert person_id is not None
    return person(person_id)


def _lock(user_id: UUID) -> None:
    User.objects.select_for_update(no_key=True).get(id=user_id)


def _open_of(user_id: UUID) -> QuerySet[ContactChange]:
    return ContactChange.objects.filter(user_id=user_id, status="open")

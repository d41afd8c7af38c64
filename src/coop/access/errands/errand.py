"""An errand of somebody who is not signed in: enrolment, activation, recovery.

A stranger may type anybody's data. Whether they match is not looked at while the page waits: each
errand writes the same rows, prepares a code and asks for a job, and the job, alone, looks. Only the
right code, which went to contacts on file, makes a difference that a page may show.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from allauth.mfa.utils import decrypt, encrypt
from django.utils.crypto import salted_hmac

from coop.access.codes import contact_code
from coop.access.codes.contact_code import Outcome, Prepared
from coop.access.errands.rules import ENDS, STEPS, Status
from coop.access.models import Errand, User
from coop.access.ports import slot
from coop.audit.record import NOBODY, record
from coop.kernel import clock, db, jobs, rows, throttle
from coop.kernel.errors import Refused
from coop.kernel.ids import uuid7

ACTIONS = (
    "access.enrolment_asked",
    "access.enrolment_asked_again",
    "access.enrolment_proved",
    "access.password_asked",
    "access.password_asked_again",
    "access.password_proved",
    "access.username_asked",
    "access.activation_proved",
    "access.assisted_proved",
)
PURPOSE = {"enrolment": "enrolment", "password": "recovery"}
LOOK = "access.look"
EVERYONE = "errand:everyone"
NETWORK = "network"
AGAIN_BURST, AGAIN_PER_MINUTE = 3, 0.5
PROOF_SERVES = timedelta(minutes=10)

# Before it is proved an errand tells nothing of the user whom it may be about.
_LIVES = """
    expires_at > %s AND (status = 'asked' OR NOT EXISTS (
        SELECT FROM access_user member
         WHERE member.id = access_errand.user_id AND member.errands_end_at > made_at))
"""


class ErrandsTooMany(Refused):
    """Too many errands from this network, about one document or name there, or from everywhere."""

    code = "access.errands_too_many"


class ErrandEnded(Refused):
    """The errand's time is over, or it was never there; it begins anew."""

    code = "access.errand_ended"


class CodeWrong(Refused):
    """The typed code is not the one that was mailed."""

    code = "access.code_wrong"


class CodeVoid(Refused):
    """The code was used, replaced, or guessed at too often; another one can be asked for."""

    code = "access.code_void"


class CodeExpired(Refused):
    """The code's ten minutes are over; another one can be asked for."""

    code = "access.code_expired"


REFUSALS = {
    Outcome.WRONG: CodeWrong,
    Outcome.VOID: CodeVoid,
    Outcome.EXPIRED: CodeExpired,
}


@dataclass(frozen=True, slots=True)
class ErrandView:
    """An errand as its pages see it: whose it is shows only once it is proved."""

    errand_id: UUID
    kind: str
    proved: bool
    username: str
    has_user: bool
    terms_accepted: bool
    factor_given: bool


def admit(*, kind: str, address: str, subject: str = "") -> None:
    """Count a try for the network, for everybody, and for the document or name typed there.

    What is typed is counted in its network alone: a stranger elsewhere keeps nobody out. How many
    mails a person gets of them all, `look` counts.

    Args:
        kind: the errand's.
        address: the client's.
        subject: what was typed, in one form; it is kept as a keyed hash only. Empty where a code
            from staff is judged, which nobody guesses.

    Raises:
        ErrandsTooMany: `access.errands_too_many`, before anything is looked at.
    """
    ports = slot.get()
    network = throttle.network(address)
    with db.transaction():
        admitted = (
            throttle.take(
                f"errand:{network}",
                burst=ports.errand_network_burst,
                per_minute=ports.errand_network_per_minute,
            )
            and throttle.take(
                EVERYONE,
                burst=ports.errand_everyone_burst,
                per_minute=ports.errand_everyone_per_minute,
            )
            and (
                not subject
                or throttle.take(
                    bucket(kind, subject, network),
                    burst=ports.errand_subject_burst,
                    per_minute=ports.errand_subject_per_minute,
                )
            )
        )
    if not admitted:
        raise ErrandsTooMany


def bucket(*about: str) -> str:
    """Return the key of a throttle's bucket, from which nobody reads what it is about."""
    hashed = salted_hmac("coop.access.errand", "\0".join(about), algorithm="sha256")
    return f"errand:{hashed.hexdigest()[:32]}"


def begin(*, kind: str, facts: Mapping[str, str], address: str, language: str) -> UUID:
    """Write down what somebody came for and ask for the job that looks; return the errand's id."""
    now, errand_id = clock.now(), uuid7()
    with db.transaction():
        made = _prepared(kind)
        row = Errand(
            id=errand_id,
            kind=kind,
            facts=_sealed({**facts, NETWORK: throttle.network(address)}, made),
            language=language,
            code_id=made.code_id if made else None,
            made_at=now,
            expires_at=now + timedelta(seconds=slot.get().errand_seconds),
        )
        rows.add(row)
        record(actor=NOBODY, action=f"access.{kind}_asked", subject=str(errand_id))
        jobs.defer(LOOK, arguments={"errand": str(errand_id)})
    return errand_id


def begin_proved(
    *,
    kind: str,
    person_id: UUID,
    user_id: UUID | None,
    username: str,
    one_time_code_id: UUID,
    language: str,
) -> UUID:
    """Write down the errand of who holds a code from staff; return its id."""
    now, errand_id = clock.now(), uuid7()
    with db.transaction():
        row = Errand(
            id=errand_id,
            kind=kind,
            status=Status.PROVED,
            facts="",
            language=language,
            person_id=person_id,
            user_id=user_id,
            username=username,
            one_time_code_id=one_time_code_id,
            made_at=now,
            expires_at=now + timedelta(seconds=slot.get().errand_seconds),
        )
        rows.add(row)
        record(
            actor=NOBODY,
            action=f"access.{kind}_proved",
            subject=str(person_id),
            data={"code": str(one_time_code_id)},
        )
    return errand_id


def again(*, errand_id: UUID) -> None:
    """Mail another code, to whom the first one went or to nobody; the first one ends.

    Raises:
        ErrandEnded: `access.errand_ended`.
        ErrandsTooMany: `access.errands_too_many`.
    """
    with db.transaction():
        row = locked(errand_id, status=Status.ASKED)
        taken = throttle.take(
            f"errand:again:{errand_id}", burst=AGAIN_BURST, per_minute=AGAIN_PER_MINUTE
        )
        if taken:
            made = _prepared(row.kind)
            facts = opened(row)
            contact_code.void(row.code_id)
            row.code_id, row.facts = made.code_id if made else None, _sealed(facts, made)
            row.looked_at = None
            keep(row, "code_id", "facts", "looked_at")
            record(actor=NOBODY, action=f"access.{row.kind}_asked_again", subject=str(row.id))
            jobs.defer(LOOK, arguments={"errand": str(row.id)})
    if not taken:
        raise ErrandsTooMany


def take(row: Errand, *, typed: str) -> Outcome:
    """Judge the code of a locked errand, in the caller's transaction, and mark it proved."""
    db.require_transaction()
    assert row.code_id is not None
    outcome = contact_code.take(code_id=row.code_id, purpose=PURPOSE[row.kind], typed=typed)
    if outcome is not Outcome.ACCEPTED:
        return outcome
    if row.person_id is None:  # mailed to nobody, and guessed
        return Outcome.WRONG
    step(row, Status.PROVED)
    record(actor=NOBODY, action=f"access.{row.kind}_proved", subject=str(row.id))
    return outcome


def found(row: Errand, *, person_id: UUID, user: User | None) -> None:
    """Write down whose a locked errand is, in the caller's transaction."""
    row.person_id = person_id
    row.user_id, row.username = (user.id, user.shown_name) if user else (None, "")
    keep(row, "person_id", "user_id", "username")


def keep(row: Errand, *columns: str) -> None:
    """Keep what was changed in these columns of a locked errand, in the caller's transaction."""
    db.require_transaction()
    assert "status" not in columns
    row.save(update_fields=columns)


def step(row: Errand, to: Status) -> None:
    """Take a step of a locked errand's life; at its end it forgets what was typed.

    Raises:
        ErrandEnded: `access.errand_ended`: it no longer stands where `row` says.
    """
    db.require_transaction()
    assert (Status(row.status), to) in STEPS, (row.status, to)
    taken = db.execute(
        "UPDATE access_errand SET status = %s, facts = CASE WHEN %s THEN '' ELSE facts END "
        "WHERE id = %s AND status = %s",
        [to, to in ENDS, row.id, row.status],
    )
    if not taken:
        raise ErrandEnded
    row.status = to


def view(errand_id: UUID | None, *, kinds: tuple[str, ...]) -> ErrandView | None:
    """Return an errand that still lives and is of one of these kinds, or None."""
    row = rows.first(
        Errand,
        f"WHERE id = %s AND kind = ANY(%s) AND status IN ('asked', 'proved') AND {_LIVES}",
        [errand_id, list(kinds), clock.now()],
    )
    if row is None:
        return None
    return ErrandView(
        errand_id=row.id,
        kind=row.kind,
        proved=row.status == Status.PROVED,
        username=row.username if row.status == Status.PROVED else "",
        has_user=row.user_id is not None and row.status == Status.PROVED,
        terms_accepted=bool(row.terms_version),
        factor_given=factor_given(row),
    )


def factor_given(row: Errand) -> bool:
    """Tell whether a factor was proven in this errand, some minutes ago at most."""
    return row.factor_at is not None and clock.now() < row.factor_at + PROOF_SERVES


def locked(errand_id: UUID, *, status: Status) -> Errand:
    """Return the errand's row under lock, in the caller's transaction.

    Raises:
        ErrandEnded: `access.errand_ended`: not in this state, its time is over, or the user's
            access changed after it was begun.
    """
    db.require_transaction()
    row = rows.first(
        Errand,
        f"WHERE id = %s AND status = %s AND {_LIVES} FOR UPDATE",
        [errand_id, status, clock.now()],
    )
    if row is None:
        raise ErrandEnded
    return row


def user_of(row: Errand) -> User:
    """Return the user of a locked errand, locked too, to be changed in the caller's transaction.

    Raises:
        ErrandEnded: `access.errand_ended`: there is none, or their access changed meanwhile.
    """
    db.require_transaction()
    user = rows.first(User, "WHERE id = %s FOR NO KEY UPDATE", [row.user_id])
    if user is None or (user.errands_end_at is not None and user.errands_end_at > row.made_at):
        raise ErrandEnded
    return user


def opened(row: Errand) -> dict[str, str]:
    """Return what was typed, and from which network; the code is not among it."""
    found: dict[str, str] = json.loads(decrypt(row.facts))
    return {name: value for name, value in found.items() if not name.startswith("_")}


def note(row: Errand, facts: Mapping[str, str]) -> None:
    """Keep other facts in place of the errand's, in the caller's transaction, under its lock."""
    row.facts = _sealed(facts, None)
    keep(row, "facts")


def prepared(row: Errand) -> Prepared:
    """Return the code that waits to be mailed, for the job that looks."""
    found: dict[str, str] = json.loads(decrypt(row.facts))
    assert row.code_id is not None
    return Prepared(row.code_id, found["_code"], datetime.fromisoformat(found["_until"]))


def _prepared(kind: str) -> Prepared | None:
    return contact_code.prepare(purpose=PURPOSE[kind]) if kind in PURPOSE else None


def _sealed(facts: Mapping[str, str], made: Prepared | None) -> str:
    kept = dict(facts)
    if made is not None:
        kept |= {"_code": made.code, "_until": made.expires_at.isoformat()}
    return str(encrypt(json.dumps(kept, ensure_ascii=False)))

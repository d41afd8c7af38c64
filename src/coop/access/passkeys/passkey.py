"""Passkeys: register one, come in with one, prove with one that it is still the same person.

Each act is a question to the device (`begin_...`) and its answer (`finish_...`), which takes the
question away whatever the answer is worth. Orders are signed through `challenge`, whose question is
made of the order itself.
"""

import secrets
from dataclasses import dataclass
from uuid import UUID

from coop.access.factors import lock_user, require_none
from coop.access.models import User
from coop.access.notice import tell
from coop.access.passkeys.ceremony import (
    PROVE,
    REGISTER,
    SIGN_IN,
    Ceremony,
    Taken,
    fresh_challenge,
    open_ceremony,
    take_ceremony,
)
from coop.access.passkeys.change import named
from coop.access.passkeys.relying_party import (
    NewCredential,
    PasskeyRefused,
    created,
    creation_options,
    read_assertion,
    request_options,
)
from coop.access.passkeys.rows import add_row, kept, rows_of, take_assertion
from coop.access.sessions.sign_out import end_errands, end_sessions
from coop.audit.record import NOBODY, record
from coop.kernel import db

HANDLE_BYTES = 32


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """A passkey that was judged and not kept yet."""

    name: str
    handle: str
    credential: NewCredential


def begin_register(*, user_id: UUID, name: str) -> Ceremony:
    """Ask the browser to make a passkey that will be called `name`.

    The handle that the device keeps is random, the same for all of a user's passkeys.

    Raises:
        PasskeyNameUnusable: `access.passkey_name_unusable`.
    """
    user, present = User.objects.get(id=user_id), rows_of(user_id)
    handle = present[0].data["handle"] if present else secrets.token_hex(HANDLE_BYTES)
    challenge = fresh_challenge()
    ceremony = open_ceremony(
        purpose=REGISTER,
        user_id=user_id,
        challenge=challenge,
        data={"name": named(name), "handle": handle},
    )
    options = creation_options(
        challenge=challenge,
        handle=bytes.fromhex(handle),
        username=user.shown_name,
        known=kept(user_id),
    )
    return Ceremony(ceremony, options)


def finish_register(
    *,
    user_id: UUID,
    ceremony_id: UUID,
    credential: str,
    first: bool = False,
    keep: str | None = None,
) -> UUID:
    """Keep the passkey that the browser made; tell the user by mail; return its id.

    Args:
        user_id: whose.
        ceremony_id: of `begin_register`.
        credential: the device's answer, JSON.
        first: whether it must be the user's first factor: every other session then ends.
        keep: the key of the session in which a first one is bound.

    Raises:
        FirstFactorBound: `access.first_factor_bound`.
        SessionNotFound: `access.session_not_found`, the session to keep is over.
        CeremonyOver: `access.ceremony_over`.
        PasskeyRefused: `access.passkey_refused`.
        PasskeyPresent: `access.passkey_present`.
        PasskeysTooMany: `access.passkeys_too_many`.
    """
    made = judge_new(user_id=user_id, ceremony_id=ceremony_id, credential=credential)
    with db.transaction():
        lock_user(user_id)
        if first:
            require_none(user_id)
            end_sessions(user_id, keep=keep)
        return keep_new(user_id=user_id, made=made)


def judge_new(*, user_id: UUID, ceremony_id: UUID, credential: str) -> NewPasskey:
    """Judge the passkey that the browser made; nothing of it is kept yet.

    Raises:
        CeremonyOver: `access.ceremony_over`.
        PasskeyRefused: `access.passkey_refused`.
    """
    taken = take_ceremony(purpose=REGISTER, ceremony_id=ceremony_id, user_id=user_id)
    new = created(challenge=taken.challenge, answer=credential)
    return NewPasskey(str(taken.data["name"]), str(taken.data["handle"]), new)


def keep_new(*, user_id: UUID, made: NewPasskey) -> UUID:
    """Keep what `judge_new` found good, in the caller's transaction; return its id.

    Raises:
        PasskeyPresent: `access.passkey_present`.
        PasskeysTooMany: `access.passkeys_too_many`.
    """
    db.require_transaction()
    added = add_row(user_id, name=made.name, handle=made.handle, new=made.credential)
    end_errands(user_id)
    record(
        actor=str(user_id),
        action="access.passkey_added",
        subject=str(user_id),
        data={"passkey": str(added.id)},
    )
    tell(user_id, "passkey_added", {"passkey_name": made.name})
    return added.id


def begin_sign_in(*, user_id: UUID | None = None) -> Ceremony:
    """Ask for a passkey: of this user, who gave the password already, or of whoever comes."""
    return _begin(SIGN_IN, user_id)


def finish_sign_in(*, ceremony_id: UUID, credential: str) -> UUID:
    """Return the user whose passkey answered; whether they may enter is for the caller to judge.

    Raises:
        CeremonyOver: `access.ceremony_over`.
        PasskeyRefused: `access.passkey_refused`.
    """
    taken = take_ceremony(purpose=SIGN_IN, ceremony_id=ceremony_id)
    return _finish(taken, credential)


def begin_proof(*, user_id: UUID) -> Ceremony:
    """Ask somebody who is signed in for one of their passkeys, before a sensitive change."""
    return _begin(PROVE, user_id)


def finish_proof(*, user_id: UUID, ceremony_id: UUID, credential: str) -> None:
    """Judge the answer to `begin_proof`.

    Raises:
        CeremonyOver: `access.ceremony_over`.
        PasskeyRefused: `access.passkey_refused`.
    """
    _finish(take_ceremony(purpose=PROVE, ceremony_id=ceremony_id, user_id=user_id), credential)


def _begin(purpose: str, user_id: UUID | None) -> Ceremony:
    challenge = fresh_challenge()
    ceremony = open_ceremony(purpose=purpose, user_id=user_id, challenge=challenge)
    known = kept(user_id) if user_id is not None else []
    return Ceremony(ceremony, request_options(challenge=challenge, known=known))


def _finish(taken: Taken, credential: str) -> UUID:
    try:
        assertion = read_assertion(credential)
        with db.transaction():
            return take_assertion(assertion, challenge=taken.challenge, user_id=taken.user_id)
    except PasskeyRefused as refused:
        who = str(taken.user_id) if taken.user_id else NOBODY
        with db.transaction():
            record(actor=who, action="access.passkey_refused", subject=who, data=refused.data)
        raise

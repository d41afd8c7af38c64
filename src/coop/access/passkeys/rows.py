"""Passkeys as they are kept: rows of allauth's own table, of its type `webauthn`.

Its data has allauth's `name` and `credential`, and three things of ours: a public id, the handle
that the device knows its owner by, and the last signature counter.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from allauth.mfa.models import Authenticator

from coop.access.factors import lock_user
from coop.access.passkeys.relying_party import (
    Assertion,
    NewCredential,
    PasskeyRefused,
    check_assertion,
)
from coop.kernel import clock, db, rows
from coop.kernel.errors import Refused

MOST_PASSKEYS = 20

_MINE = "WHERE type = 'webauthn' AND user_id = %s ORDER BY id"
_ONE = "WHERE type = 'webauthn' AND user_id = %s AND data->>'public_id' = %s FOR UPDATE"
_BY_CREDENTIAL = "WHERE type = 'webauthn' AND data->'credential'->>'id' = %s"
_USED = """
    UPDATE mfa_authenticator SET last_used_at = %(now)s,
        data = jsonb_set(data, '{sign_count}', to_jsonb(%(count)s::bigint))
    WHERE id = %(id)s AND (%(count)s > (data->>'sign_count')::bigint
        OR %(count)s = 0 AND (data->>'sign_count')::bigint = 0)
    RETURNING 1
"""


class PasskeyNotFound(Refused):
    """The user has no such passkey."""

    code = "access.passkey_not_found"


class PasskeyPresent(Refused):
    """This device's passkey is registered already."""

    code = "access.passkey_present"


class PasskeysTooMany(Refused):
    """A user keeps at most `most` passkeys."""

    code = "access.passkeys_too_many"


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey as its owner sees it."""

    id: UUID
    name: str
    created_at: datetime
    last_used_at: datetime | None


def passkeys_of(user_id: UUID) -> list[Passkey]:
    """Return the user's passkeys, oldest first."""
    return [view(row) for row in rows_of(user_id)]


def passkey(*, user_id: UUID, passkey_id: UUID) -> Passkey:
    """Return one passkey of the user.

    Raises:
        PasskeyNotFound: `access.passkey_not_found`, another user's too.
    """
    return view(row_of(user_id, passkey_id))


def rows_of(user_id: UUID) -> list[Authenticator]:
    """Return the rows of the user's passkeys; private to this room."""
    return rows.read(Authenticator, _MINE, [user_id])


def row_of(user_id: UUID, passkey_id: UUID) -> Authenticator:
    """Return the locked row of one passkey of the user, in the caller's transaction if it has one.

    Raises:
        PasskeyNotFound: `access.passkey_not_found`.
    """
    found = rows.first(Authenticator, _ONE, [user_id, str(passkey_id)])
    if found is None:
        raise PasskeyNotFound
    return found


def kept(user_id: UUID) -> list[Mapping[str, Any]]:
    """Return what is kept of each of the user's credentials."""
    return [row.data["credential"] for row in rows_of(user_id)]


def view(row: Authenticator) -> Passkey:
    """Return the row as its owner sees it."""
    return Passkey(UUID(row.data["public_id"]), row.data["name"], row.created_at, row.last_used_at)


def add_row(user_id: UUID, *, name: str, handle: str, new: NewCredential) -> Passkey:
    """Keep a new passkey, in the caller's transaction, under the user's lock.

    Raises:
        PasskeyPresent: `access.passkey_present`.
        PasskeysTooMany: `access.passkeys_too_many`.
    """
    lock_user(user_id)
    if len(rows_of(user_id)) >= MOST_PASSKEYS:
        raise PasskeysTooMany(most=MOST_PASSKEYS)
    row = Authenticator(
        user_id=user_id,
        type=Authenticator.Type.WEBAUTHN,
        data={
            "name": name,
            "credential": dict(new.kept),
            "public_id": str(uuid4()),
            "handle": handle,
            "sign_count": new.sign_count,
        },
        created_at=clock.now(),
    )
    with db.constraint_means({"access_passkey_once": PasskeyPresent}):
        row.save(force_insert=True)
    return view(row)


def take_assertion(assertion: Assertion, *, challenge: bytes, user_id: UUID | None) -> UUID:
    """Take an assertion by a known passkey; return whose it is, in the caller's transaction.

    A counter that does not grow is refused unless both are zero (many devices never count): the
    condition stands in the update, so that of two equal ones at once only one is taken.

    Args:
        assertion: as it was read.
        challenge: what must have been signed.
        user_id: whose passkey it must be; None takes any, which must then name its owner's handle.

    Raises:
        PasskeyRefused: `access.passkey_refused`.
    """
    db.require_transaction()
    row = rows.first(Authenticator, _BY_CREDENTIAL, [assertion.credential_id])
    if row is None or (user_id is not None and row.user_id != user_id):
        raise PasskeyRefused(why="unknown")
    named = assertion.user_handle.hex() if assertion.user_handle else None
    if named != row.data["handle"] and (named or user_id is None):
        raise PasskeyRefused(why="handle")
    check_assertion(challenge=challenge, assertion=assertion, kept=row.data["credential"])
    given = {"id": row.pk, "count": assertion.sign_count, "now": clock.now()}
    if not db.fetch_all(_USED, given):
        raise PasskeyRefused(why="counter")
    owner: UUID = row.user_id
    return owner

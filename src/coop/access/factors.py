"""Which factors of possession a user has. Recovery codes are a way back, not a factor."""

from uuid import UUID

from coop.access.models import User
from coop.kernel import db, rows
from coop.kernel.errors import Refused

PASSKEY, TOKEN, TOTP = "passkey", "token", "totp"
STRONGEST_FIRST = (PASSKEY, TOKEN, TOTP)

_PRESENT = """
    SELECT CASE type WHEN 'webauthn' THEN 'passkey' ELSE type END FROM mfa_authenticator
    WHERE user_id = %s AND type IN ('webauthn', 'totp')
    UNION SELECT 'token' FROM access_token WHERE user_id = %s AND status = 'active'
"""


class FactorMissing(Refused):
    """The user has no factor that could prove it: one is added first."""

    code = "access.factor_missing"


class LastFactor(Refused):
    """Nobody gives up their only factor: another is added first."""

    code = "access.last_factor"


class FirstFactorBound(Refused):
    """Another session bound the user's first factor; from now on it is asked for."""

    code = "access.first_factor_bound"


def factors_of(user_id: UUID) -> tuple[str, ...]:
    """Return the kinds that the user has, the strongest first."""
    present = {kind for (kind,) in db.fetch_all(_PRESENT, [user_id, user_id])}
    return tuple(kind for kind in STRONGEST_FIRST if kind in present)


def lock_user(user_id: UUID) -> None:
    """Have one change of the user's factors at a time, until the transaction ends."""
    db.require_transaction()
    rows.first(User, "WHERE id = %s FOR UPDATE", [user_id])


def require_none(user_id: UUID) -> None:
    """Refuse a first factor to whoever has one; the caller holds `lock_user`, as below.

    Raises:
        FirstFactorBound: `access.first_factor_bound`.
    """
    if factors_of(user_id):
        raise FirstFactorBound


def require_another(user_id: UUID) -> None:
    """Refuse, in a transaction that has just removed a factor, to leave the user with none.

    The caller holds `lock_user`, so that two removals at once cannot both pass.

    Raises:
        LastFactor: `access.last_factor`.
    """
    if not factors_of(user_id):
        raise LastFactor

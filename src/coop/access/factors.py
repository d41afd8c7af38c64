"""Which factors of possession a user has. Recovery codes are a way back, not a factor."""

from uuid import UUID

from coop.access.passkey_rows import kinds_of
from coop.kernel.errors import Refused

PASSKEY, TOKEN, TOTP = "passkey", "token", "totp"


class LastFactor(Refused):
    """Nobody gives up their only factor: another is added first."""

    code = "access.last_factor"


def factors_of(user_id: UUID) -> tuple[str, ...]:
    """Return the kinds that the user has, the strongest first."""
    kept = kinds_of(user_id)
    present = ((PASSKEY, "webauthn" in kept), (TOTP, "totp" in kept))
    return tuple(kind for kind, has in present if has)


def require_another(user_id: UUID) -> None:
    """Refuse, in a transaction that has just removed a factor, to leave the user with none.

    The caller holds `passkey_rows.lock_user`, so that two removals at once cannot both pass.

    Raises:
        LastFactor: `access.last_factor`.
    """
    if not factors_of(user_id):
        raise LastFactor

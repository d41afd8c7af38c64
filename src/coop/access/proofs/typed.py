"""How a proof typed at the second step is judged, for each kind of factor.

Passkeys answer a ceremony instead of being typed; `passkey.finish_sign_in` judges them. A recovery
code is no factor, but possession all the same: 20 random figures on paper, each good once.
"""

from collections.abc import Callable, Mapping
from uuid import UUID

from coop.access.codes import recovery_codes, totp
from coop.access.factors import TOKEN, TOTP, factors_of
from coop.access.tokens import token

RECOVERY = "recovery"

Take = Callable[[UUID, str, str], bool]
"""Judge (user, what was typed, the number that the page showed), in the caller's transaction.

True once for each proof; rolled back, it was not used.
"""


def _totp(user_id: UUID, typed: str, _nonce: str) -> bool:
    return totp.take_code(user_id=user_id, typed=typed)


def _token(user_id: UUID, typed: str, nonce: str) -> bool:
    return token.take_sign_in(user_id=user_id, nonce=nonce, typed=typed)


def _recovery(user_id: UUID, typed: str, _nonce: str) -> bool:
    return recovery_codes.take(user_id=user_id, typed=typed)


TYPED: Mapping[str, Take] = {TOTP: _totp, TOKEN: _token, RECOVERY: _recovery}


def methods_of(user_id: UUID) -> tuple[str, ...]:
    """Return what the user may show at the second step, the strongest first.

    Empty without a factor: recovery codes alone ask for nothing.
    """
    factors = factors_of(user_id)
    if factors and recovery_codes.left(user_id):
        return (*factors, RECOVERY)
    return factors

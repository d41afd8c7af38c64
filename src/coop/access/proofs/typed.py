"""How a typed proof is judged, for each kind: the one table of the door, the pages and the orders.

Passkeys answer a ceremony or an order instead of being typed (`passkeys`). A recovery code is no
factor, but possession all the same: 20 random figures on paper, each good once.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from uuid import UUID

from coop.access.codes import recovery_codes, totp
from coop.access.factors import TOKEN, TOTP, factors_of
from coop.access.tokens import token
from coop.kernel import db

RECOVERY = "recovery"
CODES, CODES_ASKED = "codes", 2

Answer = Callable[[UUID, str], bool]
"""Judge (user, what was typed) as a token's answer to what this act asked of it."""

Take = Callable[[UUID, str, Answer], bool]
"""Judge (user, what was typed, the token's question), in the caller's transaction.

True once for each proof; rolled back, it was not used.
"""


class _WrongCodeError(Exception):
    """Rolls back the first code where the second one is wrong."""


def entering(nonce: str) -> Answer:
    """Return how a token's answer to a sign-in's six figures is judged."""
    return lambda user_id, typed: token.take_sign_in(user_id=user_id, nonce=nonce, typed=typed)


def changing(nonce: str) -> Answer:
    """Return how its answer to the six figures before a sensitive change is judged."""
    return lambda user_id, typed: token.take_change(user_id=user_id, nonce=nonce, typed=typed)


def unasked(_user_id: UUID, _typed: str) -> bool:
    """Judge an answer where no token was asked: none is right."""
    return False


def methods_of(user_id: UUID) -> tuple[str, ...]:
    """Return what the user may show at the second step, the strongest first.

    Empty without a factor: recovery codes alone ask for nothing.
    """
    factors = factors_of(user_id)
    if factors and recovery_codes.left(user_id):
        return (*factors, RECOVERY)
    return factors


def minutes_off(method: str, user_id: UUID, typed: str) -> int:
    """Return by how many minutes the phone seems to be off that gave a wrong code, ahead or (-)."""
    return totp.minutes_off(user_id=user_id, typed=typed) if method == TOTP else 0


def _totp(user_id: UUID, typed: str, _answer: Answer) -> bool:
    return totp.take_code(user_id=user_id, typed=typed)


def _token(user_id: UUID, typed: str, answer: Answer) -> bool:
    return answer(user_id, typed)


def _recovery(user_id: UUID, typed: str, _answer: Answer) -> bool:
    return recovery_codes.take(user_id=user_id, typed=typed)


def _codes(user_id: UUID, typed: str, _answer: Answer) -> bool:
    """Use two recovery codes, a line each, or none of them."""
    lines = typed.split("\n")
    if len(lines) != CODES_ASKED:
        return False
    with suppress(_WrongCodeError), db.savepoint():
        for line in lines:
            if not recovery_codes.take(user_id=user_id, typed=line):
                raise _WrongCodeError
        return True
    return False


TYPED: Mapping[str, Take] = {TOTP: _totp, TOKEN: _token, RECOVERY: _recovery, CODES: _codes}

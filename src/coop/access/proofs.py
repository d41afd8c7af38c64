"""How a proof typed at the second step is judged, for each kind of factor.

Passkeys answer a ceremony instead of being typed; `passkey.finish_sign_in` judges them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from coop.access import totp
from coop.access.factors import TOTP


@dataclass(frozen=True, slots=True)
class Typed:
    """A factor whose proof is typed: whether a user has it, and the taking of one proof.

    `take` works inside its caller's transaction and takes each proof once.
    """

    has: Callable[[UUID], bool]
    take: Callable[[UUID, str], bool]


def _take_totp(user_id: UUID, typed: str) -> bool:
    return totp.take_code(user_id=user_id, typed=typed)


TYPED: Mapping[str, Typed] = {TOTP: Typed(totp.has_totp, _take_totp)}

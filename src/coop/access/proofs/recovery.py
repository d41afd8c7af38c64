"""What may stand beside a mailed code when a password is recovered: a factor, or two codes."""

from uuid import UUID

from coop.access.codes import recovery_codes
from coop.access.factors import factors_of, lock_user
from coop.access.proofs.tries import Judged, judge
from coop.access.proofs.typed import CODES, CODES_ASKED, TYPED, changing


def methods(*, user_id: UUID) -> tuple[str, ...]:
    """Return the methods that this user can prove with, the strongest first."""
    found = factors_of(user_id)
    return (*found, CODES) if recovery_codes.left(user_id) >= CODES_ASKED else found


def accept(*, user_id: UUID, method: str, proof: str, nonce: str) -> bool:
    """Judge a typed proof in the caller's transaction; wrong ones count as an order's do.

    Args:
        user_id: whose factor.
        method: one of `methods`; a passkey is not typed and is judged by `recovery`.
        proof: as typed; of recovery codes two, a line each.
        nonce: the six figures that the page showed for the token.
    """
    lock_user(user_id)
    take = TYPED.get(method)
    if take is None or method not in methods(user_id=user_id):
        return False
    return judge(user_id, lambda: take(user_id, proof, changing(nonce))) is Judged.RIGHT

"""The second step at the front door, asked of everybody who has a second factor.

A wrong proof tells that the password is known to whoever types, so its owner is told by mail when
proofs begin to be blocked. They are counted apart from passwords, before they are judged.
"""

from datetime import timedelta
from uuid import UUID

from coop.access import guard
from coop.access.door.come_in import From, come_in
from coop.access.models import User
from coop.access.notice import tell
from coop.access.passkeys.passkey import finish_sign_in
from coop.access.passkeys.relying_party import PasskeyRefused
from coop.access.proofs.typed import TYPED, entering, methods_of, minutes_off
from coop.access.signed_in import HalfIn, SignedIn
from coop.audit.record import NOBODY, record
from coop.kernel import clock, db, rows
from coop.kernel.errors import Refused

HALF_FOR = timedelta(minutes=5)


class ProofWrong(Refused):
    """The second step's proof does not open: wrong, used, or tried too often.

    `minutes_off` tells a phone whose clock is off.
    """

    code = "access.proof_wrong"


class HalfEnded(Refused):
    """Too much time has passed since the password, or something changed: begin again."""

    code = "access.half_ended"


def enter(
    *, half: HalfIn, method: str, proof: str, device: str = "", keep: bool = False
) -> SignedIn:
    """Return who came in, if the proof is right.

    Args:
        half: what `sign_in.check_password` gave; at most five minutes old.
        method: a name of `proofs.typed.TYPED`.
        proof: as typed.
        device: the secret by which this browser may be recognised.
        keep: whether the person wants it recognised from now on.

    Raises:
        HalfEnded: `access.half_ended`.
        ProofWrong: `access.proof_wrong`, whatever is wrong with it.
    """
    with db.transaction():
        tried = guard.count(name=str(half.device_id or half.user_id), side=guard.SECOND)
    with db.transaction():
        user = still(half)
        known = method in TYPED and method in methods_of(user.id)
        if tried.allowed and known and TYPED[method](user.id, proof, entering(half.nonce)):
            guard.clear(tried)
            return come_in(user, where=_where(half, device, keep), failures=half.failures)
        off = minutes_off(method, user.id, proof) if tried.allowed and known else 0
    _refuse(half, tried)
    raise ProofWrong(**({"minutes_off": off} if off else {}))


def enter_by_passkey(
    *, half: HalfIn, ceremony_id: UUID, credential: str, device: str = "", keep: bool = False
) -> SignedIn:
    """Return who came in, if the answer to `passkey.begin_sign_in` is by a passkey of the user.

    Raises:
        HalfEnded: `access.half_ended`.
        CeremonyOver: `access.ceremony_over`.
        PasskeyRefused: `access.passkey_refused`.
    """
    whose = finish_sign_in(ceremony_id=ceremony_id, credential=credential)
    if whose != half.user_id:
        raise PasskeyRefused(why="unknown")
    with db.transaction():
        where = _where(half, device, keep)
        return come_in(still(half), where=where, failures=half.failures)


def still(half: HalfIn) -> User:
    """Return the user of a half-open sign-in if it may go on, locked in the caller's transaction.

    Raises:
        HalfEnded: `access.half_ended`.
    """
    user = rows.first(User, "WHERE id = %s FOR NO KEY UPDATE", [half.user_id])
    if (
        user is None
        or not user.is_active
        or user.password_changed_at != half.password_changed_at
        or user.sessions_end_at != half.sessions_end_at
        or clock.now() >= half.at + HALF_FOR
    ):
        raise HalfEnded
    return user


def _where(half: HalfIn, device: str, keep: bool) -> From:
    return From(half.address, half.browser, device, keep)


def _refuse(half: HalfIn, tried: guard.Tried) -> None:
    with db.transaction():
        record(actor=NOBODY, action="access.second_step_refused", subject=str(half.user_id))
        if tried.disables:
            tell(half.user_id, "password_off")
        elif tried.blocks_until is not None:
            until = tried.blocks_until.isoformat()
            tell(half.user_id, "second_step_blocked", {"until_at": until})

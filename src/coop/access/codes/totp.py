"""Time-based codes (RFC 6238, six digits, 30 seconds), computed by allauth.

allauth marks a used code in a cache for 30 seconds; with a tolerance of one step the same code
would enter again at +31 s, and in another process at once. Here the matched *step* is stored, by a
conditional update that only goes forwards, in the caller's transaction.
"""

import secrets
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt

from coop.access.factors import FactorMissing
from coop.access.models import TotpStep, User
from coop.access.notice import tell
from coop.access.ports import slot
from coop.access.rules import code_of
from coop.access.sessions.sign_out import end_errands
from coop.audit.record import record
from coop.kernel import clock, db, rows
from coop.kernel.clock import DemonstrationOnly
from coop.kernel.errors import Refused

PERIOD_SECONDS = 30
TOLERANCE = (0, -1, 1)
HINTED_STEPS = 10  # a phone's clock up to five minutes off is told so

_FORWARDS = """
    INSERT INTO access_totpstep AS taken (user_id, step) VALUES (%s, %s)
    ON CONFLICT (user_id) DO UPDATE SET step = excluded.step WHERE taken.step < excluded.step
    RETURNING 1
"""


class FactorPresent(Refused):
    """The user has a code generator already."""

    code = "access.factor_present"


class CodeNotYet(Refused):
    """Every code that would be taken now was used; the next comes in `seconds`."""

    code = "access.code_not_yet"


def add_totp(*, user_id: UUID) -> str:
    """Give the user a code generator and return its seed (base 32), to be shown once.

    Raises:
        FactorPresent: `access.factor_present`.
    """
    seed = str(generate_totp_secret())
    with db.constraint_means({"unique_authenticator_type": FactorPresent}), db.transaction():
        TOTP.activate(User.objects.get(id=user_id), seed)
        end_errands(user_id)
        record(actor=str(user_id), action="access.factor_added", subject=str(user_id))
        tell(user_id, "factor_added")
    return seed


def has_totp(user_id: UUID) -> bool:
    """Tell whether the user can give codes."""
    return _generator(user_id) is not None


def take_code(*, user_id: UUID, typed: str) -> bool:
    """Take a code if it is right and none of its step or a later one was taken before.

    It belongs to the caller's transaction: rolled back, the code was not used. Two transactions
    with the same code wait for each other, and one of them gets it.
    """
    db.require_transaction()
    seed, code = _seed(user_id), code_of(typed)
    present = present_step()
    matched: int | None = None
    for offset in TOLERANCE:  # all of them, always: no time tells which one matched
        if secrets.compare_digest(code_at(seed, present + offset), code or "------"):
            matched = present + offset if matched is None else matched
    if matched is None:
        return False
    return bool(db.fetch_all(_FORWARDS, [user_id, matched]))


def minutes_off(*, user_id: UUID, typed: str) -> int:
    """Return by how many minutes the phone is ahead whose code `take_code` refused; 0 if unknown.

    Negative if it is behind. Only for who has proved something already: it tells that the code is
    one of the user's. So one that was shown before its time is worth nothing when its time comes;
    a guess gains nothing by it. It belongs to the caller's transaction.
    """
    db.require_transaction()
    seed, code, present = _seed(user_id), code_of(typed) or "------", present_step()
    steps = [present + offset for offset in range(-HINTED_STEPS, HINTED_STEPS + 1)]
    matched = [step for step in steps if secrets.compare_digest(code_at(seed, step), code)]
    off = min((step - present for step in matched), key=abs, default=0)
    if off in TOLERANCE or _taken(user_id) >= present + off:
        return 0
    if off > 0:
        db.fetch_all(_FORWARDS, [user_id, present + off])
    minutes = (abs(off) + 1) // 2
    return minutes if off > 0 else -minutes


def present_code(*, user_id: UUID) -> str:
    """Return a code that would be taken now, for the people of a demonstration only.

    Raises:
        DemonstrationOnly: `kernel.demonstration_only`, always in production.
        CodeNotYet: `access.code_not_yet`, when the codes of now were used.
    """
    if not slot.get().demonstration:
        raise DemonstrationOnly
    taken, present = _taken(user_id), present_step()
    for step in (present, present + 1):
        if step > taken:
            return code_at(_seed(user_id), step)
    seconds = PERIOD_SECONDS - int(clock.now().timestamp()) % PERIOD_SECONDS
    raise CodeNotYet(seconds=seconds)


def _taken(user_id: UUID) -> int:
    """Return the last step of which a code was taken; 0 if none was."""
    found = TotpStep.objects.filter(user_id=user_id).values_list("step", flat=True).first()
    return found or 0


def _seed(user_id: UUID) -> str:
    found = _generator(user_id)
    if found is None:
        raise FactorMissing
    return str(decrypt(found.data["secret"]))


def _generator(user_id: UUID) -> Authenticator | None:
    return rows.first(Authenticator, "WHERE user_id = %s AND type = 'totp'", [user_id])


def present_step() -> int:
    """Return the number of the 30 seconds that it is now."""
    return int(clock.now().timestamp()) // PERIOD_SECONDS


def code_at(seed: str, step: int) -> str:
    """Return a seed's code of a step."""
    return str(format_hotp_value(hotp_value(seed, step)))

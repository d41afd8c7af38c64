"""A code generator on its way: shown as QR and key, and bound only by a right code of its own.

The pending seed stands sealed in the web session and dies with it: another session never sees the
seed that this one is about to bind.
"""

import secrets
from dataclasses import dataclass
from urllib.parse import quote, urlencode
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import decrypt, encrypt
from django.contrib.sessions.backends.base import SessionBase

from coop.access.codes.totp import TOLERANCE, code_at, has_totp, present_step
from coop.access.factors import lock_user, require_none
from coop.access.models import TotpStep, User
from coop.access.notice import tell
from coop.access.rules import code_of
from coop.access.sessions.sign_out import end_sessions
from coop.audit.record import record
from coop.kernel import db
from coop.kernel.errors import Refused

FAR_STEPS = 20  # a phone's clock up to ten minutes off is told so
GROUP = 4
_PENDING = "pending_totp"


class GeneratorCodeWrong(Refused):
    """The code is not one that the generator of the page shows now."""

    code = "access.generator_code_wrong"


class PhoneClockOff(Refused):
    """The code is right for another time: the phone's clock is `minutes` off."""

    code = "access.phone_clock_off"


class NothingPending(Refused):
    """The page's generator is gone with its session; the page shows a new one."""

    code = "access.generator_over"


@dataclass(frozen=True, slots=True)
class Pending:
    """What the person's application reads: the seed in groups to type, or `uri` from the QR."""

    key: str
    uri: str


def pending(store: SessionBase, *, username: str, issuer: str) -> Pending:
    """Return the session's pending generator; make one if there is none.

    Args:
        store: the web session.
        username: shown in the application beside the codes.
        issuer: the name of the site, as above.
    """
    if _PENDING not in store:
        store[_PENDING] = encrypt(str(generate_totp_secret()))
    seed = decrypt(store[_PENDING])
    label = f"{quote(issuer)}:{quote(username)}"
    asked = urlencode({"secret": seed, "issuer": issuer}, quote_via=quote)
    groups = [seed[at : at + GROUP] for at in range(0, len(seed), GROUP)]
    return Pending(" ".join(groups), f"otpauth://totp/{label}?{asked}")


def activate(store: SessionBase, *, user_id: UUID, typed: str, first: bool = False) -> None:
    """Bind the pending generator, in place of the user's present one; its code is then used.

    The caller has asked for a factor if the user has one. Every other session ends: whoever knew
    only the password is out.

    Args:
        store: the web session that shows the generator, and stays.
        user_id: whose.
        typed: its code.
        first: whether it must be the user's first factor.

    Raises:
        FirstFactorBound: `access.first_factor_bound`.
        SessionNotFound: `access.session_not_found`, the session is over.
        GeneratorCodeWrong: `access.generator_code_wrong`.
        PhoneClockOff: `access.phone_clock_off`.
        NothingPending: `access.generator_over`.
    """
    if _PENDING not in store:
        raise NothingPending
    seed = decrypt(store[_PENDING])
    step = _matched(seed, code_of(typed) or "------")
    with db.transaction():
        lock_user(user_id)
        if first:
            require_none(user_id)
        replaced = has_totp(user_id)
        Authenticator.objects.filter(user_id=user_id, type="totp").delete()
        TOTP.activate(User.objects.get(id=user_id), seed)
        TotpStep.objects.update_or_create(user_id=user_id, defaults={"step": step})
        end_sessions(user_id, keep=store.session_key)
        action = "access.generator_replaced" if replaced else "access.factor_added"
        record(actor=str(user_id), action=action, subject=str(user_id))
        tell(user_id, "generator_replaced" if replaced else "factor_added")
    del store[_PENDING]


def _matched(seed: str, code: str) -> int:
    present = present_step()
    found = [
        offset
        for offset in range(-FAR_STEPS, FAR_STEPS + 1)
        if secrets.compare_digest(code_at(seed, present + offset), code)
    ]
    if not found:
        raise GeneratorCodeWrong
    nearest = min(found, key=abs)
    if nearest not in TOLERANCE:
        raise PhoneClockOff(minutes=max(abs(nearest) // 2, 1))
    return present + nearest

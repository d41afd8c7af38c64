"""The first step at the front door, or the one sentence that tells a guesser nothing.

Unknown name, wrong password and a name that is blocked get the same error after the same work: one
try counted, one row looked for, exactly one password hash verified, one audit row, and a job asked
for when a block begins, whether the name exists or not.

The right password opens nothing yet: it gives a `HalfIn`, which `second_step` turns into a
`SignedIn` for whoever has a second factor, and `first_access` for whoever has none so far.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from coop.access import guard
from coop.access.device import recognise
from coop.access.factors import TOKEN
from coop.access.hasher import verify
from coop.access.models import User
from coop.access.ports import slot
from coop.access.proofs import methods_of
from coop.access.rules import normal_password
from coop.access.token import sign_in_question
from coop.audit.record import NOBODY, record
from coop.kernel import clock, db, jobs, throttle
from coop.kernel.errors import Refused
from coop.kernel.text import clean, fold

EVERYONE = "sign_in:everyone"


class NotSignedIn(Refused):
    """The user name and password do not open, whatever the reason."""

    code = "access.not_signed_in"


class TooManyTries(Refused):
    """Too many tries from this network, or from everywhere; nothing was looked at."""

    code = "access.too_many"


@dataclass(frozen=True, slots=True)
class LastAccess:
    """The sign-in before this one."""

    at: datetime
    address: str
    browser: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who came in. `last_access` is None the first time."""

    user_id: UUID
    person_id: UUID | None
    username: str
    last_access: LastAccess | None
    address: str = ""
    browser: str = ""
    device_id: UUID | None = None
    """The recognised device, if this browser is one from now on."""
    device_secret: str = ""
    """What its cookie must hold from now on."""


@dataclass(frozen=True, slots=True)
class HalfIn:
    """Whose password was right, from where, and what they may show next; it opens no page."""

    user_id: UUID
    at: datetime
    password_changed_at: datetime
    methods: tuple[str, ...]
    """What may be shown (`proofs.methods_of`), the strongest first; empty without a factor."""
    address: str
    browser: str
    device_id: UUID | None = None
    """Which of the user's recognised devices this browser is."""
    nonce: str = ""
    """The number that a soft token answers for this sign-in; empty without a token."""
    failures: int = 0
    """How many passwords failed before this one, on this side or elsewhere."""


def check_password(
    *, username: str, password: str, address: str, user_agent: str, device: str = ""
) -> HalfIn:
    """Return who may go on to the second step; each part is a short transaction of its own.

    Args:
        username: as typed.
        password: as typed, any length.
        address: the client's address, from a trusted proxy or the socket.
        user_agent: the browser's own words, kept short and clean.
        device: the secret by which this browser may be recognised.

    Raises:
        NotSignedIn: `access.not_signed_in`, the same for unknown, wrong and blocked.
        TooManyTries: `access.too_many`.
    """
    network = f"sign_in:{throttle.network(address)}"
    name = fold(username[:200])
    _admit(network)
    device_id = recognise(secret=device, name=name)
    with db.transaction():
        if device_id is None:
            tried = guard.count(name=name)
        else:
            tried = guard.count(name=str(device_id), side=guard.DEVICE)
    user = User.objects.filter(username=name).first()
    right = verify(normal_password(password), user.password if user else None)
    if user is None or not (right and tried.allowed and user.is_active and user.kind == "member"):
        _refuse(user, tried)
        raise NotSignedIn
    with db.transaction():
        failures = max(tried.failures - 1, guard.failures(name=name) if device_id else 0)
        guard.clear(tried)
        _give_back(network)
    methods = methods_of(user.id)
    return HalfIn(
        user_id=user.id,
        at=clock.now(),
        password_changed_at=user.password_changed_at,
        methods=methods,
        address=address[:64],
        browser=clean(user_agent[:300])[:200],
        device_id=device_id,
        nonce=sign_in_question(user_id=user.id) if TOKEN in methods else "",
        failures=failures,
    )


def _admit(network: str) -> None:
    ports = slot.get()
    with db.transaction():
        admitted = throttle.take(
            network, burst=ports.address_burst, per_minute=ports.address_per_minute
        ) and throttle.take(
            EVERYONE, burst=ports.everyone_burst, per_minute=ports.everyone_per_minute
        )
    if not admitted:
        raise TooManyTries


def _give_back(network: str) -> None:
    ports = slot.get()
    throttle.give_back(network, per_minute=ports.address_per_minute)
    throttle.give_back(EVERYONE, per_minute=ports.everyone_per_minute)


def _refuse(user: User | None, tried: guard.Tried) -> None:
    subject = str(user.id) if user else tried.key.hex()[:36]
    with db.transaction():
        record(actor=NOBODY, action="access.sign_in_refused", subject=subject)
        if tried.disables:
            jobs.defer("access.tell_password_off", arguments={"user": subject})
        elif tried.blocks_until is not None:
            jobs.defer(
                "access.tell_locked_out",
                arguments={"user": subject, "until": tried.blocks_until.isoformat()},
            )

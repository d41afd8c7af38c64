"""The first step at the front door, or the one sentence that tells a guesser nothing.

Unknown name, wrong password and a name that is blocked get the same error after the same work: one
try counted, one row looked for, exactly one password hash verified, one audit row, and a job asked
for when a block begins, whether the name exists or not.

The right password opens nothing yet: it gives a `HalfIn`, which `second_step` turns into a
`SignedIn` for whoever has a second factor, and `first_access` for whoever has none so far.
"""

from coop.access import guard
from coop.access.factors import TOKEN
from coop.access.models import User
from coop.access.passwords.hasher import verify
from coop.access.ports import slot
from coop.access.proofs.typed import methods_of
from coop.access.rules import normal_password
from coop.access.sessions.device import recognise
from coop.access.signed_in import HalfIn, NotSignedIn, TooManyTries
from coop.access.tokens.token import sign_in_question
from coop.audit.record import NOBODY, record
from coop.kernel import clock, db, jobs, throttle
from coop.kernel.text import clean, fold

EVERYONE = "sign_in:everyone"


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
        sessions_end_at=user.sessions_end_at,
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

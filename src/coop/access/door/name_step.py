"""The user name alone, typed first: nothing is looked up that a stranger could learn from."""

from coop.access.ports import slot
from coop.access.signed_in import TooManyTries
from coop.kernel import db, throttle


def take_name(*, address: str) -> bool:
    """Admit one user name from this network, in a bucket of its own; no hash is verified.

    Args:
        address: the client's address, from a trusted proxy or the socket.

    Raises:
        TooManyTries: `access.too_many`.
    """
    ports, bucket = slot.get(), f"name:{throttle.network(address)}"
    with db.transaction():
        admitted = throttle.take(
            bucket, burst=ports.address_burst * 2, per_minute=ports.address_per_minute * 2
        )
    if not admitted:
        raise TooManyTries
    return True

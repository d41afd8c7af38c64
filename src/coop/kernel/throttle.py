"""Leaky buckets in the database: one row, one statement, right under any concurrency."""

from datetime import timedelta
from ipaddress import IPv6Address, ip_address

from coop.kernel import clock, db

_TAKE = """
    INSERT INTO kernel_throttle AS bucket (key, full_at) VALUES (%s, %s)
    ON CONFLICT (key) DO UPDATE SET full_at = greatest(bucket.full_at, %s) + %s
    WHERE greatest(bucket.full_at, %s) + %s <= %s
    RETURNING 1
"""

_FULL = "SELECT 1 FROM kernel_throttle WHERE key = %s AND full_at > %s"


def take(key: str, *, burst: int, per_minute: float) -> bool:
    """Take one from the bucket `key`; False when it is empty, and then nothing is written.

    Args:
        key: `what:whose`.
        burst: how many at once.
        per_minute: how many come back each minute.
    """
    step = timedelta(minutes=1) / per_minute
    now = clock.now()
    full = now + step * burst
    return bool(db.fetch_all(_TAKE, [key, now + step, now, step, now, step, full]))


def room(key: str, *, burst: int, per_minute: float) -> bool:
    """Tell whether `take` would take one now; nothing is written."""
    step = timedelta(minutes=1) / per_minute
    return not db.fetch_all(_FULL, [key, clock.now() + step * (burst - 1)])


def give_back(key: str, *, per_minute: float) -> None:
    """Put one back: what was taken turned out to be nobody's attack."""
    db.execute(
        "UPDATE kernel_throttle SET full_at = full_at - %s WHERE key = %s",
        [timedelta(minutes=1) / per_minute, key],
    )


def forget() -> int:
    """Forget the buckets that nobody takes from any more; return how many."""
    return db.execute("DELETE FROM kernel_throttle WHERE full_at < %s", [clock.now()])


def network(address: str) -> str:
    """Return what one subscriber holds: an IPv4 address, or an IPv6 /64."""
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(IPv6Address(int(found) >> 64 << 64)) + "/64"
    return str(found)

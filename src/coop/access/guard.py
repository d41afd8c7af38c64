"""Lock-out: a try is counted before its password is looked at, so parallel tries cannot slip by.

Failures count by (name, side). There is one side now, `any`; a recognised device will be another,
which failures from elsewhere cannot block.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from coop.access.ports import slot
from coop.kernel import clock, db

FORGOTTEN_AFTER = timedelta(hours=24)

# Every `before`-th failure blocks, longer each time; while blocked nothing is counted. After a
# quiet day the count begins again.
_COUNT = """
    INSERT INTO access_guard AS seen (key, failures, tried_at)
    VALUES (%(key)s, 1, %(now)s)
    ON CONFLICT (key) DO UPDATE SET
        tried_at = %(now)s,
        failures = CASE WHEN seen.tried_at < %(old)s THEN 1 ELSE seen.failures + 1 END,
        blocked_until = CASE
            WHEN seen.tried_at >= %(old)s AND (seen.failures + 1) %% %(before)s = 0
            THEN %(now)s + make_interval(secs => (%(blocks)s::int[])[
                least((seen.failures + 1) / %(before)s, cardinality(%(blocks)s::int[]))])
        END
    WHERE seen.blocked_until IS NULL OR seen.blocked_until <= %(now)s
    RETURNING failures, blocked_until
"""


@dataclass(frozen=True, slots=True)
class Tried:
    """A try that was counted: `blocks_until` if it is the one that, failing, blocks."""

    key: bytes
    allowed: bool
    blocks_until: datetime | None


SIDES = ("any", "change", "second")


def count(*, name: str, side: str = "any") -> Tried:
    """Count a try for `name` before it is judged; not allowed while it is blocked."""
    ports, now = slot.get(), clock.now()
    key = _key(name, side)
    found = db.fetch_all(
        _COUNT,
        {
            "key": key,
            "now": now,
            "old": now - FORGOTTEN_AFTER,
            "before": ports.failures_before_block,
            "blocks": list(ports.block_seconds),
        },
    )
    if not found:
        return Tried(key, allowed=False, blocks_until=None)
    return Tried(key, allowed=True, blocks_until=found[0][1])


def clear(tried: Tried) -> None:
    """Forget the failures: the person came in."""
    db.execute("DELETE FROM access_guard WHERE key = %s", [tried.key])


def forgive(*, names: Collection[str]) -> None:
    """Forget the failures of these names on every side: their owner has proved to be there."""
    keys = [_key(name, side) for name in names for side in SIDES]
    db.execute("DELETE FROM access_guard WHERE key = ANY(%s)", [keys])


def blocked_until(*, names: Collection[str]) -> datetime | None:
    """Return when the last block of these names ends, on whichever side; None if none holds now."""
    (until,) = db.fetch_one(
        "SELECT max(blocked_until) FROM access_guard WHERE key = ANY(%s) AND blocked_until > %s",
        [[_key(name, side) for name in names for side in SIDES], clock.now()],
    )
    return until if isinstance(until, datetime) else None


def _key(name: str, side: str) -> bytes:
    return salted_hmac("coop.access.guard", f"{side}\0{name}", algorithm="sha256").digest()

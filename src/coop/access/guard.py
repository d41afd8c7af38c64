"""Lock-out: a try is counted before its password is looked at, so parallel tries cannot slip by.

Failures count by (name, side): a recognised device is one side, everywhere else another, which
cannot block the first. Every fifth failure blocks for a time; a hundred end that side's password
until its owner recovers it, however slowly they come (SP 800-63B-4, 3.2.2). Security answers are a
side too, which nobody at the door reaches.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from coop.access.ports import slot
from coop.kernel import clock, db

FORGOTTEN_AFTER = timedelta(hours=24)

# Every `before`-th failure blocks, longer each time; while blocked nothing is counted. After a
# quiet day the blocks begin again with the shortest, and `total` goes on.
_COUNT = """
    INSERT INTO access_guard AS seen (key, failures, total, tried_at)
    VALUES (%(key)s, 1, 1, %(now)s)
    ON CONFLICT (key) DO UPDATE SET
        tried_at = %(now)s,
        total = seen.total + 1,
        failures = CASE WHEN seen.tried_at < %(old)s THEN 1 ELSE seen.failures + 1 END,
        blocked_until = CASE
            WHEN seen.tried_at >= %(old)s AND (seen.failures + 1) %% %(before)s = 0
            THEN %(now)s + make_interval(secs => (%(blocks)s::int[])[
                least((seen.failures + 1) / %(before)s, cardinality(%(blocks)s::int[]))])
        END
    WHERE (seen.blocked_until IS NULL OR seen.blocked_until <= %(now)s) AND seen.total < %(most)s
    RETURNING failures, blocked_until, total
"""
_FAILURES = "SELECT failures FROM access_guard WHERE key = %s AND tried_at >= %s"
_DEVICES = """
    SELECT device.id::text FROM access_device device JOIN access_user member ON member.id = user_id
     WHERE member.username = ANY(%s)
"""

ELSEWHERE, DEVICE, CHANGE, SECOND = "elsewhere", "device", "change", "second"
ANSWER = "answer"
PASSWORD_SIDES = (ELSEWHERE, DEVICE, CHANGE, SECOND)
SIDES = (*PASSWORD_SIDES, ANSWER)


@dataclass(frozen=True, slots=True)
class Tried:
    """A try that was counted: what it brings about if it fails."""

    key: bytes
    allowed: bool
    blocks_until: datetime | None = None
    """Until when it blocks."""
    disables: bool = False
    """Whether it ends this side until recovery."""
    failures: int = 0
    """How many failed, this one included."""


def count(*, name: str, side: str = ELSEWHERE) -> Tried:
    """Count a try for `name` before it is judged; not allowed while it is blocked."""
    ports, now = slot.get(), clock.now()
    key = _key(name, side)
    most = ports.failures_before_disabled
    found = db.fetch_all(
        _COUNT,
        {
            "key": key,
            "now": now,
            "old": now - FORGOTTEN_AFTER,
            "before": ports.failures_before_block,
            "blocks": list(ports.block_seconds),
            "most": most,
        },
    )
    if not found:
        return Tried(key, allowed=False)
    failures, blocked_until, total = found[0]
    return Tried(
        key,
        allowed=True,
        blocks_until=blocked_until,
        disables=total >= most,
        failures=failures,
    )


def failures(*, name: str, side: str = ELSEWHERE) -> int:
    """Return how many tries failed for `name` on that side, without a quiet day since."""
    found = db.fetch_all(_FAILURES, [_key(name, side), clock.now() - FORGOTTEN_AFTER])
    return int(found[0][0]) if found else 0


def clear(tried: Tried) -> None:
    """Forget the failures: the person came in."""
    db.execute("DELETE FROM access_guard WHERE key = %s", [tried.key])


def forgive(*, names: Collection[str]) -> None:
    """Forget the failures of these names on every side: their owner has proved to be there.

    Args:
        names: a folded user name, whose devices are meant too, and the user's id.
    """
    devices = [found for (found,) in db.fetch_all(_DEVICES, [list(names)])]
    keys = [_key(name, side) for name in (*names, *devices) for side in SIDES]
    db.execute("DELETE FROM access_guard WHERE key = ANY(%s)", [keys])


def blocked_until(*, names: Collection[str]) -> datetime | None:
    """Return when the last block of these names' passwords ends; None if none holds now."""
    (until,) = db.fetch_one(
        "SELECT max(blocked_until) FROM access_guard WHERE key = ANY(%s) AND blocked_until > %s",
        [[_key(name, side) for name in names for side in PASSWORD_SIDES], clock.now()],
    )
    return until if isinstance(until, datetime) else None


def disabled(*, names: Collection[str]) -> bool:
    """Tell whether the password of these names ended on a side, or device, until recovery."""
    devices = [found for (found,) in db.fetch_all(_DEVICES, [list(names)])]
    keys = [_key(name, side) for name in (*names, *devices) for side in PASSWORD_SIDES]
    return bool(
        db.fetch_all(
            "SELECT FROM access_guard WHERE key = ANY(%s) AND total >= %s LIMIT 1",
            [keys, slot.get().failures_before_disabled],
        )
    )


def _key(name: str, side: str) -> bytes:
    return salted_hmac("coop.access.guard", f"{side}\0{name}", algorithm="sha256").digest()

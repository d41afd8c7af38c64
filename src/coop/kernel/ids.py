"""Identifiers: UUIDv7 keys (RFC 9562, section 5.7) and short codes that people read aloud."""

import os
import secrets
import threading
import time
from uuid import UUID

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

_lock = threading.Lock()
_last = 0


def uuid7() -> UUID:
    """Return a new UUIDv7: 48 bits of Unix milliseconds, then a counter and random bits.

    Within one process each id is greater than the one before, also inside one millisecond
    (RFC 9562, section 6.2, method 3: the sub-millisecond fraction fills `rand_a`).
    """
    global _last  # noqa: PLW0603 - monotonic within the process is the point
    with _lock:
        nanoseconds = time.time_ns()
        stamp = (nanoseconds // 1_000_000) << 12 | (nanoseconds % 1_000_000) * 4096 // 1_000_000
        stamp = max(stamp, _last + 1)
        _last = stamp
    tail = int.from_bytes(os.urandom(8)) & ((1 << 62) - 1)
    value = (stamp >> 12) << 80 | 0x7 << 76 | (stamp & 0xFFF) << 64 | 0b10 << 62 | tail
    return UUID(int=value)


def short_code(length: int) -> str:
    """Return random Crockford base-32 characters: no I, L, O or U to be misread."""
    return "".join(secrets.choice(CROCKFORD) for _ in range(length))

"""Receipt codes, `T-7Q4K-2M9X`: 40 bits of an HMAC over the order's id, in Crockford's base 32.

A code says nothing by itself and cannot be made without the key. It is looked up, and then computed
again from the order that was found: a code written into the table by hand fails.
"""

import hashlib
import hmac
from collections.abc import Iterable
from uuid import UUID

from coop.kernel.ids import CROCKFORD

CANDIDATES = 4
LENGTH = 8
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0"})


def candidates(order_id: UUID, *, letter: str, key: bytes) -> list[str]:
    """Return the codes that this order may have, the next ones for when the first is taken."""
    return [_code(order_id, place, letter, key) for place in range(CANDIDATES)]


def genuine(code: str, order_id: UUID, *, letter: str, keys: Iterable[bytes]) -> bool:
    """Tell whether `code` was made for this order with one of these keys."""
    return any(
        hmac.compare_digest(code, made)
        for key in keys
        for made in candidates(order_id, letter=letter, key=key)
    )


def read(typed: str) -> str | None:
    """Return the code that a person typed, in its one form; None if it cannot be one."""
    if len(typed) > 4 * LENGTH:
        return None
    bare = "".join(c for c in typed.upper() if c not in "- \t\r\n\N{NO-BREAK SPACE}")
    letter, body = bare[:1], bare[1:].translate(_READ_AS)
    if len(body) != LENGTH or not set(body) <= set(CROCKFORD) or letter not in set("TPR"):
        return None
    return _shown(letter, body)


def _code(order_id: UUID, place: int, letter: str, key: bytes) -> str:
    message = b"coop receipt 1\0" + letter.encode() + order_id.bytes + bytes([place])
    number = int.from_bytes(hmac.digest(key, message, hashlib.sha256)[:5])
    body = "".join(CROCKFORD[number >> 5 * at & 31] for at in reversed(range(LENGTH)))
    return _shown(letter, body)


def _shown(letter: str, body: str) -> str:
    return f"{letter}-{body[:4]}-{body[4:]}"

"""What an approval stands for, and how long a reason must be; pure."""

import json
from collections.abc import Mapping
from enum import StrEnum
from hashlib import sha256
from typing import Any

SHORTEST_REASON = 5
LONGEST_REASON = 300
_DOMAIN = b"coop.approvals 1"


class Status(StrEnum):
    """Where a request stands. `sql/guard.sql` allows the same steps (a test compares them)."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    USED = "used"


STEPS = frozenset(
    {
        (Status.WAITING, Status.APPROVED),
        (Status.WAITING, Status.REFUSED),
        (Status.WAITING, Status.WITHDRAWN),
        (Status.WAITING, Status.EXPIRED),
        (Status.APPROVED, Status.USED),
    }
)


def digest_of(*, kind: str, subject: str, facts: Mapping[str, Any]) -> bytes:
    """Return the digest of one act: its kind, to whom it is done, and with what.

    SHA-256 of the parts, each with its length in front, so that no two acts share bytes. Facts are
    JSON with sorted keys.
    """
    digest = sha256(_DOMAIN)
    for part in (kind, subject, json.dumps(dict(facts), sort_keys=True, ensure_ascii=False)):
        content = part.encode()
        digest.update(len(content).to_bytes(8) + content)
    return digest.digest()


def reason_fits(reason: str) -> bool:
    """Tell whether a cleaned reason says something and is not a letter."""
    return SHORTEST_REASON <= len(reason) <= LONGEST_REASON

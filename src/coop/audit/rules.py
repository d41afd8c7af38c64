"""How the trail is chained; pure."""

from dataclasses import dataclass
from hashlib import sha256

START = bytes(32)


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as it is hashed: `at_us` is microseconds since 1970, `data` jsonb's own text."""

    id: int
    at_us: int
    actor: str
    action: str
    subject: str
    data: str


def link(before: bytes, row: Row) -> bytes:
    """Return the hash that chains `row` to the hash `before` (SHA-256, each field with its length).

    The length in front of each field keeps two different rows from making the same bytes.
    """
    digest = sha256(before)
    for field in (str(row.id), str(row.at_us), row.actor, row.action, row.subject, row.data):
        content = field.encode()
        digest.update(len(content).to_bytes(8) + content)
    return digest.digest()

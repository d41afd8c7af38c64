"""Read the whole chain again and say where it breaks."""

from dataclasses import dataclass
from typing import Literal

from coop.audit.rules import START, Row, link
from coop.kernel import db

CHUNK_ROWS = 20_000

CHAIN = """
    SELECT position, entry_id, hash, entry.id, (extract(epoch FROM entry.at) * 1000000)::bigint,
           actor, action, subject, entry.data::text
    FROM audit_link LEFT JOIN audit_entry entry ON entry.id = entry_id
    WHERE position > %s ORDER BY position LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Break:
    """The first row that is not what was sealed."""

    entry_id: int
    what: Literal["changed", "removed", "link_missing", "end_missing"]


@dataclass(frozen=True, slots=True)
class Verified:
    """What the chain says: `rows` sealed and read, its head, and the first break if any."""

    rows: int
    head: str
    found: Break | None


def verify() -> Verified:
    """Recompute the chain from its start; the head may be compared with one kept elsewhere.

    Whoever owns the database could write a whole new chain: only a head that was copied away
    (each run of the sealer logs it) tells that.
    """
    position, before, rows = 0, START, 0
    while chunk := db.fetch_all(CHAIN, [position, CHUNK_ROWS]):
        for at, entry_id, stored, *fields in chunk:
            if at != position + 1:
                return Verified(rows, before.hex(), Break(entry_id, "link_missing"))
            if fields[0] is None:
                return Verified(rows, before.hex(), Break(entry_id, "removed"))
            expected = link(before, Row(*fields))
            if expected != bytes(stored):
                return Verified(rows, before.hex(), Break(entry_id, "changed"))
            position, before, rows = at, expected, rows + 1
    sealed = db.fetch_all(
        "SELECT until_position, head FROM audit_seal ORDER BY until_position DESC LIMIT 1"
    )
    if sealed and (sealed[0][0] != position or bytes(sealed[0][1]) != before):
        return Verified(rows, before.hex(), Break(0, "end_missing"))
    return Verified(rows, before.hex(), None)

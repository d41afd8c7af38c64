"""Chain the rows that are final."""

import logging

from coop.audit.rules import START, Row, link
from coop.kernel import db

log = logging.getLogger("coop.audit")

LOCK = 0x61756469  # "audi": one sealer at a time
BATCH_ROWS = 20_000

# A row is final for the chain when its transaction is older than every running one: a row that
# appears later can then only belong after it. After a restore into another cluster transaction
# numbers start again, so numbers from the future are old rows too, and the horizon is forgotten.
FINAL = """
    SELECT entry.id, (extract(epoch FROM entry.at) * 1000000)::bigint, actor, action, subject,
           entry.data::text
    FROM audit_entry entry
    WHERE (entry.xact < pg_snapshot_xmin(pg_current_snapshot())
           OR entry.xact >= pg_snapshot_xmax(pg_current_snapshot()))
      AND entry.xact >= %s::xid8
      AND NOT EXISTS (SELECT FROM audit_link WHERE entry_id = entry.id)
    ORDER BY entry.id LIMIT %s
"""


def seal() -> int:
    """Chain final rows, oldest first, in a transaction of its own; return how many.

    It never waits for anybody and nobody waits for it: if another sealer is at work it does
    nothing. A call seals at most 20,000 rows, the next goes on.
    """
    with db.transaction():
        if not db.fetch_one("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])[0]:
            return 0
        (horizon,) = db.fetch_one("SELECT pg_snapshot_xmin(pg_current_snapshot())::text")
        position, before = _head()
        rows = [Row(*found) for found in db.fetch_all(FINAL, [_since(), BATCH_ROWS])]
        if not rows:
            return 0
        positions: list[int] = []
        hashes: list[bytes] = []
        for row in rows:
            position += 1
            before = link(before, row)
            positions.append(position)
            hashes.append(before)
        db.execute(
            "INSERT INTO audit_link (position, entry_id, hash)"
            " SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bytea[])",
            [positions, [row.id for row in rows], hashes],
        )
        whole = len(rows) < BATCH_ROWS
        db.execute(
            "INSERT INTO audit_seal (until_position, horizon, head) VALUES (%s, %s::xid8, %s)",
            [position, horizon if whole else _since(), before],
        )
    # Logs are kept elsewhere: a head found there tells a chain that was written anew.
    log.info("sealed until %d, head %s", position, before.hex())
    return len(rows)


def _head() -> tuple[int, bytes]:
    found = db.fetch_all("SELECT position, hash FROM audit_link ORDER BY position DESC LIMIT 1")
    return (int(found[0][0]), bytes(found[0][1])) if found else (0, START)


def _since() -> str:
    """Return the transaction before which every row is already sealed."""
    found = db.fetch_all(
        "SELECT CASE WHEN horizon <= pg_snapshot_xmax(pg_current_snapshot())"
        " THEN horizon::text ELSE '0' END FROM audit_seal ORDER BY until_position DESC LIMIT 1"
    )
    return str(found[0][0]) if found else "0"

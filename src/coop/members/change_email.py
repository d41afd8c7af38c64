"""Put one e-mail address of a person in place of another."""

from uuid import UUID

from coop.kernel import clock, db
from coop.kernel.ids import uuid7
from coop.members.contacts import email

_OFF = """
    UPDATE members_contact SET on_file = false
    WHERE person_id = %s AND kind = 'email' AND value = %s AND on_file RETURNING position
"""

_ON = """
    INSERT INTO members_contact (id, person_id, kind, value, position, on_file, verified_at)
    VALUES (%s, %s, 'email', %s, %s, true, %s)
    ON CONFLICT (person_id, kind, value)
    DO UPDATE SET on_file = true, position = excluded.position, verified_at = excluded.verified_at
"""


def change_email(*, person_id: UUID, old: str, new: str) -> bool:
    """Put `new`, which its owner has shown to read, on file in the place of `old`.

    In the caller's transaction. The old address stays known, but no notice goes there any more.

    Args:
        person_id: whose.
        old: an address on file; empty adds one.
        new: as `contacts.email` returns it.

    Returns:
        False if `old` was not on file (any more), and then nothing is written.

    Raises:
        EmailUnreadable: `members.email_unreadable`.
    """
    db.require_transaction()
    place = db.fetch_all(_OFF, [person_id, old]) if old else [(0,)]
    if not place:
        return False
    db.execute(_ON, [uuid7(), person_id, email(new), place[0][0], clock.now()])
    return True

"""Correct an entry by its mirror."""

from uuid import UUID

from coop.kernel import db
from coop.ledger.post import Posted, answer


def reverse(
    *, entry_id: UUID, reverses: UUID, kind: str = "reversal", reference: str = "", text: str = ""
) -> Posted:
    """Post the mirror of the entry `reverses`, under the new id `entry_id`; possible once.

    Floors and statuses hold for it as for any entry: money already spent is not taken back.

    Raises:
        EntryUnknown: `ledger.entry_unknown`.
        AlreadyReversed: `ledger.already_reversed`, and those of `post`.
    """
    row = db.fetch_one(
        "SELECT outcome, day, instant, culprit, available "
        "FROM ledger_reverse(%s::uuid, %s::uuid, %s, %s, %s)",
        [entry_id, reverses, kind, reference, text],
    )
    return answer(entry_id, row)

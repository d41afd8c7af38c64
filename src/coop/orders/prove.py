"""What the proof of the books adds: each posted order has its one entry, with its amounts."""

from coop.kernel import db
from coop.ledger.prove import Scope
from coop.ledger.queries import ENTRIES

# The entry's id is the order's, so there can be no second one. Set-based over both tables: an order
# at a time, the weekly proof of millions would not end.
_WRONG = f"""
    SELECT o.id, o.status
      FROM orders_order o LEFT JOIN {ENTRIES} AS e ON e.id = o.id AND e.kind = o.kind
     WHERE (o.posted_at IS NULL) <> (e.id IS NULL)
       AND (%s OR coalesce(o.posted_at, o.drafted_at) > clock_timestamp() - interval '2 days')
     LIMIT 100
"""  # noqa: S608 - our own text

SENTENCE = "each posted order has exactly one entry, and no other order has any"


def posted_once(scope: Scope) -> list[str]:
    """Return a line for each order that is posted without an entry, or has one without being."""
    if scope == "minute":
        return []
    rows = db.fetch_all(_WRONG, [scope == "whole"])
    return [f"order {order} is {status} and its entry says otherwise" for order, status in rows]

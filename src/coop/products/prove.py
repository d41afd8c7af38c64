"""What the proof of the books adds: what people hold and what the books keep are the same accounts.

No foreign key says it, for the books know nobody above them. There is no total beside these
accounts that could differ from them: docs/concepts/ledger.md.
"""

from coop.kernel import db
from coop.ledger.prove import Scope
from coop.ledger.queries import ACCOUNTS

_WRONG = f"""
    SELECT p.id FROM products_account p LEFT JOIN {ACCOUNTS} AS a ON a.id = p.ledger_account
     WHERE a.id IS NULL OR a.id < 0 OR a.code <> p.number
     LIMIT 20
"""  # noqa: S608 - our own text

SENTENCE = "each account of a product is the account of its number in the books"


def kept_in_books(scope: Scope) -> list[str]:
    """Return a line for each account whose money would be looked for where it is not."""
    if scope == "minute":
        return []
    return [f"account {account}" for (account,) in db.fetch_all(_WRONG)]

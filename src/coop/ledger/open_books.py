"""Say on which date the books begin."""

from datetime import date

from coop.kernel import db
from coop.kernel.errors import Broken


class BooksOpen(Broken):
    """The books have entries already; their opening date stands."""

    code = "ledger.books_open"


def open_books(*, on: date) -> None:
    """Set the opening date, which is the first business date, while nothing has been posted.

    A fresh database begins on the day of its migration. What is older than the opening date is
    history, and enters by `load_history` only.

    Raises:
        BooksOpen: `ledger.books_open`.
    """
    (said,) = db.fetch_one("SELECT ledger_open_books(%s)", [on])
    if said == "books_open":
        raise BooksOpen

"""The internal chart of accounts that every cooperative's books start with.

The rows are made by `sql/45_chart.sql`; an internal account's id is its code, negative.
"""

from coop.ledger.outcomes import AccountUnknown

CASH = "1101"
CLEARING_RECEIVABLE = "1102"
PAYMENTS_PAYABLE = "2101"
CLEARING_PAYABLE = "2102"
OPENING = "3901"
INCOME = "4101"
INTEREST_PAID = "5101"

CHART = frozenset(
    {
        CASH,
        CLEARING_RECEIVABLE,
        PAYMENTS_PAYABLE,
        CLEARING_PAYABLE,
        OPENING,
        INCOME,
        INTEREST_PAID,
    }
)


def internal_account(code: str) -> int:
    """Return the ledger account of a code of the chart, without asking the database.

    Raises:
        AccountUnknown: `ledger.account_unknown`.
    """
    if code not in CHART:
        raise AccountUnknown(account_code=code)
    return -int(code)

"""The proof of the books sees an account whose money would be looked for where it is not."""

import pytest

from coop.ledger.prove import prove
from coop.products.prove import SENTENCE
from tests import make
from tests.database import Clone


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE products_account SET ledger_account = 987654321 WHERE id = %s",
        "UPDATE products_account SET ledger_account = -1101 WHERE id = %s",
        "UPDATE products_account SET number = '100000000001' WHERE id = %s",
    ],
)
def test_an_account_that_is_not_its_own_in_the_books_stops_them(
    cloned_database: Clone, change: str
) -> None:
    account = make.account(make.person(), cents=500)
    make.account(make.person(), cents=500)
    assert prove().right
    assert SENTENCE in prove(scope="since_seal").checks
    with cloned_database.owner() as owner:
        owner.execute(change, [account])
    assert prove(scope="minute").right
    report = prove()
    assert report.violations == [f"{SENTENCE}: account {account}"]

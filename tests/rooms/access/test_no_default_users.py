"""A migrated database holds nobody: no default user, no default administrator."""

import pytest

from coop.kernel import db


@pytest.mark.django_db
def test_a_migrated_database_holds_no_user() -> None:
    assert db.fetch_one("SELECT count(*) FROM access_user") == (0,)

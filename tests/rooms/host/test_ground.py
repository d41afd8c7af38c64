"""The tests' own ground: restricted role, rolled-back transactions, real commits in a clone."""

import psycopg
import pytest
from django.db import connection

from coop.kernel import clock, db
from tests.database import Clone


@pytest.mark.django_db
def test_rooms_are_tested_as_the_restricted_role() -> None:
    assert db.fetch_one("SELECT current_user") == ("coop_app",)
    assert not db.fetch_one("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")[0]


@pytest.mark.django_db
def test_the_restricted_role_cannot_move_the_clock_of_a_real_cooperative() -> None:
    with pytest.raises(clock.DemonstrationOnly):
        clock.set_business_now(clock.now())
    with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.cursor() as cursor:
        cursor.connection.execute("UPDATE kernel_clock SET demonstration = true")


def test_a_clone_commits_and_threads_see_it(cloned_database: Clone) -> None:
    with cloned_database.owner() as owner:
        owner.execute("UPDATE kernel_clock SET demonstration = true")
    offset = clock.set_business_now(clock.at_panama(clock.business_date(), 9))
    seen = cloned_database.together(
        [lambda: db.fetch_one("SELECT clock_offset FROM kernel_clock")] * 4
    )
    assert seen == [(offset,)] * 4

from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import ProgrammingError

from coop.kernel import clock, db
from tests.database import Clone

NOON = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_business_time_is_the_databases_time() -> None:
    (database,) = db.fetch_one("SELECT clock_timestamp()")
    assert abs(clock.business_now() - database) < timedelta(seconds=30)
    assert clock.business_now().tzinfo is UTC


def test_a_demonstration_sets_its_clock_for_every_process(cloned_database: Clone) -> None:
    with cloned_database.owner() as owner:
        owner.execute("UPDATE kernel_clock SET demonstration = true")
    clock.set_business_now(NOON)
    assert NOON <= clock.business_now() < NOON + timedelta(minutes=2)
    with psycopg.connect(cloned_database.app_url) as another:
        row = another.execute(
            "SELECT clock_timestamp() + clock_offset FROM kernel_clock"
        ).fetchone()
    assert row is not None
    assert NOON <= row[0] < NOON + timedelta(minutes=2)


def test_a_cooperative_that_serves_people_cannot_set_its_clock(cloned_database: Clone) -> None:
    with pytest.raises(clock.DemonstrationOnly):
        clock.set_business_now(NOON)


@pytest.mark.django_db
def test_the_restricted_role_cannot_touch_the_offset() -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        db.execute("UPDATE kernel_clock SET clock_offset = '1 hour'")


def test_frozen_clocks_stand_still_and_dates_are_panamas() -> None:
    late = datetime(2026, 11, 24, 4, 59, tzinfo=UTC)
    with clock.frozen(now=NOON, business=late):
        assert clock.now() == NOON
        assert clock.business_now() == late
        assert clock.business_date().isoformat() == "2026-11-23"
    assert clock.at_panama(late.date(), 19) == datetime(2026, 11, 25, 0, 0, tzinfo=UTC)

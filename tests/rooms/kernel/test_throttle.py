"""Leaky buckets: right under concurrency, and forgotten when they are full again."""

from datetime import timedelta

from coop.kernel import clock, db, throttle
from tests.database import Clone


def test_buckets_hold_under_concurrency(cloned_database: Clone) -> None:
    now = clock.now()

    def drain() -> int:
        with clock.frozen(now=now):
            return sum(throttle.take("test:all", burst=25, per_minute=1) for _ in range(20))

    taken = cloned_database.together([drain] * 8)
    assert sum(found for found in taken if isinstance(found, int)) == 25


def test_a_bucket_fills_again_and_is_forgotten(cloned_database: Clone) -> None:
    now = clock.now()
    with clock.frozen(now=now):
        assert [throttle.take("test:one", burst=2, per_minute=1) for _ in range(3)] == [1, 1, 0]
        assert not throttle.room("test:one", burst=2, per_minute=1)
        throttle.give_back("test:one", per_minute=1)
        assert throttle.room("test:one", burst=2, per_minute=1)
        assert throttle.forget() == 0
    with clock.frozen(now=now + timedelta(minutes=2)):
        assert throttle.room("test:one", burst=2, per_minute=1)
        assert throttle.forget() == 1
    assert db.fetch_one("SELECT count(*) FROM kernel_throttle") == (0,)

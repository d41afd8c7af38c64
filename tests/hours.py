"""A noon that tests stand still at, and hours after it."""

from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

from coop.kernel import clock

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)  # in Panama


def at(**later: float) -> AbstractContextManager[None]:
    """Have the clock stand at noon, or so much later."""
    return clock.frozen(now=NOON + timedelta(**later))

"""The only place that asks what time it is.

`business_now` is the time by which the cooperative decides: the database's time, plus the offset
that a demonstration may set, the same in every process. `now` is real time, for web sessions,
codes, throttles and jobs. Instants are UTC; dates are Panama's (UTC-5 all year).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta

from coop.kernel import db
from coop.kernel.errors import Refused
from coop.kernel.zone import PANAMA

_frozen: ContextVar[tuple[datetime | None, datetime | None]] = ContextVar(
    "frozen", default=(None, None)
)


class DemonstrationOnly(Refused):
    """The clock of a cooperative that serves people cannot be set."""

    code = "kernel.demonstration_only"


def now() -> datetime:
    """Return the real instant, in UTC."""
    frozen = _frozen.get()[0]
    return frozen or datetime.now(UTC)  # noqa: TID251 - this is the clock


def business_now() -> datetime:
    """Return the instant by which the cooperative decides, in UTC, from the database."""
    frozen = _frozen.get()[1]
    if frozen is not None:
        return frozen
    (instant,) = db.fetch_one("SELECT clock_timestamp() + clock_offset FROM kernel_clock")
    assert isinstance(instant, datetime)
    return instant.astimezone(UTC)


def business_as_read(instant: datetime) -> datetime:
    """Return `business_now` for a query that read the clock's row together with its own."""
    return _frozen.get()[1] or instant.astimezone(UTC)


def business_date() -> date:
    """Return Panama's calendar date at `business_now` (not the ledger's business day)."""
    return panama(business_now()).date()


def panama(instant: datetime) -> datetime:
    """Return the same instant on Panama's clocks."""
    return instant.astimezone(PANAMA)


def at_panama(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """Return the UTC instant of a Panama date and wall-clock time."""
    wall = datetime(day.year, day.month, day.day, hour, minute, tzinfo=PANAMA)
    return wall.astimezone(UTC)


def set_business_now(instant: datetime) -> timedelta:
    """Move the demonstration's clock so that `business_now` reads `instant`; return the offset.

    The row may change only where the owner marked the database as a demonstration.

    Raises:
        DemonstrationOnly: `kernel.demonstration_only`.
    """
    changed = db.fetch_all("SELECT offset_now FROM kernel_set_clock(%s)", [instant])
    if not changed or changed[0][0] is None:
        raise DemonstrationOnly
    offset = changed[0][0]
    assert isinstance(offset, timedelta)
    return offset


@contextmanager
def frozen(*, now: datetime | None = None, business: datetime | None = None) -> Iterator[None]:
    """Hold one or both clocks still, in this context only, for tests."""
    token = _frozen.set((now, business))
    try:
        yield
    finally:
        _frozen.reset(token)

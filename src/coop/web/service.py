"""What the home page says about closes: what is off, until when, and which date orders carry."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from coop.calendar.ports import Service
from coop.calendar.queries import business_date_at, close_until, service
from coop.calendar.rules import Closed
from coop.kernel import dates

AHEAD = timedelta(hours=3)
SERVICES: tuple[Service, ...] = ("own_transfer", "third_party_transfer", "movements")


def service_notices(*, now: datetime, books: date) -> list[str]:
    """Return the sentences that a person needs before they act; usually none.

    Args:
        now: the instant by which the cooperative decides.
        books: the books' open day: what is done carries no earlier date, whatever the clock says.
    """
    off = [closed for name in SERVICES if isinstance(closed := service(name, now), Closed)]
    if off:
        back = dates.moment_in_words(max(closed.until for closed in off))
        return [_("Hasta el {until} algunos servicios están suspendidos.").format(until=back)]
    until = close_until(now)
    if until is not None:
        return [_during(until, max(books, business_date_at(now).date))]
    return _soon(now, books)


def _during(until: datetime, day: date) -> str:
    return _(
        "Hasta {until} hacemos el cierre diario. Todo sigue disponible. Lo que haga ahora llevará "
        "fecha del {day}."
    ).format(until=dates.hour_named(until), day=dates.day_of_year(day))


def _soon(now: datetime, books: date) -> list[str]:
    later = business_date_at(now + AHEAD)
    starts = later.reason.data.get("close_at")
    if later.date <= max(books, business_date_at(now).date) or not isinstance(starts, datetime):
        return []
    words = _(
        "Desde {starts} hacemos el cierre diario. Todo sigue disponible. Lo que haga después "
        "llevará fecha del {day}."
    )
    return [words.format(starts=dates.hour_named(starts), day=dates.day_of_year(later.date))]

"""What has happened to an instruction, step by step, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from coop.access.factors import PASSKEY, TOKEN
from coop.orders.order import Event, Order
from coop.orders.rules import Status
from coop.pages import words

BAD = frozenset({Status.REFUSED, Status.RETURNED})


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the tracker; `tone` is its mark."""

    tone: str
    title: str
    at: datetime | None
    detail: str = ""


def steps(order: Order) -> list[Step]:
    """Return the order's events in words, oldest first."""
    return [_step(order, event) for event in order.events]


def _step(order: Order, event: Event) -> Step:
    tone = "bad" if event.status in BAD else "done"
    return Step(tone, _title(order, event.status), event.at)


def _authorized(method: str) -> str:
    """Name what the person proved it with."""
    if method == PASSKEY:
        return _("Autorizada con su llave de acceso")
    if method == TOKEN:
        return _("Autorizada con su token")
    return _("Autorizada con su código")


def _title(order: Order, status: Status) -> str:
    origin = f"{order.origin.label} {order.origin.number_masked}"
    destination = order.destination.holder_name or order.destination.label
    titles = {
        Status.DRAFTED: _("Guardada para revisar"),
        Status.AUTHORIZED: _authorized(order.method),
        Status.POSTED: _("Debitada de {origin} y acreditada a {destination}").format(
            origin=origin, destination=destination
        ),
    }
    return titles.get(status) or words.order_status(status)

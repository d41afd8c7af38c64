"""What a person, a page or another room may know of an order: frozen results, no behaviour."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from coop.calendar.rules import Reason
from coop.orders.rules import Allowance, Status

__all__ = [
    "Allowance",
    "Ceiling",
    "Cursor",
    "Event",
    "Family",
    "LimitsView",
    "Order",
    "OrderPage",
    "Place",
    "PublicReceipt",
    "Reason",
    "Status",
]

Family = Literal["transfers", "payments", "topups"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where money leaves or arrives, as the verification page names it."""

    account_id: UUID
    label: str
    number_masked: str
    holder_name: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One step of the tracker."""

    status: Status
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """One instruction. `_at` are instants in UTC; `effective_date` is a business date."""

    id: UUID
    kind: str
    family: Family
    person_id: UUID
    status: Status
    revision: int
    amount_cents: int
    fee_cents: int
    total_cents: int
    origin: Place
    destination: Place
    payee_id: UUID | None
    memo: str
    effective_date: date
    effective_reason: Reason
    drafted_at: datetime
    expires_at: datetime
    authorized_at: datetime | None
    posted_at: datetime | None
    receipt_code: str
    digest: bytes
    proofs_left: int
    method: str = ""
    """What it was authorized with (`access.factors`); empty until then."""
    events: tuple[Event, ...] = ()

    @property
    def editable(self) -> bool:
        """Tell whether the person may still change or cancel it."""
        return self.status is Status.DRAFTED


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the next page of a history starts: strictly before this order."""

    at: datetime
    id: UUID


@dataclass(frozen=True, slots=True)
class OrderPage:
    """A page of history, newest first. `next` is None at the end.

    `searched_until` is set when a text search stopped at its bound: older orders than this instant
    have not been looked at, and `next` goes on from there.
    """

    rows: tuple[Order, ...]
    next: Cursor | None
    searched_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class PublicReceipt:
    """What anyone who holds a receipt's code may check: no name, no number, no balance."""

    code: str
    kind: str
    status: Status
    amount_cents: int
    posted_at: datetime
    effective_date: date
    destination_initials: str
    destination_masked: str


@dataclass(frozen=True, slots=True)
class Ceiling:
    """One limit, how much of it is used and how much is left, in cents."""

    limit_cents: int
    institution_cents: int
    used_cents: int = 0

    @property
    def left_cents(self) -> int:
        """Cents that still fit."""
        return max(self.limit_cents - self.used_cents, 0)


@dataclass(frozen=True, slots=True)
class LimitsView:
    """A person's limits for one group of kinds, all in cents.

    `day` counts the last 24 hours and `month` the last 30 days, so that midnight splits nothing.
    `raise_at` is when a personal limit that was asked to go up takes effect.
    """

    group: str
    order: Ceiling
    day: Ceiling
    month: Ceiling
    new_payee_cents: int
    new_payee_hours: int
    raise_at: datetime | None = None
    raise_to: Allowance | None = None

"""Pure decisions about an order's life. The transitions stand here and, as a wall, in sql/."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

WRONG_PROOFS_ALLOWED = 5


class Status(StrEnum):
    """Where an order is in its life (docs/concepts/orders.md)."""

    DRAFTED = "DRAFTED"
    AUTHORIZED = "AUTHORIZED"
    POSTED = "POSTED"
    BATCHED = "BATCHED"
    SETTLED = "SETTLED"
    EXPIRED = "EXPIRED"
    REFUSED = "REFUSED"
    CANCELLED = "CANCELLED"
    HELD = "HELD"
    UNCERTAIN = "UNCERTAIN"
    RETURNED = "RETURNED"


TRANSITIONS: Mapping[Status, frozenset[Status]] = {
    Status.DRAFTED: frozenset(
        {Status.AUTHORIZED, Status.EXPIRED, Status.CANCELLED, Status.REFUSED}
    ),
    Status.AUTHORIZED: frozenset({Status.POSTED, Status.HELD}),
    Status.HELD: frozenset({Status.POSTED, Status.UNCERTAIN, Status.REFUSED}),
    Status.UNCERTAIN: frozenset({Status.POSTED, Status.REFUSED}),
    Status.POSTED: frozenset({Status.BATCHED, Status.SETTLED, Status.RETURNED}),
    Status.BATCHED: frozenset({Status.SETTLED, Status.RETURNED}),
    Status.SETTLED: frozenset({Status.RETURNED}),
    Status.EXPIRED: frozenset(),
    Status.REFUSED: frozenset(),
    Status.CANCELLED: frozenset(),
    Status.RETURNED: frozenset(),
}

# The money left, or is promised to leave: these count against limits.
SPENDING = frozenset(
    {
        Status.AUTHORIZED,
        Status.HELD,
        Status.UNCERTAIN,
        Status.POSTED,
        Status.BATCHED,
        Status.SETTLED,
    }
)


def can_walk(start: Status, steps: Sequence[Status]) -> bool:
    """Tell whether each step of `steps` follows from the one before, beginning at `start`."""
    for step in steps:
        if step not in TRANSITIONS[start]:
            return False
        start = step
    return True


def canonical(content: Mapping[str, Any]) -> bytes:
    """Return one byte form of `content`: sorted keys, no spaces, UTF-8, JSON (as RFC 8785)."""
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def digest(content: Mapping[str, Any]) -> bytes:
    """Return SHA-256 of what the verification page shows: what the proof is bound to."""
    return hashlib.sha256(canonical(content)).digest()


def proofs_left(wrong: int) -> int:
    """Return how many more wrong proofs a draft survives."""
    return max(WRONG_PROOFS_ALLOWED - wrong, 0)


@dataclass(frozen=True, slots=True)
class Allowance:
    """Three ceilings in cents: of one order, of 24 hours, of 30 days."""

    order_cents: int
    day_cents: int
    month_cents: int

    def lower(self, other: "Allowance") -> "Allowance":
        """Return the lower of each."""
        return Allowance(
            min(self.order_cents, other.order_cents),
            min(self.day_cents, other.day_cents),
            min(self.month_cents, other.month_cents),
        )


@dataclass(frozen=True, slots=True)
class Personal:
    """What a person set for one group: in force, and the raise that waits until `raise_at`."""

    now: Allowance
    later: Allowance | None = None
    raise_at: datetime | None = None

    def at(self, instant: datetime) -> Allowance:
        """Return what the person's own limits are at an instant."""
        if self.later is not None and self.raise_at is not None and instant >= self.raise_at:
            return self.later
        return self.now


def in_force(institution: Allowance, personal: Personal | None, at: datetime) -> Allowance:
    """Return the limits that hold: the person's where lower, never above the institution's."""
    return institution if personal is None else institution.lower(personal.at(at))


def changed(
    institution: Allowance,
    personal: Personal | None,
    wanted: Allowance,
    *,
    at: datetime,
    raise_at: datetime,
) -> Personal:
    """Return the person's limits after asking for `wanted`: lower at once, higher later.

    What goes down holds now. What goes up waits until `raise_at`, also when it only undoes a
    lowering; a raise that waited is replaced by the new wish.
    """
    now = in_force(institution, personal, at)
    lowered = now.lower(wanted)
    return Personal(lowered) if lowered == wanted else Personal(lowered, wanted, raise_at)


@dataclass(frozen=True, slots=True)
class Usage:
    """What a person has spent in a group of kinds, in cents, read under the person's lock.

    `payee_cents` is what this payee received while it is new; `payee_known` says that the first
    order to it is older than the profile's hours.
    """

    day_cents: int = 0
    month_cents: int = 0
    payee_cents: int = 0
    payee_known: bool = True


@dataclass(frozen=True, slots=True)
class Excess:
    """The first limit that an amount does not fit in, and what still fits, in cents."""

    limit: str
    limit_cents: int
    left_cents: int


def excess(
    total_cents: int, *, limits: Allowance, new_payee_cents: int | None, usage: Usage
) -> Excess | None:
    """Return the first limit that `total_cents` breaks, or None if it fits in all.

    Args:
        total_cents: amount and fee.
        limits: what holds for the person now.
        new_payee_cents: the most to a payee while it is new; None where the kind has no payee.
        usage: what was spent before.
    """
    checks = [
        ("order", limits.order_cents, 0),
        ("day", limits.day_cents, usage.day_cents),
        ("month", limits.month_cents, usage.month_cents),
    ]
    if new_payee_cents is not None and not usage.payee_known:
        checks.insert(1, ("new_payee", new_payee_cents, usage.payee_cents))
    for limit, ceiling, used in checks:
        if used + total_cents > ceiling:
            return Excess(limit, ceiling, max(ceiling - used, 0))
    return None


def wary_excess(total_cents: int, *, wary_cents: int, usage: Usage) -> Excess | None:
    """Return how `total_cents` to a new payee is too much for the day after an unusual sign-in.

    Args:
        total_cents: amount and fee.
        wary_cents: the most to one new payee on such a day.
        usage: what was spent before.
    """
    if usage.payee_known or usage.payee_cents + total_cents <= wary_cents:
        return None
    return Excess("wary", wary_cents, max(wary_cents - usage.payee_cents, 0))

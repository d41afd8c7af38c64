"""What orders need from outside: the institution's limits and the keys of receipt codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from coop.kernel.slots import Slot
from coop.orders.rules import Allowance


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits by group of kinds, in cents; how long drafts wait and raised limits are delayed.

    `wary_new_payee_cents` is the most to a new payee in the day after an unusual sign-in.
    `totp_cents` is the most that a time-based code alone authorizes: it shows neither amount nor
    payee. The first of `receipt_keys` makes receipts' codes, every one checks them.
    """

    draft_for: timedelta
    raise_after: timedelta
    new_payee_cents: int
    new_payee_for: timedelta
    totp_cents: int
    wary_new_payee_cents: int
    limits: Mapping[str, Allowance]
    receipt_keys: tuple[bytes, ...]


slot: Slot[Settings] = Slot("orders")

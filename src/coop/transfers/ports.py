"""What transfers need from outside."""

from dataclasses import dataclass

from coop.kernel.slots import Slot


@dataclass(frozen=True, slots=True)
class Settings:
    """What a transfer costs, in cents."""

    fee_own_cents: int
    fee_third_party_cents: int


slot: Slot[Settings] = Slot("transfers")

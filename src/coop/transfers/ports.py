"""What transfers need from outside."""

from dataclasses import dataclass

from coop.kernel.slots import Slot


@dataclass(frozen=True, slots=True)
class Settings:
    """What a transfer costs, in cents; whether a minor's money may leave to the representative."""

    fee_own_cents: int
    fee_third_party_cents: int
    minors_to_representative: bool = False


slot: Slot[Settings] = Slot("transfers")

"""What payees need from outside."""

from dataclasses import dataclass

from coop.kernel.slots import Slot


@dataclass(frozen=True, slots=True)
class Settings:
    """How many holder names a person may look up, and how many payees a person keeps."""

    lookups_per_hour: int
    lookups_per_day: int
    most: int


slot: Slot[Settings] = Slot("payees")

"""The institution's products: which types there are, who may hold them, what each may do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from coop.kernel.slots import Slot

HolderKind = Literal["asociado", "tercero"]
CoHolders = Literal["hidden", "see", "operate"]
Minors = Literal["never", "also", "only"]


@dataclass(frozen=True, slots=True)
class ProductType:
    """One type of savings account.

    Attributes:
        code: how accounts and intake files name it.
        name: what members read, by language (`es`, `en`).
        holders: who may be titular.
        minors: whether a person under eighteen never, also or only may be titular.
        seen: whether it is shown on line.
        out_own: money may leave it to the titular's other accounts, and to pay.
        out_third_party: money may leave it to other people's accounts.
        in_own: the titular may transfer into it.
        in_third_party: others may transfer into it.
        floor_cents: what must stay in it; the books refuse to go below.
        matures: it has a maturity date; before it nothing leaves.
    """

    code: str
    name: Mapping[str, str]
    holders: frozenset[HolderKind]
    minors: Minors = "also"
    seen: bool = True
    out_own: bool = True
    out_third_party: bool = True
    in_own: bool = True
    in_third_party: bool = True
    floor_cents: int = 0
    matures: bool = False

    def name_in(self, language: str | None) -> str:
        """Return what members read in a language; Spanish where it has no other."""
        return self.name.get((language or "es")[:2], self.name["es"])


@dataclass(frozen=True, slots=True)
class Products:
    """What products needs from outside."""

    types: Mapping[str, ProductType]
    number_pattern: str = r"[0-9]{4,20}"
    co_holders: CoHolders = "hidden"
    dormant_receives: bool = True


slot: Slot[Products] = Slot("products")

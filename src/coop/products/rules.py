"""The product matrix applied to one account: what may leave, what may enter, and why not."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from coop.products.ports import CoHolders, ProductType

Status = Literal["active", "dormant", "blocked", "closed"]
Role = Literal["titular", "representative", "co_holder"]
Purpose = Literal["see", "debit", "debit_third_party", "credit"]

LedgerStatus = Literal["open", "debits_blocked", "blocked", "closed"]

STATUSES: tuple[Status, ...] = ("active", "dormant", "blocked", "closed")
LEDGER_STATUS: dict[Status, LedgerStatus] = {
    "active": "open",
    "dormant": "debits_blocked",
    "blocked": "blocked",
    "closed": "closed",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an account stands on a date, for one person.

    Attributes:
        status: the account's.
        role: what the person is to it.
        matures_date: of a type that matures.
        on: the business date of the question.
    """

    status: Status
    role: Role
    matures_date: date | None
    on: date


def why_not_debit(
    type_: ProductType, standing: Standing, *, third_party: bool, co_holders: CoHolders
) -> str:
    """Return the code of the reason why nothing may leave the account, or nothing.

    `blocked`, `dormant`, `closed`; `never_transfers` and `never_to_others` (the type's matrix);
    `matures` (not before its date); `only_titular` (a co-holder may look, not move).
    """
    if standing.status != "active":
        return standing.status
    if standing.role == "co_holder" and co_holders != "operate":
        return "only_titular"
    if type_.matures and (standing.matures_date is None or standing.on < standing.matures_date):
        return "matures"
    if third_party and type_.out_own and not type_.out_third_party:
        return "never_to_others"
    may = type_.out_third_party if third_party else type_.out_own
    return "" if may else "never_transfers"


def why_not_credit(
    type_: ProductType, status: str, *, third_party: bool, dormant_receives: bool
) -> str:
    """Return the code of the reason why nothing may enter the account, or nothing.

    `blocked`, `dormant`, `closed`; `never_receives` (the type's matrix).
    """
    if status in {"blocked", "closed"} or (status == "dormant" and not dormant_receives):
        return status
    may = type_.in_third_party if third_party else type_.in_own
    return "" if may else "never_receives"


def may_hold(type_: ProductType, *, kind: str, minor: bool) -> bool:
    """Tell whether a person of this kind and age may be titular of the type."""
    if kind not in type_.holders:
        return False
    return {"never": not minor, "also": True, "only": minor}[type_.minors]

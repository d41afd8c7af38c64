"""Tell whether a typed name is that of an account's holder, and no more."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from coop.audit.record import record
from coop.kernel import throttle
from coop.kernel.errors import Refused, Unavailable
from coop.members.queries import names
from coop.members.rules import PersonName, name_match
from coop.payees.payee import HolderMatch
from coop.payees.ports import slot
from coop.payees.rules import LONGEST_NAME, LONGEST_NUMBER
from coop.products.queries import Destination, destination

_NOBODY = PersonName("Ninguna Persona", "Tiene Este Nombre")
_NO_ID = UUID(int=0)


class LookupsThrottled(Refused):
    """The person looked up too many holders in a short time."""

    code = "payees.lookups_throttled"


@dataclass(frozen=True, slots=True)
class Found:
    """What a look-up found, for this room's verbs; pages see `match` alone."""

    match: HolderMatch
    destination: Destination | None


def confirm_holder(*, person_id: UUID, account_number: str, name: str) -> HolderMatch:
    """Compare `name` with the account's holder.

    `match` and `close` give the registered name; `none` gives nothing, the same for a wrong name
    and an unknown account; `unavailable` says that it cannot be told now, or that the account
    cannot receive. Each look-up is counted for the person in the database, and kept in the trail.

    Raises:
        LookupsThrottled: `payees.lookups_throttled`.
    """
    return look_up(person_id=person_id, account_number=account_number, name=name).match


def look_up(*, person_id: UUID, account_number: str, name: str) -> Found:
    """Do the same, and return the destination for those who save it.

    Raises:
        LookupsThrottled: `payees.lookups_throttled`.
    """
    _count(person_id)
    found: Destination | None = None
    outcome: Literal["match", "close", "none", "unavailable"]
    try:
        if len(account_number) <= LONGEST_NUMBER and len(name) <= LONGEST_NAME:
            found = destination(account_number)
        if found is None:
            names([_NO_ID])  # an unknown account costs what a known one does
        outcome = name_match(name[:LONGEST_NAME], found.holder if found else _NOBODY)
    except Unavailable:
        outcome = "unavailable"
    if found is None and outcome != "unavailable":
        outcome = "none"
    if found is not None and outcome in {"match", "close"} and not found.can_credit:
        outcome = "unavailable"
    record(
        actor=str(person_id),
        action="payees.holder_looked_up",
        subject=str(found.account_id) if found else "unknown",
        data={"outcome": outcome, "number_ends": account_number[-4:][:4]},
    )
    if found is None or outcome not in {"match", "close"}:
        return Found(HolderMatch(outcome), None)
    return Found(HolderMatch(outcome, found.holder_name), found)


def _count(person_id: UUID) -> None:
    settings = slot.get()
    for span, most, minutes in (
        ("hour", settings.lookups_per_hour, 60),
        ("day", settings.lookups_per_day, 1440),
    ):
        key = f"holder-{span}:{person_id}"
        if not throttle.take(key, burst=most, per_minute=most / minutes):
            raise LookupsThrottled

"""Open accounts: one row here, one account in the books, and whoever stands beside the titular."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Literal
from uuid import UUID

from coop.kernel.db import constraint_means, copy_rows, require_transaction
from coop.kernel.errors import Refused
from coop.kernel.ids import uuid7
from coop.ledger import queries as ledger
from coop.ledger.open_account import open_account as open_ledger_account
from coop.products import ports
from coop.products.rules import Status

CHUNK = 5_000
ACCOUNT = (
    "id", "number", "type_code", "titular_id", "status", "status_reason", "alias", "opened_date",
    "matures_date", "ledger_account",
)  # fmt: skip
HOLDER = ("id", "account_id", "person_id", "role")


class TypeUnknown(Refused):
    """The institution's profile has no product type of this code."""

    code = "products.type_unknown"


class NumberUnreadable(Refused):
    """The number does not follow the institution's numbering."""

    code = "products.number_unreadable"


class NumberTaken(Refused):
    """Another account has this number."""

    code = "products.number_taken"


class MaturityMissing(Refused):
    """An account of a type that matures needs its maturity date, and no other has one."""

    code = "products.maturity_missing"


class TitularTwice(Refused):
    """The titular stands among the people beside the titular."""

    code = "products.titular_twice"


class BlockedWithoutReason(Refused):
    """A blocked account says why."""

    code = "products.blocked_without_reason"


TAKEN = {"products_number_unique": NumberTaken, "products_ledger_account_unique": NumberTaken}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """An account to open. `holders` are the people beside the titular, each with a role."""

    number: str
    type_code: str
    titular_id: UUID
    opened_date: date
    matures_date: date | None = None
    status: Status = "active"
    status_reason: str = ""
    holders: Mapping[UUID, Literal["co_holder", "representative"]] = field(default_factory=dict)
    id: UUID = field(default_factory=uuid7)


def open_accounts(*, accounts: Iterable[NewAccount]) -> dict[str, int]:
    """Open many accounts inside the caller's transaction; return ledger account ids by number.

    An account that `ledger.load_history` brought into the books, with its status, is joined by its
    number; any other is opened there. Who may hold what is not asked here: the cooperative's own
    files may hold what its rules of today would refuse. `open_account` asks.

    Raises:
        TypeUnknown: `products.type_unknown`.
        NumberUnreadable: `products.number_unreadable`.
        NumberTaken: `products.number_taken`.
        MaturityMissing: `products.maturity_missing`.
        TitularTwice: `products.titular_twice`.
        BlockedWithoutReason: `products.blocked_without_reason`.
    """
    require_transaction()
    opened: dict[str, int] = {}
    waiting = iter(accounts)
    while chunk := list(islice(waiting, CHUNK)):
        for new in chunk:
            _check(new)
        ids = _in_ledger(chunk)
        with constraint_means(TAKEN):
            copy_rows("products_account", ACCOUNT, [_row(new, ids[new.number]) for new in chunk])
        copy_rows(
            "products_holder",
            HOLDER,
            [
                (uuid7(), new.id, person, role)
                for new in chunk
                for person, role in new.holders.items()
            ],
        )
        opened |= ids
    return opened


def _check(new: NewAccount) -> None:
    settings = ports.slot.get()
    type_ = settings.types.get(new.type_code)
    if type_ is None:
        raise TypeUnknown(type_code=new.type_code)
    if not re.fullmatch(settings.number_pattern, new.number):
        raise NumberUnreadable(number=new.number)
    if type_.matures != (new.matures_date is not None):
        raise MaturityMissing(number=new.number)
    if new.titular_id in new.holders:
        raise TitularTwice(number=new.number)
    if new.status == "blocked" and not new.status_reason:
        raise BlockedWithoutReason(number=new.number)


def _in_ledger(chunk: Sequence[NewAccount]) -> dict[str, int]:
    """Return each number's account in the books, opened if the history did not bring it."""
    types = ports.slot.get().types
    by_code = ledger.accounts_by_code([ledger_code(new.number) for new in chunk])
    found: dict[str, int] = {}
    for new in chunk:
        behind = by_code.get(ledger_code(new.number))
        if behind is None:
            behind = open_ledger_account(
                code=ledger_code(new.number),
                name=types[new.type_code].name["es"],
                side="credit",
                kind="member",
                floor_cents=types[new.type_code].floor_cents,
            )
        found[new.number] = behind
    return found


def ledger_code(number: str) -> str:
    """Return the code by which the books know an account: its number."""
    return number


def _row(new: NewAccount, ledger_account: int) -> tuple[object, ...]:
    return (
        new.id, new.number, new.type_code, new.titular_id, new.status, new.status_reason, "",
        new.opened_date, new.matures_date, ledger_account,
    )  # fmt: skip

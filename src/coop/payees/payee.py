"""What a page may know of a payee: frozen results."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

Outcome = Literal["match", "close", "none", "unavailable"]


@dataclass(frozen=True, slots=True)
class HolderMatch:
    """How a typed name compares with the account's holder.

    `holder_name` is the registered name for `match` and `close`, None otherwise: an account that
    does not exist and a name that does not fit give the same answer, `none`.
    """

    outcome: Outcome
    holder_name: str | None = None


@dataclass(frozen=True, slots=True)
class PayeeView:
    """A third party that a person saved."""

    id: UUID
    alias: str
    holder_name: str
    number_masked: str
    account_id: UUID
    saved_at: datetime

"""Accounts and transfers by the ledger's verbs, for its tests."""

from uuid import UUID

from coop.kernel.ids import uuid7
from coop.ledger.chart import CASH, internal_account
from coop.ledger.legs import credit, debit
from coop.ledger.open_account import open_account
from coop.ledger.post import Posted, post
from coop.ledger.queries import balances
from tests.database import Clone


def account(code: str, cents: int = 0, *, floor_cents: int | None = 0) -> int:
    made = open_account(code=code, name=code, side="credit", kind="member", floor_cents=floor_cents)
    if cents:
        cash = internal_account(CASH)
        post(entry_id=uuid7(), kind="deposit", legs=[debit(cash, cents), credit(made, cents)])
    return made


def transfer(origin: int, destination: int, cents: int, entry_id: UUID | None = None) -> Posted:
    return post(
        entry_id=entry_id or uuid7(),
        kind="transfer",
        legs=[debit(origin, cents, "sale"), credit(destination, cents, "entra")],
        reference="r",
    )


def book(account_id: int) -> int:
    return balances([account_id])[account_id].book_cents


def free(account_id: int) -> int:
    return balances([account_id])[account_id].available_cents


def tamper(database: Clone, statement: str) -> None:
    """Change what nobody may, past every guard."""
    with database.owner() as owner:
        owner.execute("SET session_replication_role = replica")
        owner.execute(statement)

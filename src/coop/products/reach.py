"""The only door to "my account": what one person may see, and move."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import get_language

from coop.kernel import db
from coop.kernel.errors import Refused
from coop.ledger import queries as ledger
from coop.members.queries import birth_dates
from coop.members.rules import is_minor
from coop.products import ports, rules
from coop.products.rules import Purpose, Role, Standing, Status


class AccountNotFound(Refused):
    """There is no such account for this person: the same answer as for another's account."""

    code = "products.account_not_found"


class AccountNotDebitable(Refused):
    """Nothing may leave this account; `reason` says why."""

    code = "products.account_not_debitable"


class AccountNotCreditable(Refused):
    """Nothing may enter this account; `reason` says why."""

    code = "products.account_not_creditable"


@dataclass(frozen=True, slots=True)
class Account:
    """One account of a person; amounts are in cents, from the holder's side.

    The three refusals are codes of `rules.why_not_debit` and `rules.why_not_credit`, empty where
    nothing stands against it: transfers to the titular's own accounts and payments, transfers to
    others, and own transfers into it.
    """

    id: UUID
    number: str
    alias: str
    type_code: str
    type_name: str
    titular_id: UUID
    role: Role
    status: Status
    status_reason: str
    opened_on: date
    matures_on: date | None
    ledger_account_id: int
    available_cents: int
    held_cents: int
    book_cents: int
    debit_refusal: str
    third_party_refusal: str
    credit_refusal: str

    @property
    def label(self) -> str:
        """The person's own name for it, or its type's."""
        return self.alias or self.type_name

    @property
    def can_debit(self) -> bool:
        """Whether the person may move money from it at all."""
        return not (self.debit_refusal and self.third_party_refusal)

    @property
    def can_debit_third_party(self) -> bool:
        """Whether the person may move money from it to others."""
        return not self.third_party_refusal

    @property
    def can_credit(self) -> bool:
        """Whether the person may move their own money into it."""
        return not self.credit_refusal

    @property
    def note(self) -> str:
        """The code of the reason why nothing leaves it, empty where something may."""
        return "" if self.can_debit else self.debit_refusal


_MINE = """
SELECT a.id, a.number, a.alias, a.type_code, a.titular_id, mine.role, a.status, a.status_reason,
    a.opened_date, a.matures_date, a.ledger_account
FROM (
    SELECT id AS account_id, 'titular' AS role FROM products_account WHERE titular_id = %s
    UNION ALL
    SELECT account_id, role FROM products_holder WHERE person_id = %s AND role = ANY(%s)
) AS mine
JOIN products_account a ON a.id = mine.account_id
WHERE a.type_code = ANY(%s)
"""


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of `_MINE`."""

    id: UUID
    number: str
    alias: str
    type_code: str
    titular_id: UUID
    role: Role
    status: Status
    status_reason: str
    opened_date: date
    matures_date: date | None
    ledger_account: int


def accounts_of(person_id: UUID) -> list[Account]:
    """Return the person's accounts on line, by type and number; closed ones are left out.

    Titular's accounts; those of a minor whom the person represents; co-held ones if the profile
    lets co-holders see. Two queries, however many accounts (a third where a date decides, a fourth
    where an age does).
    """
    order = {code: place for place, code in enumerate(ports.slot.get().types)}
    accounts = _with_balances(_reached(person_id, " AND a.status <> 'closed'"))
    return sorted(accounts, key=lambda account: (order[account.type_code], account.number))


def reach(*, person_id: UUID, account_id: UUID, purpose: Purpose) -> Account:
    """Return one account of the person, if it may serve the purpose.

    Args:
        person_id: who asks.
        account_id: the public id.
        purpose: `see` (closed ones too, for documents), `debit` (own transfer or payment),
            `debit_third_party`, `credit` (own transfer).

    Raises:
        AccountNotFound: `products.account_not_found`.
        AccountNotDebitable: `products.account_not_debitable`, with the reason's code.
        AccountNotCreditable: `products.account_not_creditable`, with the reason's code.
    """
    found = _with_balances(_reached(person_id, " AND a.id = %s", account_id))
    return _fit(found, account_id, purpose)


def reach_both(
    *, person_id: UUID, origin_id: UUID, destination_id: UUID
) -> tuple[Account, Account]:
    """Return the two accounts of an own transfer, read at once.

    Raises:
        AccountNotFound: `products.account_not_found`.
        AccountNotDebitable: `products.account_not_debitable`, the origin, with the reason's code.
        AccountNotCreditable: `products.account_not_creditable`, the destination, with the same.
    """
    both = [origin_id, destination_id]
    found = _with_balances(_reached(person_id, " AND a.id = ANY(%s)", both))
    return _fit(found, origin_id, "debit"), _fit(found, destination_id, "credit")


def _fit(found: list[Account], account_id: UUID, purpose: Purpose) -> Account:
    account = next((one for one in found if one.id == account_id), None)
    if account is None:
        raise AccountNotFound
    if purpose == "credit" and account.credit_refusal:
        raise AccountNotCreditable(reason=account.credit_refusal)
    if purpose == "debit" and account.debit_refusal:
        raise AccountNotDebitable(reason=account.debit_refusal)
    if purpose == "debit_third_party" and account.third_party_refusal:
        raise AccountNotDebitable(reason=account.third_party_refusal)
    return account


def _reached(person_id: UUID, condition: str, *parameters: object) -> list[_Row]:
    settings = ports.slot.get()
    roles = ["representative"]
    if settings.co_holders != "hidden":
        roles.append("co_holder")
    shown = [code for code, type_ in settings.types.items() if type_.seen]
    found = db.fetch_all(_MINE + condition, [person_id, person_id, roles, shown, *parameters])
    return [_Row(*row) for row in found]


def _with_balances(rows: list[_Row]) -> list[Account]:
    dated = any(row.matures_date or row.role == "representative" for row in rows)
    on = ledger.business_date() if dated else date.min
    represented = {row.titular_id for row in rows if row.role == "representative"}
    born = birth_dates(represented) if represented else {}
    kept = [
        row for row in rows if row.role != "representative" or is_minor(born[row.titular_id], on)
    ]
    if not kept:
        return []
    balances = ledger.balances([row.ledger_account for row in kept])
    return [_account(row, balances[row.ledger_account], on) for row in kept]


def _account(row: _Row, balance: ledger.Balance, on: date) -> Account:
    settings = ports.slot.get()
    type_ = settings.types[row.type_code]
    standing = Standing(row.status, row.role, row.matures_date, on)
    return Account(
        id=row.id,
        number=row.number,
        alias=row.alias,
        type_code=row.type_code,
        type_name=type_.name_in(get_language()),
        titular_id=row.titular_id,
        role=row.role,
        status=row.status,
        status_reason=row.status_reason,
        opened_on=row.opened_date,
        matures_on=row.matures_date,
        ledger_account_id=row.ledger_account,
        available_cents=balance.available_cents,
        held_cents=balance.held_cents,
        book_cents=balance.book_cents,
        debit_refusal=rules.why_not_debit(
            type_, standing, third_party=False, co_holders=settings.co_holders
        ),
        third_party_refusal=rules.why_not_debit(
            type_, standing, third_party=True, co_holders=settings.co_holders
        ),
        credit_refusal=rules.why_not_credit(
            type_,
            row.status,
            third_party=row.role == "co_holder",
            dormant_receives=settings.dormant_receives,
        ),
    )

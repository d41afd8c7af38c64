"""What other rooms may ask about accounts that are not the asker's own."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from coop.kernel import rows
from coop.members import queries as members
from coop.members.rules import PersonName
from coop.products import models, ports, rules


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a transfer to another person may land; nothing of its money.

    `holder` feeds `members.rules.name_match`. `refusal` is the code of the reason why nothing may
    enter, empty where money may.
    """

    account_id: UUID
    number: str
    type_code: str
    ledger_account_id: int
    holder_id: UUID
    holder: PersonName
    refusal: str

    @property
    def holder_name(self) -> str:
        """The titular's whole registered name."""
        return str(self.holder)

    @property
    def can_credit(self) -> bool:
        """Whether other people's money may enter."""
        return not self.refusal


def destination(number: str) -> Destination | None:
    """Return the account of a number as typed (blanks and hyphens dropped), or nothing."""
    bare = "".join(number.split()).replace("-", "")
    return _destination(rows.first(models.Account, "WHERE number = %s", [bare]))


def destination_by_id(account_id: UUID) -> Destination | None:
    """Return the same by the account's public id, or nothing."""
    return _destination(rows.first(models.Account, "WHERE id = %s", [account_id]))


def product_names(account_ids: Iterable[UUID], *, language: str) -> dict[UUID, str]:
    """Return what the institution calls each account's product, not what its holder calls it."""
    found = rows.read(models.Account, "WHERE id = ANY(%s)", [list(account_ids)])
    types = ports.slot.get().types
    return {row.id: types[row.type_code].name_in(language) for row in found}


def has_active_product(person_id: UUID) -> bool:
    """Tell whether the person is titular of an active account: who may have access (FAQ 3)."""
    return models.Account.objects.filter(titular_id=person_id, status="active").exists()


def account_numbers(person_id: UUID) -> tuple[str, ...]:
    """Return the numbers of every account, open or not, of which the person is titular."""
    held = models.Account.objects.filter(titular_id=person_id).order_by("number")
    return tuple(held.values_list("number", flat=True))


def ledger_accounts() -> Iterable[tuple[str, UUID, int]]:
    """Yield every (number, public id, ledger account id), streamed: for intake and proofs."""
    listed = models.Account.objects.order_by("id").values_list("number", "id", "ledger_account")
    return listed.iterator(chunk_size=5_000)


def _destination(row: models.Account | None) -> Destination | None:
    if row is None:
        return None
    settings = ports.slot.get()
    return Destination(
        account_id=row.id,
        number=row.number,
        type_code=row.type_code,
        ledger_account_id=row.ledger_account,
        holder_id=row.titular_id,
        holder=members.names([row.titular_id])[row.titular_id],
        refusal=rules.why_not_credit(
            settings.types[row.type_code],
            row.status,
            third_party=True,
            dormant_receives=settings.dormant_receives,
        ),
    )

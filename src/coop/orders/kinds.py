"""The kinds of order: what each must say, and the registry that `coop.config.wiring` fills."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from coop.kernel.errors import Broken
from coop.orders.order import Family, Order, Place, Reason


class KindUnknown(Broken):
    """An order names a kind that nobody registered."""

    code = "orders.kind_unknown"


@dataclass(frozen=True, slots=True)
class Request:
    """What a person asks for. A kind checks it when it is drafted, and again under lock."""

    person_id: UUID
    origin_id: UUID
    destination_id: UUID | None
    payee_id: UUID | None
    amount_cents: int
    memo: str


@dataclass(frozen=True, slots=True)
class Quote:
    """What a kind answers: everything that the verification page shows, and where to post it.

    `counterparty` is the destination account that first-use limits watch; None where the money
    stays the person's. The ledger's account ids and the
    movements' texts are not shown, and not in the digest.
    """

    origin: Place
    destination: Place
    payee_id: UUID | None
    counterparty: UUID | None
    amount_cents: int
    fee_cents: int
    memo: str
    effective_date: date
    effective_reason: Reason
    origin_ledger: int
    destination_ledger: int
    origin_text: str = ""
    destination_text: str = ""

    @property
    def total_cents(self) -> int:
        """What leaves the origin."""
        return self.amount_cents + self.fee_cents

    def terms(self) -> tuple[object, ...]:
        """Return what may not change between verification and confirmation: not the labels."""
        return (
            replace(self.origin, label=""),
            replace(self.destination, label=""),
            self.counterparty,
            self.amount_cents,
            self.fee_cents,
            self.memo,
            self.effective_date,
        )


@dataclass(frozen=True, slots=True)
class Done:
    """What the books answered."""

    business_date: date
    posted_at: datetime


class Kind(Protocol):
    """One kind of order. `group` names the limits it counts against, `letter` its receipts."""

    @property
    def name(self) -> str:
        """The stable name, kept in the order."""

    @property
    def family(self) -> Family:
        """The history it belongs to."""

    @property
    def group(self) -> str:
        """The group of limits."""

    @property
    def letter(self) -> str:
        """The first character of its receipts' codes."""

    def quote(self, request: Request, *, at: datetime) -> Quote:
        """Check the request as things stand at an instant, and say what would happen.

        Raises:
            Refused: with the kind's own code.
        """

    def post(self, order: Order, quote: Quote) -> Done:
        """Write the entry, whose id is the order's, in the confirmation's transaction."""

    def tell(self, order: Order) -> None:
        """Ask a job for the notices, in the confirmation's transaction."""


_registry: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known; a second boot in the same process may replace it."""
    _registry[kind.name] = kind


def kind_of(name: str) -> Kind:
    """Return the kind of this name.

    Raises:
        KindUnknown: `orders.kind_unknown`.
    """
    try:
        return _registry[name]
    except KeyError:
        raise KindUnknown(kind=name) from None


def content(*, order_id: UUID, revision: int, kind: str, person_id: UUID, quote: Quote) -> Any:
    """Return what the verification page shows as JSON: it is frozen, and its digest is proven."""
    return {
        "order": str(order_id),
        "revision": revision,
        "kind": kind,
        "person": str(person_id),
        "origin": _place(quote.origin),
        "destination": _place(quote.destination),
        "payee": str(quote.payee_id) if quote.payee_id else None,
        "amount_cents": quote.amount_cents,
        "fee_cents": quote.fee_cents,
        "total_cents": quote.total_cents,
        "memo": quote.memo,
        "effective_date": quote.effective_date.isoformat(),
        "effective_reason": quote.effective_reason.plain(),
    }


def place_from(kept: dict[str, Any]) -> Place:
    """Read back a place of `content`."""
    return Place(UUID(kept["account"]), kept["label"], kept["number"], kept["holder"])


def _place(place: Place) -> dict[str, str]:
    return {
        "account": str(place.account_id),
        "label": place.label,
        "number": place.number_masked,
        "holder": place.holder_name,
    }

"""Receipts: as a document for the person, and as a code that anyone can check."""

from uuid import UUID

from coop.documents import receipt as documents
from coop.kernel import throttle
from coop.kernel.errors import Refused
from coop.members.queries import names
from coop.orders import codes
from coop.orders.kinds import kind_of, place_from
from coop.orders.models import Order as Row
from coop.orders.order import PublicReceipt
from coop.orders.ports import slot
from coop.orders.queries import order
from coop.orders.row import prove
from coop.orders.rules import Status
from coop.products.queries import product_names

BURST = 20
PER_MINUTE = 6.0


class ReceiptNotFound(Refused):
    """No receipt has this code; a forged code and a mistyped one get the same answer."""

    code = "orders.receipt_not_found"


class ReceiptThrottled(Refused):
    """Too many codes were checked from one place in a short time."""

    code = "orders.receipt_throttled"


class ReceiptNotYet(Refused):
    """The order has no receipt, because it was not posted."""

    code = "orders.receipt_not_yet"


def verify_receipt(*, code: str, address: str) -> PublicReceipt:
    """Return the few facts by which a holder of a receipt can tell that it is true.

    Args:
        code: as typed; case, blanks and hyphens do not matter, nor I, L and O for 1 and 0.
        address: where the question comes from; it is throttled.

    Raises:
        ReceiptNotFound: `orders.receipt_not_found`.
        ReceiptThrottled: `orders.receipt_throttled`.
    """
    key = f"receipt:{throttle.network(address)}"
    if not throttle.take(key, burst=BURST, per_minute=PER_MINUTE):
        raise ReceiptThrottled
    read = codes.read(code)
    row = Row.objects.filter(receipt_code=read).first() if read else None
    if row is None or read is None or row.authorized_at is None or row.posted_at is None:
        raise ReceiptNotFound
    letter = kind_of(row.kind).letter
    if not codes.genuine(read, row.id, letter=letter, keys=slot.get().receipt_keys):
        raise ReceiptNotFound
    prove(row)
    to = place_from(row.content["destination"])
    return PublicReceipt(
        code=read,
        kind=row.kind,
        status=Status(row.status),
        amount_cents=row.amount_cents,
        posted_at=row.posted_at,
        effective_date=row.effective_date,
        destination_initials=" ".join(f"{word[0]}." for word in to.holder_name.split()),
        destination_masked=to.number_masked,
    )


def receipt_pdf(*, person_id: UUID, order_id: UUID, language: str = "es") -> bytes:
    """Return the receipt of the person's order as PDF.

    It is shown to others: accounts bear their product's name, never the one that the person gave.

    Raises:
        OrderNotFound: `orders.order_not_found`.
        ReceiptNotYet: `orders.receipt_not_yet`.
        TypesetterMissing: `documents.typesetter_missing`.
    """
    found = order(person_id=person_id, order_id=order_id)
    if found.authorized_at is None or found.posted_at is None:
        raise ReceiptNotYet
    places = (found.origin, found.destination)
    named = product_names([place.account_id for place in places], language=language)
    return documents.receipt_pdf(
        documents.Receipt(
            kind=found.kind,
            status=found.status,
            amount_cents=found.amount_cents,
            fee_cents=found.fee_cents,
            total_cents=found.total_cents,
            payer_name=str(names([person_id])[person_id]),
            origin_label=named[found.origin.account_id],
            origin_number=found.origin.number_masked,
            destination_label=named[found.destination.account_id],
            destination_number=found.destination.number_masked,
            holder_name=found.destination.holder_name,
            memo=found.memo,
            effective_date=found.effective_date,
            authorized_at=found.authorized_at,
            posted_at=found.posted_at,
            method=found.method,
            code=found.receipt_code,
            reference=str(found.id),
        ),
        language=language,
    )

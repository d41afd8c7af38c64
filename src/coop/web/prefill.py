"""The values with which a transfer's form starts: an account, a draft to change, a past order."""

from typing import Any
from uuid import UUID

from coop.kernel.ids import uuid7
from coop.kernel.money import Money
from coop.orders.order import Order
from coop.orders.queries import order as order_of
from coop.web.member import MemberRequest


def start_values(request: MemberRequest) -> dict[str, Any]:
    """Return initial values from `borrador` (change it), `repetir` (copy it) or `desde`."""
    for name in ("borrador", "repetir"):
        order_id = _uuid(request.GET.get(name, ""))
        if order_id is not None:
            order = order_of(person_id=request.member.person_id, order_id=order_id)
            keep = name == "borrador" and order.editable
            return _values(order) | {"key": order.id if keep else uuid7()}
    return {"origin": request.GET.get("desde", "")}


def _values(order: Order) -> dict[str, Any]:
    return {
        "origin": str(order.origin.account_id),
        "destination": str(order.destination.account_id),
        "amount": Money(order.amount_cents).plain(),
        "memo": order.memo,
    }


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

"""How a member's accounts and payees are named in lists, and which come first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coop.kernel.money import Money
from coop.kernel.text import masked
from coop.orders.order import Order, Place
from coop.pages.fields import Choice
from coop.payees.payee import PayeeView
from coop.products.queries import product_names
from coop.products.reach import Account


@dataclass(frozen=True, slots=True)
class PayeeRow:
    """A payee as lists show it."""

    id: str
    label: str
    alias: str
    holder_name: str
    number_masked: str


def usable_first(accounts: Iterable[Account]) -> list[Account]:
    """Return the accounts by kind, as they come; before all those whose money can be used."""
    return sorted(accounts, key=lambda account: not account.can_debit)


def account_name(account: Account) -> str:
    """Return `Casa ••4821`: the alias or the type, and the last four figures."""
    return f"{account.label} {masked(account.number)}"


def in_language(orders: Iterable[Order]) -> list[Order]:
    """Return orders whose places are named in the language of the page.

    An order froze its words in Spanish; the name that a holder gave an account stays.
    """
    found, language = list(orders), get_language() or "es"
    if language == "es":
        return found
    ids = {place.account_id for one in found for place in (one.origin, one.destination)}
    frozen, spoken = (product_names(ids, language=one) for one in ("es", language))

    def named(place: Place) -> Place:
        own = frozen.get(place.account_id) != place.label
        return place if own else replace(place, label=spoken[place.account_id])

    return [
        replace(one, origin=named(one.origin), destination=named(one.destination)) for one in found
    ]


def account_choices(accounts: Sequence[Account]) -> list[tuple[str, Choice]]:
    """Return the radios of accounts that money may leave or reach."""
    return [
        (
            str(account.id),
            Choice(
                account_name(account),
                _("disponible") if account.can_debit else _("saldo"),
                str(Money(max(account.available_cents, 0))),
            ),
        )
        for account in accounts
    ]


def payee_rows(payees: Iterable[PayeeView]) -> list[PayeeRow]:
    """Return the payees as lists show them."""
    return [
        PayeeRow(
            id=str(payee.id),
            label=payee.alias or payee.holder_name,
            alias=payee.alias if payee.alias != payee.holder_name else "",
            holder_name=payee.holder_name,
            number_masked=payee.number_masked,
        )
        for payee in payees
    ]

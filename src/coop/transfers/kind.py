"""The two kinds of transfer: between a person's own accounts, and to a third party's."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from coop.calendar import queries as calendar
from coop.kernel import jobs
from coop.kernel.errors import Refused
from coop.kernel.text import masked
from coop.ledger.queries import business_date
from coop.members.queries import names
from coop.orders.kinds import Done, Quote, Request
from coop.orders.order import Family, Order, Place
from coop.payees.queries import payee
from coop.products.queries import destination_by_id
from coop.products.reach import Account, reach, reach_both
from coop.transfers import entry
from coop.transfers.ports import slot
from coop.transfers.rules import MOST_CENTS, received_text, sent_text, short_name


class SameAccount(Refused):
    """Origin and destination are one account."""

    code = "transfers.same_account"


class AmountOutOfRange(Refused):
    """An amount is at least one cent, and no larger than any real one."""

    code = "transfers.amount_out_of_range"


class NotEnoughFunds(Refused):
    """The origin has `available_cents`, less than amount and fee."""

    code = "transfers.not_enough_funds"


class DestinationClosed(Refused):
    """The payee's account cannot receive; why is its holder's matter."""

    code = "transfers.destination_closed"


class MinorsMoney(Refused):
    """The money of a minor stays in the minor's accounts; its representative asks at a branch."""

    code = "transfers.minors_money"


class DestinationOwn(Refused):
    """The payee's account is the person's own."""

    code = "transfers.destination_own"


class _Transfer:
    """What both kinds are and do alike."""

    family: Family = "transfers"
    letter = "T"

    def post(self, order: Order, quote: Quote) -> Done:
        """Write the entry."""
        return entry.post_transfer(order, quote)

    def tell(self, order: Order) -> None:
        """Write one row now; a job writes the notices, and the person does not wait for them."""
        about = {"person": str(order.person_id), "order": str(order.id)}
        jobs.defer("transfers.tell", arguments=about)


class OwnTransfer(_Transfer):
    """Between two accounts of the same person."""

    name = "transfer_own"
    group = "own"

    def quote(self, request: Request, *, at: datetime) -> Quote:
        """Check both accounts, the amount and the funds.

        Raises:
            AmountOutOfRange: `transfers.amount_out_of_range`.
            SameAccount: `transfers.same_account`.
            NotEnoughFunds: `transfers.not_enough_funds`.
            AccountNotFound: `products.account_not_found`.
            AccountNotDebitable: `products.account_not_debitable`.
            AccountNotCreditable: `products.account_not_creditable`.
            MinorsMoney: `transfers.minors_money`.
        """
        _check_amount(request.amount_cents)
        assert request.destination_id is not None
        if request.origin_id == request.destination_id:
            raise SameAccount
        mine = request.person_id
        origin, to = reach_both(
            person_id=mine, origin_id=request.origin_id, destination_id=request.destination_id
        )
        if origin.role == "representative" and to.titular_id != origin.titular_id:
            _check_minors_money()
        arrives = _Arrival(
            place=Place(to.id, to.label, masked(to.number)),
            ledger_account=to.ledger_account_id,
            counterparty=None,
            from_words=f"{origin.label} {masked(origin.number)}",
            to_words=f"{to.label} {masked(to.number)}",
        )
        return _quote(request, origin, arrives, at=at, fee_cents=slot.get().fee_own_cents)


class ThirdPartyTransfer(_Transfer):
    """To the account of another person of the cooperative, saved as a payee."""

    name = "transfer_third_party"
    group = "third_party"

    def quote(self, request: Request, *, at: datetime) -> Quote:
        """Check the origin, the payee and its account, the amount and the funds.

        Raises:
            AmountOutOfRange: `transfers.amount_out_of_range`.
            SameAccount: `transfers.same_account`.
            NotEnoughFunds: `transfers.not_enough_funds`.
            DestinationClosed: `transfers.destination_closed`.
            DestinationOwn: `transfers.destination_own`.
            PayeeNotFound: `payees.payee_not_found`.
            AccountNotFound: `products.account_not_found`.
            AccountNotDebitable: `products.account_not_debitable`.
        """
        _check_amount(request.amount_cents)
        assert request.payee_id is not None
        mine = request.person_id
        saved = payee(person_id=mine, payee_id=request.payee_id)
        if saved.account_id == request.origin_id:
            raise SameAccount
        origin = reach(person_id=mine, account_id=request.origin_id, purpose="debit_third_party")
        to = destination_by_id(saved.account_id)
        if to is None or not to.can_credit:
            raise DestinationClosed
        if to.holder_id == mine:
            raise DestinationOwn
        arrives = _Arrival(
            place=Place(to.account_id, saved.alias, masked(to.number), to.holder_name),
            ledger_account=to.ledger_account_id,
            counterparty=to.account_id,
            from_words=short_name(names([mine])[mine]),
            to_words=short_name(to.holder),
        )
        return _quote(request, origin, arrives, at=at, fee_cents=slot.get().fee_third_party_cents)


OWN = OwnTransfer()
THIRD_PARTY = ThirdPartyTransfer()


@dataclass(frozen=True, slots=True)
class _Arrival:
    place: Place
    ledger_account: int
    counterparty: UUID | None
    from_words: str
    to_words: str


def _quote(
    request: Request, origin: Account, to: _Arrival, *, at: datetime, fee_cents: int
) -> Quote:
    if request.amount_cents + fee_cents > origin.available_cents:
        raise NotEnoughFunds(available_cents=max(origin.available_cents, 0))
    on = calendar.posting_date(business_date(), at)
    return Quote(
        origin=Place(origin.id, origin.label, masked(origin.number)),
        destination=to.place,
        payee_id=request.payee_id,
        counterparty=to.counterparty,
        amount_cents=request.amount_cents,
        fee_cents=fee_cents,
        memo=request.memo,
        effective_date=on.date,
        effective_reason=on.reason,
        origin_ledger=origin.ledger_account_id,
        destination_ledger=to.ledger_account,
        origin_text=sent_text(to.to_words, request.memo),
        destination_text=received_text(to.from_words, request.memo),
    )


def _check_minors_money() -> None:
    if not slot.get().minors_to_representative:
        raise MinorsMoney


def _check_amount(amount_cents: int) -> None:
    whole = isinstance(amount_cents, int) and not isinstance(amount_cents, bool)
    if not whole or not 0 < amount_cents <= MOST_CENTS:
        raise AmountOutOfRange(most_cents=MOST_CENTS)

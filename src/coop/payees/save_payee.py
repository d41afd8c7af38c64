"""Keep a third party's account for later."""

from uuid import UUID

from coop.audit.record import record
from coop.kernel import clock, db
from coop.kernel.errors import Refused
from coop.members.queries import person
from coop.notifications.notify import notify
from coop.payees.confirm_holder import look_up
from coop.payees.models import Payee
from coop.payees.payee import PayeeView
from coop.payees.ports import slot
from coop.payees.queries import view
from coop.payees.rules import LONGEST_ALIAS, alias_of
from coop.products.queries import Destination


class HolderNotMatched(Refused):
    """The account and the name do not belong together; which of them is wrong is not told."""

    code = "payees.holder_not_matched"


class HolderUnavailable(Refused):
    """The account cannot receive now, or it cannot be told."""

    code = "payees.holder_unavailable"


class OwnAccount(Refused):
    """The account is the person's own: a transfer between own accounts needs no payee."""

    code = "payees.own_account"


class AliasTooLong(Refused):
    """An alias has at most `longest` characters."""

    code = "payees.alias_too_long"


class PayeesTooMany(Refused):
    """The person keeps as many payees as the institution allows."""

    code = "payees.payees_too_many"


def save_payee(
    *, person_id: UUID, user_id: UUID, account_number: str, name: str, alias: str = ""
) -> PayeeView:
    """Save the account of a third party whose name was typed; saved again, it takes the new alias.

    The holder is confirmed here again: nothing that a page carried is believed. The person is told
    by mail.

    Raises:
        LookupsThrottled: `payees.lookups_throttled`.
        HolderNotMatched: `payees.holder_not_matched`.
        HolderUnavailable: `payees.holder_unavailable`.
        OwnAccount: `payees.own_account`.
        AliasTooLong: `payees.alias_too_long`.
        PayeesTooMany: `payees.payees_too_many`.
    """
    to = _confirmed(person_id, account_number, name)
    kept = alias_of(alias, to.holder_name)
    if kept is None:
        raise AliasTooLong(longest=LONGEST_ALIAS)
    with db.transaction():
        now = clock.business_now()
        rows = Payee.objects.filter(person_id=person_id, removed_at__isnull=True)
        row = rows.select_for_update().filter(account=to.account_id).first()
        if row is not None:
            row.alias = kept
            row.save(update_fields=["alias"])
            return view(row)
        if rows.count() >= slot.get().most:
            raise PayeesTooMany(most=slot.get().most)
        row = Payee(
            person_id=person_id,
            account=to.account_id,
            number=to.number,
            holder_name=to.holder_name,
            alias=kept,
            saved_at=now,
        )
        with db.constraint_means({"payees_account_once": HolderUnavailable}):
            row.save(force_insert=True)
        record(actor=str(user_id), action="payees.saved", subject=str(row.id))
        saved = view(row)
        _tell(person_id, saved)
        return saved


def _confirmed(person_id: UUID, account_number: str, name: str) -> Destination:
    """Return the account of another person, whose name was typed."""
    found = look_up(person_id=person_id, account_number=account_number, name=name)
    to = found.destination
    if found.match.outcome == "unavailable":
        raise HolderUnavailable
    if to is None:
        raise HolderNotMatched
    if to.holder_id == person_id:
        raise OwnAccount
    return to


def _tell(person_id: UUID, saved: PayeeView) -> None:
    whose = person(person_id)
    notify(
        addresses=whose.notice_addresses,
        template="payee_added",
        data={
            "payee_name": saved.holder_name,
            "account": saved.number_masked,
            "done_at": saved.saved_at.isoformat(),
        },
        language=whose.language,
        person_id=person_id,
        about=saved.id,
    )

"""The outcomes that the SQL door names, and the error that each one means."""

from coop.kernel.errors import Broken, Problem, Refused, Unavailable


class NotEnoughFunds(Refused):
    """The account does not have that much available (`available_cents`, `account_id`)."""

    code = "ledger.not_enough_funds"


class AccountNotOpen(Refused):
    """The account's status does not let the money pass (`account_id`)."""

    code = "ledger.account_not_open"


class AccountUnknown(Broken):
    """No such ledger account (`account_id`)."""

    code = "ledger.account_unknown"


class EntryConflict(Broken):
    """The entry's id is known with another content."""

    code = "ledger.entry_conflict"


class Unbalanced(Broken):
    """The legs do not sum to zero, or are fewer than two."""

    code = "ledger.unbalanced"


class PostingsStopped(Unavailable):
    """A proof of the books failed, and nothing is posted until it is explained."""

    code = "ledger.postings_stopped"


class EntryUnknown(Broken):
    """No such entry to reverse."""

    code = "ledger.entry_unknown"


class AlreadyReversed(Refused):
    """The entry was reversed before."""

    code = "ledger.already_reversed"


class HoldUnknown(Broken):
    """No such hold."""

    code = "ledger.hold_unknown"


class HoldNotOpen(Refused):
    """The hold has ended: captured, released or expired."""

    code = "ledger.hold_not_open"


class HoldMismatch(Broken):
    """The entry does not take from the held account, or takes more than was held."""

    code = "ledger.hold_mismatch"


class HoldConflict(Broken):
    """The hold's id is known with another content."""

    code = "ledger.hold_conflict"


class HoldAwaitsAnswer(Refused):
    """Something was sent outside for the hold: only an answer ends it."""

    code = "ledger.hold_awaits_answer"


_MEANINGS: dict[str, type[Problem]] = {
    "conflict": EntryConflict,
    "unbalanced": Unbalanced,
    "stopped": PostingsStopped,
    "entry_unknown": EntryUnknown,
    "already_reversed": AlreadyReversed,
    "hold_unknown": HoldUnknown,
    "hold_not_open": HoldNotOpen,
    "hold_mismatch": HoldMismatch,
    "hold_awaits_answer": HoldAwaitsAnswer,
}


def problem(outcome: str, account_id: int | None = None, available: int | None = None) -> Problem:
    """Return the error that a refusing outcome means."""
    if outcome == "not_enough_funds":
        return NotEnoughFunds(available_cents=max(available or 0, 0), account_id=account_id)
    if outcome == "account_not_open":
        return AccountNotOpen(account_id=account_id)
    if outcome == "account_unknown":
        return AccountUnknown(account_id=account_id)
    return _MEANINGS[outcome]()

"""Legs of an entry, in the stored sign: debit +, credit -."""

from dataclasses import dataclass

from coop.kernel.money import LARGEST_CENTS


@dataclass(frozen=True, slots=True)
class Leg:
    """What one account receives: `amount_cents` is positive for a debit, negative for a credit."""

    account_id: int
    amount_cents: int
    text: str = ""


def debit(account_id: int, amount_cents: int, text: str = "") -> Leg:
    """Return the debit of an account: money leaves a savings account, or enters cash."""
    return Leg(account_id, _amount(amount_cents), text)


def credit(account_id: int, amount_cents: int, text: str = "") -> Leg:
    """Return the credit of an account: money enters a savings account, or leaves cash."""
    return Leg(account_id, -_amount(amount_cents), text)


def _amount(amount_cents: int) -> int:
    if not 0 < amount_cents <= LARGEST_CENTS:
        message = f"an amount of 1 to {LARGEST_CENTS} cents was expected, not {amount_cents}"
        raise ValueError(message)
    return amount_cents

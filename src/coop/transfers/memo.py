"""The memo of a transfer, as it is kept."""

from coop.kernel.errors import Refused
from coop.transfers.rules import LONGEST_MEMO, memo_of


class MemoTooLong(Refused):
    """A memo has at most `longest` characters."""

    code = "transfers.memo_too_long"


def kept_memo(typed: str) -> str:
    """Return the memo as it is kept.

    Raises:
        MemoTooLong: `transfers.memo_too_long`.
    """
    memo = memo_of(typed)
    if memo is None:
        raise MemoTooLong(longest=LONGEST_MEMO)
    return memo

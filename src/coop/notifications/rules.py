"""When to try again, and which addresses can be written to; pure."""

import re
from datetime import timedelta

GIVE_UP_AFTER = timedelta(days=5)
LONGEST_WAIT = timedelta(minutes=15)

# Deliberately narrower than RFC 5321: no quoted local parts, no literals, no comments, and nothing
# that a mail program reads as an option.
_ADDRESS = re.compile(
    r"(?!-)[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+"
    r"[A-Za-z]{2,63}"
)
_LONGEST_ADDRESS = 254


def wait_after(tries: int) -> timedelta:
    """Return how long to wait after the given number of failed tries: 15 s doubling to 15 min."""
    return min(timedelta(seconds=15 << min(tries - 1, 10)), LONGEST_WAIT)


def writable(address: str) -> bool:
    """Tell whether a mail can be addressed so; whole match, ASCII, one line."""
    local = address.partition("@")[0]
    return (
        len(address) <= _LONGEST_ADDRESS
        and _ADDRESS.fullmatch(address) is not None
        and not (local.startswith(".") or local.endswith(".") or ".." in local)
    )

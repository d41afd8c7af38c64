"""Pure decisions about payees."""

from coop.kernel.text import clean

LONGEST_ALIAS = 40
LONGEST_NUMBER = 40
LONGEST_NAME = 120


def alias_of(typed: str, holder_name: str) -> str | None:
    """Return the alias to keep: what was typed, or the holder's name; None if it is too long."""
    if len(typed) > LONGEST_ALIAS * 8:
        return None
    alias = clean(typed)
    if not alias:
        return holder_name[:LONGEST_ALIAS].rstrip()
    return alias if len(alias) <= LONGEST_ALIAS else None

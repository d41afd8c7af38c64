"""How a place in a long list travels in an address."""

from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import urlencode
from uuid import UUID

from coop.ledger.queries import Cursor as Place
from coop.orders.order import Cursor


def write_order_cursor(cursor: Cursor | None) -> str:
    """Return the text of a place in the history."""
    return f"{cursor.at.isoformat()}_{cursor.id}" if cursor else ""


def read_order_cursor(text: str) -> Cursor | None:
    """Return the place that a text names; anything else is the beginning."""
    at, _, order_id = text.partition("_")
    try:
        instant = datetime.fromisoformat(at)
        if instant.tzinfo is None:
            return None
        return Cursor(at=instant.astimezone(UTC), id=UUID(order_id))
    except (ValueError, OverflowError):
        return None


def read_movement_cursor(text: str) -> Place | None:
    """Return the place in an account's movements; anything else is the beginning."""
    try:
        return Place.parse(text)
    except ValueError:
        return None


def write_movement_cursor(place: Place | None) -> str:
    """Return the text of a place in an account's movements."""
    return str(place) if place else ""


def query(given: Mapping[str, str], **changes: str) -> str:
    """Return the query of the page's address with `changes`; empty values go."""
    kept = {name: value for name, value in {**given, **changes}.items() if value}
    return urlencode(kept)

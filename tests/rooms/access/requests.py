"""One session over several requests."""

from coop.access.door.session import begin
from coop.access.sessions.store import SessionStore
from coop.access.signed_in import SignedIn
from tests.rooms.access.world import enter

NEW = "mango-verde-con-sal-9"


def signed_in(who: SignedIn | None = None) -> SessionStore:
    store = SessionStore()
    begin(store, who or enter())
    return store


def again(store: SessionStore) -> SessionStore:
    """The next request with the same cookie."""
    return SessionStore(store.session_key)

"""End sessions, and what was begun without one."""

from uuid import UUID

from coop.access.models import Session
from coop.access.sessions.live import SessionNotFound
from coop.access.sessions.store import LIVES
from coop.audit.record import record
from coop.kernel import clock, db

_LOCK = "SELECT FROM access_user WHERE id = %s FOR NO KEY UPDATE"
_KEPT = f"SELECT public_id FROM access_session WHERE session_key = %s AND user_id = %s AND {LIVES}"  # noqa: S608 - a condition of our own
_END = """
    UPDATE access_user SET
        sessions_end_at = greatest(
            %(now)s, (SELECT max(at) FROM access_signin WHERE user_id = %(user)s)),
        session_kept = %(kept)s,
        errands_end_at = %(now)s
    WHERE id = %(user)s
"""


def sign_out_everywhere(*, user_id: UUID, keep: str | None = None) -> int:
    """End every session of the user but the one whose key is `keep`; return how many.

    Raises:
        SessionNotFound: `access.session_not_found`, that one is over.
    """
    with db.transaction():
        ended = end_sessions(user_id, keep=keep)
        record(
            actor=str(user_id),
            action="access.signed_out_everywhere",
            subject=str(user_id),
            data={"sessions": ended},
        )
    return ended


def end_sessions(user_id: UUID, *, keep: str | None) -> int:
    """End the user's sessions and errands in the caller's transaction, under the user's lock.

    The instant on the user's row ends those too that a sign-in on its way has not written yet; it
    is not before any sign-in that came first, whichever machine's clock that went by.

    Args:
        user_id: whose.
        keep: the key of the one that stays: whoever acts in it must not have been ended meanwhile.

    Raises:
        SessionNotFound: `access.session_not_found`, the one that should stay is over.
    """
    db.require_transaction()
    db.execute(_LOCK, [user_id])
    kept = db.fetch_all(_KEPT, [keep, user_id]) if keep else [(None,)]
    if not kept:
        raise SessionNotFound
    db.execute(_END, {"now": clock.now(), "user": user_id, "kept": kept[0][0]})
    return Session.objects.filter(user_id=user_id).exclude(session_key=keep or "").delete()[0]


def end_errands(user_id: UUID) -> None:
    """Let no recovery or activation that was begun before now go on, in the caller's transaction.

    Whoever adds, replaces or takes away a factor calls it: what was proven before is worth nothing.
    """
    db.require_transaction()
    now = clock.now()
    db.execute("UPDATE access_user SET errands_end_at = %s WHERE id = %s", [now, user_id])

"""What every template of the back office may name."""

from typing import Any

from django.http import HttpRequest

from coop.approvals.queries import count_waiting
from coop.backoffice.door import signed_in
from coop.backoffice.notices import take_notice
from coop.backoffice.ports import slot
from coop.pages.sessions import of_staff


def staff(request: HttpRequest) -> dict[str, Any]:
    """Add who it is, what waits for them, and the word about the last act; elsewhere nothing."""
    if not of_staff(request.path):
        return {}
    known = signed_in(request)
    return {
        "staff": known,
        "part": request.path.split("/")[2] if request.path.count("/") > 1 else "",
        "notice": take_notice(request),
        "waiting_count": _waiting(request) if known else 0,
    }


def _waiting(request: HttpRequest) -> int:
    known = signed_in(request)
    assert known is not None
    kinds = [name for name, kind in slot.get().items() if known.may(*kind.decided_by)]
    return count_waiting(kinds=kinds, besides=known.actor) if kinds else 0

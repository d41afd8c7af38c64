"""What every template of the back office may name."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from coop.access.staff.told import Notice, unseen
from coop.approvals.queries import count_waiting
from coop.backoffice import words
from coop.backoffice.door import Staff, signed_in
from coop.backoffice.notices import take_notice
from coop.backoffice.ports import slot
from coop.kernel import dates
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
        "waiting_count": _waiting(known) if known else 0,
        "told": [_told(known, one) for one in unseen(known.user_id)] if known else [],
    }


def _told(known: Staff, notice: Notice) -> dict[str, Any]:
    own = notice.about == known.user_id
    words_of = words.TOLD_OWN if own else words.TOLD
    said = gettext(words_of[notice.what]).format(name=notice.name, moment=dates.moment(notice.at))
    return {"id": notice.id, "said": said, "own": own}


def _waiting(known: Staff) -> int:
    kinds = [name for name, kind in slot.get().items() if known.may(*kind.decided_by)]
    return count_waiting(kinds=kinds, besides=known.actor) if kinds else 0

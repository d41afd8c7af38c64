"""Hand a notice to the mail server.

Sending is *at least once*: a worker that dies after the server took the mail and before the row
says so lets it be sent again, under the same Message-ID, and a lost answer does the same. Within
one running house a row is never delivered twice: whoever sends it holds its lease.
"""

import logging
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from django.db.models import F, Q

from coop.kernel import clock, db
from coop.kernel.errors import Problem
from coop.notifications.compose import compose
from coop.notifications.models import Notice
from coop.notifications.ports import MailRejected, slot
from coop.notifications.rules import GIVE_UP_AFTER, wait_after
from coop.notifications.sealing import without_secrets

log = logging.getLogger("coop.notifications")

Delivery = Literal["sent", "waits", "rejected", "given_up", "nothing"]
LEASE = timedelta(minutes=5)  # several times what the transport's own time-outs allow


def deliver(*, notice_id: UUID) -> Delivery:
    """Deliver the notice if it is due and nobody else is delivering it; say what came of it.

    The mail server is called outside any transaction. `nothing` means that it was sent before, is
    being sent by somebody else, or waits for its time. A letter whose code opens nothing any more
    is given up: after an outage its reader would type a dead code.
    """
    notice = _lease(notice_id)
    if notice is None:
        return "nothing"
    if _outlived(notice):
        log.warning(
            "dead code dropped", extra={"notice": str(notice.id), "template": notice.template}
        )
        return _settle(notice, "given_up", trouble="its code had expired")
    mail = compose(
        notice_id=notice.id,
        template=notice.template,
        data=notice.data,
        language=notice.language,
        address=notice.address,
    )
    try:
        slot.get().transport.send(mail)
    except MailRejected as rejection:
        return _settle(notice, "rejected", trouble=str(rejection))
    except Problem as problem:
        late = clock.now() - notice.created_at > GIVE_UP_AFTER
        return _settle(notice, "given_up" if late else "waits", trouble=str(problem))
    return _settle(notice, "sent")


def deliver_due(*, at_most: int = 500) -> int:
    """Deliver what is due, oldest first, and stop when the server is away; return how many left."""
    now = clock.now()
    due = (
        Notice.objects.filter(_free(now), status="waiting", try_at__lte=now)
        .order_by("try_at")
        .values_list("id", flat=True)[:at_most]
    )
    sent = 0
    for notice_id in list(due):
        outcome = deliver(notice_id=notice_id)
        sent += outcome == "sent"
        if outcome == "waits":
            break
    return sent


def _outlived(notice: Notice) -> bool:
    """Tell whether what the notice tells in secret is over by now."""
    until = notice.data.get("until_at")
    secret = len(without_secrets(notice.data)) < len(notice.data)
    return secret and until is not None and clock.now() >= datetime.fromisoformat(until)


def _free(now: object) -> Q:
    return Q(leased_until__isnull=True) | Q(leased_until__lte=now)


def _lease(notice_id: UUID) -> Notice | None:
    now = clock.now()
    with db.transaction():
        notice = (
            Notice.objects.select_for_update(skip_locked=True)
            .filter(_free(now), id=notice_id, status="waiting", try_at__lte=now)
            .first()
        )
        if notice is not None:
            notice.leased_until = now + LEASE
            notice.tries += 1
            notice.save(update_fields=["leased_until", "tries"])
    return notice


def _settle(notice: Notice, outcome: Delivery, *, trouble: str = "") -> Delivery:
    """Write what came of the try, unless the lease has passed to another."""
    now = clock.now()
    fields = {
        "status": "waiting" if outcome == "waits" else outcome,
        "sent_at": now if outcome == "sent" else None,
        "try_at": now + wait_after(notice.tries) if outcome == "waits" else F("try_at"),
        "leased_until": None,
        "trouble": trouble[:500],
        "data": notice.data if outcome == "waits" else without_secrets(notice.data),
    }
    with db.transaction():
        Notice.objects.filter(id=notice.id, tries=notice.tries, status="waiting").update(**fields)
    return outcome

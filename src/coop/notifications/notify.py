"""Put a notice in the outbox."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from coop.kernel import clock, jobs
from coop.kernel.errors import Broken
from coop.kernel.ids import uuid7
from coop.notifications.letters import LETTERS
from coop.notifications.models import Notice
from coop.notifications.rules import writable
from coop.notifications.sealing import sealed, without_secrets


class LetterUnknown(Broken):
    """A notice was asked for that no letter describes, or without the facts it needs."""

    code = "notifications.letter_unknown"


def notify(
    *,
    addresses: Sequence[str],
    template: str,
    data: Mapping[str, Any],
    language: str = "es",
    person_id: UUID | None = None,
    about: UUID | None = None,
) -> list[UUID]:
    """Write one notice for each address and ask for its delivery, in the caller's transaction.

    An address that cannot be written to is kept as rejected and stops nothing. Of one thing, each
    letter is written once to each address: asked for again, it changes nothing.

    Args:
        addresses: every address on file.
        template: a key of `letters.LETTERS`.
        data: JSON facts of that letter: `_cents` integers, `_date` and `_at` in ISO 8601, texts;
            `_secret` is kept sealed, and only until the mail has left.
        language: `es` or `en`.
        person_id: whose notice it is, opaque here.
        about: the one order or other thing that it tells of, opaque here.

    Raises:
        LetterUnknown: `notifications.letter_unknown`.
    """
    if template not in LETTERS:
        raise LetterUnknown(template=template)
    if missing := LETTERS[template].needs - {name for name in data if data[name] is not None}:
        raise LetterUnknown(template=template, missing=sorted(missing))
    now = clock.now()
    notices = [
        Notice(
            id=uuid5(about, f"{template} {address}") if about else uuid7(),
            person_id=person_id,
            address=address,
            template=template,
            data=sealed(data) if writable(address) else without_secrets(data),
            language=language,
            about=about,
            status="waiting" if writable(address) else "rejected",
            trouble="" if writable(address) else "unwritable address",
            created_at=now,
            try_at=now,
        )
        for address in dict.fromkeys(addresses)
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    waiting = [notice for notice in notices if notice.status == "waiting"]
    for notice in waiting:
        jobs.defer("notifications.deliver", arguments={"notice": str(notice.id)})
    return [notice.id for notice in waiting]

"""Tell a user, at every address on file, what happened to their access."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from coop.access.models import User
from coop.kernel import clock
from coop.members.queries import person
from coop.notifications.notify import notify


def tell(user_id: UUID, template: str, data: Mapping[str, Any] | None = None) -> None:
    """Write the notice in the caller's transaction; staff have no address here."""
    person_id = User.objects.values_list("person_id", flat=True).get(id=user_id)
    if person_id is None:
        return
    whom = person(person_id)
    notify(
        person_id=person_id,
        addresses=whom.notice_addresses,
        template=template,
        data={"done_at": clock.now().isoformat(), **dict(data or {})},
        language=whom.language,
    )

"""Tells each page whose session it serves, and lets a session live while pages are asked for."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from coop.access.door.session import State, state, touch
from coop.kernel import clock
from coop.web.member import Member

Handler = Callable[[HttpRequest], HttpResponseBase]
NOBODYS = ("/recursos/", "/token")


class Members:
    """Set `request.member`, or `request.ended` when a session has just run out."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; files of ours and the token's page ask for nobody and renew nothing."""
        if not request.path.startswith(NOBODYS):
            found = state(request.session)
            if found.active and touch(request.session):
                found = state(request.session)
            request.member = _member(found)  # type: ignore[attr-defined]
            request.ended = found.why in {"idle", "absolute"}  # type: ignore[attr-defined]
        return self.get_response(request)


def _member(found: State) -> Member | None:
    if not found.active or found.user_id is None or found.person_id is None:
        return None
    assert found.ends_at is not None
    return Member(
        user_id=found.user_id,
        person_id=found.person_id,
        last_access=found.last_access,
        seconds_left=max(int((found.ends_at - clock.now()).total_seconds()), 1),
        extendable=found.extendable,
        whole=found.whole,
    )

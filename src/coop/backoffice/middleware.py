"""Closes /personal to everybody but staff before any page, or any other middleware, answers."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase

from coop.access.door.session import State, state, touch
from coop.access.staff.queries import staff_member
from coop.backoffice.door import SIGN_IN, Staff
from coop.kernel import clock
from coop.pages.sessions import of_staff

Handler = Callable[[HttpRequest], HttpResponseBase]

# The ways in; each of them judges what it is given.
OPEN = frozenset(
    {
        SIGN_IN,
        "/personal/entrar/opciones",
        "/personal/primera",
        "/personal/invitacion",
        "/personal/llave",
        "/personal/llave/opciones",
    }
)


class Doorkeeper:
    """Set `request.staff`, or answer as if there were nothing."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer.

        Raises:
            Http404: nobody of the staff is signed in.
        """
        if not of_staff(request.path):
            return self.get_response(request)
        found = state(request.session, "staff")
        if found.active and touch(request.session):
            found = state(request.session, "staff")
        request.staff = _staff(found)  # type: ignore[attr-defined]
        if request.staff is None and request.path not in OPEN:  # type: ignore[attr-defined]
            if found.why not in {"idle", "absolute"}:
                raise Http404
            wish = request.get_full_path() if request.method == "GET" else "/personal/inicio"
            return HttpResponseRedirect(f"{SIGN_IN}?{urlencode({'fin': '1', 'seguir': wish})}")
        return self.get_response(request)


def _staff(found: State) -> Staff | None:
    """Return who it is with the roles of now: a role taken back ends at the next page."""
    if not found.active or found.user_id is None or found.ends_at is None:
        return None
    known = staff_member(found.user_id)
    if known is None or not known.active:
        return None
    return Staff(
        user_id=known.user_id,
        name=known.name,
        roles=known.roles,
        last_access=found.last_access,
        seconds_left=max(int((found.ends_at - clock.now()).total_seconds()), 1),
        extendable=found.extendable,
    )

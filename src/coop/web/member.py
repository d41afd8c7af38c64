"""Who is signed in, and the door of pages that need somebody to be."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from coop.access.signed_in import LastAccess

P = ParamSpec("P")
PERSONALISE = "/personalizar"


@dataclass(frozen=True, slots=True)
class Member:
    """The person of this session, which ends in `seconds_left` unless another page is asked for.

    `extendable` is false in the last minutes of the longest time that a session may live.
    """

    user_id: UUID
    person_id: UUID
    last_access: LastAccess | None
    seconds_left: int
    extendable: bool
    whole: bool = True
    """Whether the person has personalised; until then only those pages are open."""


class MemberRequest(HttpRequest):
    """A request that `members_only` let through."""

    member: Member


View = Callable[Concatenate[MemberRequest, P], HttpResponse]


def signed_in(request: HttpRequest) -> Member | None:
    """Return the member of the request's session, if it has one that still lives."""
    return getattr(request, "member", None)


def members_only(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let members through who have personalised; send the others to do that, or to sign in.

    This is the one gate of personalisation: every page of a member's but its own stands behind it.
    """

    @wraps(view)
    def guarded(request: MemberRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.member.whole:
            return HttpResponseRedirect(PERSONALISE)
        return view(request, *args, **kwargs)

    return newcomers_too(guarded)


def newcomers_too(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let members through, personalised or not; send anyone else to sign in, and back here."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if signed_in(request) is None:
            wish = request.get_full_path() if request.method == "GET" else request.path
            page = "/sesion/terminada" if getattr(request, "ended", False) else "/entrar"
            return HttpResponseRedirect(f"{page}?{urlencode({'seguir': wish})}")
        return view(cast("MemberRequest", request), *args, **kwargs)

    return guarded

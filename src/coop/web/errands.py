"""The errand of a browser in which nobody is signed in: its session keeps the errand's id alone."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from coop.access.errands import errand
from coop.access.errands.errand import ErrandView
from coop.web.member import signed_in
from coop.web.notices import redirect_saying
from coop.web.redirects import HOME

P = ParamSpec("P")
KEPT = "errand"


class ErrandRequest(HttpRequest):
    """A request whose browser has an errand under way."""

    errand: ErrandView


Step = Callable[Concatenate[ErrandRequest, P], HttpResponse]


def strangers_only(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let through who is not signed in; a member goes home."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if signed_in(request) is not None:
            return HttpResponseRedirect(HOME)
        return view(request, *args, **kwargs)

    return guarded


@dataclass(frozen=True, slots=True)
class Stage:
    """The door of the pages of some errands: as far as a page needs, or else it begins anew."""

    kinds: tuple[str, ...]
    proved: bool
    start: str

    def __call__(self, view: Step[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        """Let through whose errand is of these kinds and as far as this page."""

        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            found = errand.view(_kept(request), kinds=self.kinds)
            if found is None or found.proved is not self.proved:
                return ended(self.start)
            request.errand = found  # type: ignore[attr-defined]
            try:
                return view(cast("ErrandRequest", request), *args, **kwargs)
            except errand.ErrandEnded:
                return ended(self.start)

        return strangers_only(guarded)


def keep(request: HttpRequest, errand_id: UUID) -> None:
    """Have this browser's session remember the errand, under a key that nobody knew before."""
    request.session.cycle_key()
    request.session[KEPT] = str(errand_id)


def renew(request: HttpRequest) -> None:
    """Give the session a new key: more may be done with it from here on."""
    request.session.cycle_key()


def forget(request: HttpRequest) -> None:
    """Forget the errand and everything that was typed on the way."""
    request.session.flush()


def ended(start: str) -> HttpResponse:
    """Say that too much time went by, where the errand begins."""
    return redirect_saying(start, "empiece")


def _kept(request: HttpRequest) -> UUID | None:
    kept = request.session.get(KEPT)
    return UUID(kept) if kept else None

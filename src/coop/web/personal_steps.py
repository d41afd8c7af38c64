"""The steps by which a person settles their access: where each stands, and what comes next.

Each is one page with two places: among the steps of the first access, before anything else, and
alone in Perfil, behind a factor proven a moment ago.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from coop.access.door.session import open_everything
from coop.access.personal.personalisation import Step, finish, missing, open_steps
from coop.access.proofs.fresh import mark_fresh
from coop.web.confirming import fresh_factor_only
from coop.web.member import PERSONALISE, MemberRequest, View, newcomers_too
from coop.web.notices import redirect_saying
from coop.web.redirects import HOME

GET_POST = ["GET", "HEAD", "POST"]
ADDRESSES = {
    Step.PASSWORD: "contrasena",
    Step.IMAGE: "imagen",
    Step.QUESTIONS: "preguntas",
    Step.FACTOR: "metodo",
    Step.CODES: "codigos",
    Step.CONTACTS: "contacto",
}
TITLES = {
    Step.PASSWORD: _("Una contraseña nueva"),
    Step.IMAGE: _("Su imagen y su frase"),
    Step.QUESTIONS: _("Sus preguntas de seguridad"),
    Step.FACTOR: _("Su segundo método"),
    Step.CODES: _("Sus códigos de recuperación"),
    Step.CONTACTS: _("Sus datos de contacto"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a step's page stands, and where it leads back to."""

    first: bool
    base: str
    back: str


FIRST = Place(first=True, base=PERSONALISE, back=PERSONALISE)
LATER = Place(first=False, base="/perfil", back="/perfil/seguridad")

Page = Callable[Concatenate[HttpRequest, ...], HttpResponse]


def step(which: Step) -> Callable[[View[Any]], Page]:
    """Guard a step's page: at first as long as the step is open, later by a fresh factor."""

    def decorate(view: View[Any]) -> Page:
        later = fresh_factor_only(view)

        @newcomers_too
        @wraps(view)
        def first(request: MemberRequest, /, *args: Any, **kwargs: Any) -> HttpResponse:
            if which not in open_steps(request.member.user_id):
                return HttpResponseRedirect(PERSONALISE)
            return view(request, *args, **kwargs)

        @wraps(view)
        def placed(
            request: HttpRequest, /, *args: Any, place: Place, **kwargs: Any
        ) -> HttpResponse:
            chosen = first if place.first else later
            return chosen(request, *args, place=place, **kwargs)

        return placed

    return decorate


def framed(request: MemberRequest, place: Place, which: Step) -> dict[str, object]:
    """Return what every step's page says of where it stands."""
    if not place.first:
        return {"place": place, "back": place.back}
    steps = open_steps(request.member.user_id)
    number, total = steps.index(which) + 1, len(steps)
    kicker = gettext("Paso {number} de {total}").format(number=number, total=total)
    return {"place": place, "back": place.back, "kicker": kicker}


def settled(request: MemberRequest, place: Place, notice: str) -> HttpResponse:
    """Go on after a step was done: to what is still missing, or back to Perfil."""
    return onwards(request) if place.first else redirect_saying(place.back, notice)


def onwards(request: MemberRequest) -> HttpResponse:
    """Go to the first step that is missing; after the last one everything opens."""
    user_id = request.member.user_id
    left = missing(user_id)
    if left:
        return HttpResponseRedirect(address_of(left[0]))
    first_time = finish(user_id=user_id)
    open_everything(request.session, user_id)
    return HttpResponseRedirect(f"{PERSONALISE}/listo" if first_time else HOME)


def address_of(which: Step) -> str:
    """Return the address of a step of the first access."""
    return f"{PERSONALISE}/{ADDRESSES[which]}"


def renew(request: HttpRequest) -> None:
    """Give the session a new key: a factor was bound in it, and so proven, now."""
    mark_fresh(request.session)
    request.session.cycle_key()
    rotate_token(request)


def next_of(user_id: UUID) -> str:
    """Return the address of the first missing step."""
    left = missing(user_id)
    return address_of(left[0]) if left else PERSONALISE

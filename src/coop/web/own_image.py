"""Imagen y frase: what tells a person that this site is the real one."""

import random
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coop.access.personal import image
from coop.access.personal.personalisation import Step
from coop.access.personal.pictures import PICTURES
from coop.pages.responses import form_page
from coop.web.member import MemberRequest
from coop.web.personal_forms import Phrase, Picture
from coop.web.personal_steps import GET_POST, Place, framed, settled, step

SHOWN = 12
PAGES = -(-len(PICTURES) // SHOWN)


@require_http_methods(GET_POST)
@step(Step.IMAGE)
def picture(request: MemberRequest, place: Place) -> HttpResponse:
    """Show twelve pictures at a time; take one."""
    user_id = request.member.user_id
    page = _page(request.GET.get("pagina", ""))
    own = image.of(user_id)
    form = Picture(
        request.POST or None,
        pictures=_mixed(user_id)[(page - 1) * SHOWN : page * SHOWN],
        initial={"picture": own.picture if own else ""},
    )
    if request.method == "POST" and form.is_valid():
        image.pick(user_id=user_id, picture=form.cleaned_data["picture"])
        return HttpResponseRedirect(f"{place.base}/imagen/frase")
    context = {
        **framed(request, place, Step.IMAGE),
        "own": own,
        "page": page,
        "pages": PAGES,
        "other": page % PAGES + 1,
    }
    return form_page(request, "web/personal/picture.html", form, context)


@require_http_methods(GET_POST)
@step(Step.IMAGE)
def phrase(request: MemberRequest, place: Place) -> HttpResponse:
    """Take the phrase, beside the picture."""
    user_id = request.member.user_id
    own = image.of(user_id)
    if own is None:
        return HttpResponseRedirect(f"{place.base}/imagen")
    form = Phrase(request.POST or None, initial={"phrase": own.phrase})
    if request.method == "POST" and form.is_valid():
        done = form.attempt(lambda: _write(user_id, form.cleaned_data["phrase"]))
        if done:
            return settled(request, place, "imagen")
    context = {
        **framed(request, place, Step.IMAGE),
        "back": f"{place.base}/imagen",
        "own": own,
        "act": _("Guardar y continuar") if place.first else _("Guardar"),
    }
    return form_page(request, "web/personal/phrase.html", form, context)


def _write(user_id: UUID, words: str) -> bool:
    image.write(user_id=user_id, phrase=words)
    return True


def _page(asked: str) -> int:
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < SHOWN else 1
    return number if 1 <= number <= PAGES else 1


def _mixed(user_id: UUID) -> list[str]:
    """Return the pictures in an order of this person's own, so that no twelve are everybody's."""
    return random.Random(user_id.int).sample(PICTURES, len(PICTURES))  # noqa: S311 - an order, no secret

"""Generador de códigos: an application on the phone, bound by a right code of its own."""

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coop.access.codes.new_totp import activate, pending
from coop.access.factors import TOTP, factors_of
from coop.access.personal.personalisation import Step
from coop.access.queries import user
from coop.pages import qr
from coop.pages.ports import slot
from coop.pages.responses import form_page
from coop.web.member import MemberRequest
from coop.web.personal_forms import Generator
from coop.web.personal_steps import GET_POST, Place, framed, renew, settled, step


@require_http_methods(GET_POST)
@step(Step.FACTOR)
def generator(request: MemberRequest, place: Place) -> HttpResponse:
    """Show the QR and the key; bind the generator once its code is right."""
    user_id = request.member.user_id
    own = factors_of(user_id)
    if place.first and own:
        return HttpResponseRedirect(f"{place.base}/metodo")
    form = Generator(request.POST or None)
    sent = request.method == "POST" and form.is_valid()
    if sent and form.attempt(lambda: _activate(request, place, form.cleaned_data["code"])):
        renew(request)
        return settled(request, place, "generador")
    found = user(user_id)
    assert found is not None
    shown = pending(request.session, username=found.username, issuer=slot.get().site_name)
    context = {
        **framed(request, place, Step.FACTOR),
        "back": f"{place.base}/metodo" if place.first else place.back,
        "replaces": TOTP in own,
        "key": shown.key,
        "uri": shown.uri,
        "drawn": qr.drawn(shown.uri),
        "act": _("Comprobar y continuar") if place.first else _("Comprobar y guardar"),
    }
    return form_page(request, "web/personal/generator.html", form, context)


def _activate(request: MemberRequest, place: Place, typed: str) -> bool:
    user_id = request.member.user_id
    activate(request.session, user_id=user_id, typed=typed, first=place.first)
    return True

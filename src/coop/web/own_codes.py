"""Códigos de recuperación: ten on paper, shown once."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from coop.access.codes import recovery_codes
from coop.access.personal.personalisation import Step
from coop.web.member import MemberRequest
from coop.web.personal_steps import GET_POST, Place, framed, settled, step

GROUP = 5


@require_http_methods(GET_POST)
@step(Step.CODES)
def codes(request: MemberRequest, place: Place) -> HttpResponse:
    """Make codes and show them once; go on when the person says to have them."""
    user_id = request.member.user_id
    context = framed(request, place, Step.CODES)
    if "guardados" in request.POST:
        recovery_codes.keep(user_id=user_id)
        return settled(request, place, "codigos")
    if "ver" in request.POST:
        made = recovery_codes.make(user_id=user_id)
        shown = {**context, "codes": [_grouped(code) for code in made]}
        return render(request, "web/personal/codes_shown.html", shown)
    own = {"left": recovery_codes.left(user_id), "kept": recovery_codes.kept(user_id)}
    return render(request, "web/personal/codes.html", {**context, **own})


def _grouped(code: str) -> str:
    return " ".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))

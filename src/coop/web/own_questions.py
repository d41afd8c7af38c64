"""Preguntas de seguridad: three that only the person answers, on our own page."""

from typing import cast

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coop.access.personal import questions
from coop.access.personal.personalisation import Step
from coop.pages.responses import form_page
from coop.web.member import MemberRequest
from coop.web.personal_forms import Questions
from coop.web.personal_steps import GET_POST, Place, framed, settled, step


@require_http_methods(GET_POST)
@step(Step.QUESTIONS)
def ask(request: MemberRequest, place: Place) -> HttpResponse:
    """Take three questions with their answers; the answers are never shown again."""
    user_id = request.member.user_id
    form = Questions(request.POST or None, chosen=questions.chosen(user_id))
    if request.method == "POST" and form.is_valid() and _keep(request, form):
        return settled(request, place, "preguntas")
    context = {
        **framed(request, place, Step.QUESTIONS),
        "heading": _("Preguntas de seguridad"),
        "lead": _("Sirven solo si tiene que recuperar su acceso. Nadie se las hará por teléfono."),
        "act": _("Guardar y continuar") if place.first else _("Guardar"),
    }
    return form_page(request, "web/form_page.html", form, context)


def _keep(request: MemberRequest, form: Questions) -> bool:
    try:
        questions.choose(user_id=request.member.user_id, answers=form.answers())
    except questions.AnswersRefused as refusal:
        form.refuse(cast("dict[str, str]", refusal.data["answer_flaws"]))
        return False
    return True

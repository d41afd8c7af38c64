"""Recuperar con ayuda: the person answers on our own page; staff see only whether it matched."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coop.access.desk import assisted
from coop.pages import words
from coop.pages.responses import form_page
from coop.web import errands
from coop.web.addresses import client_address
from coop.web.assisted_forms import Answer, AssistedCode
from coop.web.errands import ErrandRequest, strangers_only

GET_POST = ["GET", "HEAD", "POST"]
START = "/recuperar"
proved = errands.Stage(kinds=(assisted.PURPOSE,), proved=True, start=START)


@require_http_methods(GET_POST)
@strangers_only
def begin(request: HttpRequest) -> HttpResponse:
    """Take the document and the code."""
    form = AssistedCode(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        errand_id = form.attempt(
            lambda: assisted.begin(
                document_number=given["number"],
                typed=given["code"],
                address=client_address(request),
                language=get_language() or "es",
            )
        )
        if errand_id is not None:
            errands.keep(request, errand_id)
            return HttpResponseRedirect("/recuperar/pregunta")
    context = {
        "heading": _("Recuperar con ayuda"),
        "lead": _("Para quien pidió ayuda en el CIS o en una Plataforma y recibió un código."),
        "act": _("Continuar"),
        "back": "/olvide/token",
    }
    return form_page(request, "web/form_page.html", form, context)


@require_http_methods(GET_POST)
@proved
def question(request: ErrandRequest) -> HttpResponse:
    """Ask a security question."""
    errand_id = request.errand.errand_id
    asked = assisted.question(errand_id=errand_id)
    form = Answer(request.POST or None)
    form.fields["answer"].label = words.question(asked)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["answer"]
        if form.attempt(lambda: _answered(errand_id, typed)):
            errands.forget(request)
            return HttpResponseRedirect("/recuperar/listo")
    context = {
        "heading": _("Responda su pregunta de seguridad"),
        "lead": _("El personal solo verá si coincide. Nadie le pedirá la respuesta de otra forma."),
        "kicker": _("Recuperar con ayuda"),
        "act": _("Responder"),
    }
    return form_page(request, "web/form_page.html", form, context)


@require_safe
@strangers_only
def ready(request: HttpRequest) -> HttpResponse:
    """Say that the answer has arrived, whatever it was, and what comes next."""
    return render(request, "web/assisted_ready.html")


def _answered(errand_id: UUID, typed: str) -> bool:
    assisted.answer(errand_id=errand_id, typed=typed)
    return True

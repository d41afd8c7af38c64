"""Registrarse and Activar: one thing on each page, up to the door, where the person signs in."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coop.access.errands import activation, enrolment, errand
from coop.access.errands.enrolment import KINDS, MinorsEnrolment, NoActiveProduct
from coop.access.errands.errand import ErrandView
from coop.access.ports import slot
from coop.members.documents import document
from coop.pages.responses import form_page
from coop.web import errands
from coop.web.addresses import client_address
from coop.web.enrolment_forms import (
    Activation,
    ChosenName,
    ContactCode,
    Document,
    NewPassword,
    PersonsProduct,
    Product,
    Terms,
)
from coop.web.errands import ErrandRequest, strangers_only
from coop.web.notices import redirect_saying

GET_POST = ["GET", "HEAD", "POST"]
START, PAPER = "/registro", "paper"
STEPS, LISTED = 6, 3
"""The pages of an enrolment, and those of them that a code handed over makes needless."""
asked = errands.Stage(kinds=("enrolment",), proved=False, start=START)
proved = errands.Stage(kinds=KINDS, proved=True, start=START)


@require_http_methods(GET_POST)
@strangers_only
def begin(request: HttpRequest) -> HttpResponse:
    """Ask for the document; its form is all that is looked at."""
    form = Document(request.POST or None, initial=request.session.get(PAPER))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        paper = form.attempt(lambda: document(type_=given["type"], number=given["number"]))
        if paper is not None:
            request.session[PAPER] = {"type": paper.type, "number": paper.number}
            return HttpResponseRedirect("/registro/producto")
    context = {"heading": _("Registrarse"), "kicker": _step(1), "act": _("Continuar")}
    return form_page(request, "web/enrol_begin.html", form, context)


@require_http_methods(GET_POST)
@strangers_only
def product(request: HttpRequest) -> HttpResponse:
    """Ask for facts of a product, and send a code if they fit; the page is the same if not."""
    paper = request.session.get(PAPER)
    if not paper:
        return HttpResponseRedirect(START)
    kind = Product if paper["type"] == "ruc" else PersonsProduct
    form = kind(request.POST or None)
    if request.method == "POST" and form.is_valid():
        errand_id = enrolment.begin(
            document_type=paper["type"],
            document_number=paper["number"],
            account=form.cleaned_data["account"],
            birth_date=form.cleaned_data.get("birth"),
            address=client_address(request),
            language=get_language() or "es",
        )
        errands.keep(request, errand_id)
        return HttpResponseRedirect("/registro/codigo")
    context = {
        "heading": _("Sus datos con la Cooperativa"),
        "lead": _("Con esto sabemos a qué correo registrado enviar el código."),
        "kicker": _step(2),
        "act": _("Continuar"),
        "back": START,
    }
    return form_page(request, "web/form_page.html", form, context)


@require_http_methods(GET_POST)
@asked
def code(request: ErrandRequest) -> HttpResponse:
    """Take the mailed code."""
    form = ContactCode(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed, errand_id = form.cleaned_data["code"], request.errand.errand_id
        try:
            right = form.attempt(lambda: _prove(errand_id, typed))
        except (NoActiveProduct, MinorsEnrolment) as refusal:
            return _refused(request, refusal)
        if right:
            errands.renew(request)
            return HttpResponseRedirect(_next_step(request))
    context = {
        "heading": _("Escriba el código"),
        "kicker": _step(3),
        "act": _("Continuar"),
        "again": "/registro/codigo/otro",
        "start": START,
    }
    return form_page(request, "web/mailed_code.html", form, context)


@require_POST
@asked
def another_code(request: ErrandRequest) -> HttpResponse:
    """Send another code to whom the first one went, or to nobody."""
    errand.again(errand_id=request.errand.errand_id)
    return redirect_saying("/registro/codigo", "otro_codigo")


@require_http_methods(GET_POST)
@proved
def name(request: ErrandRequest) -> HttpResponse:
    """Let the person choose a user name; who has one keeps it."""
    if request.errand.has_user:
        return HttpResponseRedirect("/registro/condiciones")
    form = ChosenName(request.POST or None, initial={"username": request.errand.username})
    if request.method == "POST" and form.is_valid():
        wish, errand_id = form.cleaned_data["username"], request.errand.errand_id
        if form.attempt(lambda: _done(enrolment.choose_name, errand_id=errand_id, username=wish)):
            return HttpResponseRedirect("/registro/condiciones")
    context = {
        "heading": _("Elija su nombre de usuario"),
        "lead": _("Con él entrará siempre. Mayúsculas y acentos no importan."),
        "kicker": _step_of(request.errand, 4),
        "act": _("Continuar"),
    }
    return form_page(request, "web/form_page.html", form, context)


@require_http_methods(GET_POST)
@proved
def terms(request: ErrandRequest) -> HttpResponse:
    """Show the terms of use in force, and take the person's acceptance."""
    if not request.errand.username:
        return HttpResponseRedirect("/registro/usuario")
    version = slot.get().terms_version
    form = Terms(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"errand_id": request.errand.errand_id, "language": get_language() or "es"}
        shown = request.POST.get("version", "")
        if form.attempt(lambda: _done(enrolment.accept_terms, version=shown, **given)):
            return HttpResponseRedirect("/registro/contrasena")
    context = {"kicker": _step_of(request.errand, 5), **_terms(version)}
    return form_page(request, "web/terms_accept.html", form, context)


@require_http_methods(GET_POST)
@proved
def password(request: ErrandRequest) -> HttpResponse:
    """Take the password, and make the user; nobody is signed in by it."""
    if not request.errand.terms_accepted:
        return HttpResponseRedirect("/registro/condiciones")
    form = NewPassword(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wish, errand_id = form.cleaned_data["new"], request.errand.errand_id
        try:
            made = form.attempt(lambda: enrolment.finish(errand_id=errand_id, password=wish))
        except NoActiveProduct as refusal:
            return _refused(request, refusal)
        if made is not None:
            errands.forget(request)
            return HttpResponseRedirect("/registro/listo")
    context = {
        "heading": _("Elija su contraseña"),
        "lead": _("Nadie de la Cooperativa se la pedirá nunca."),
        "kicker": _step_of(request.errand, 6),
        "act": _("Crear mi usuario"),
        "username": request.errand.username,
        "has_user": request.errand.has_user,
    }
    return form_page(request, "web/enrol_password.html", form, context)


@require_safe
@strangers_only
def ready(request: HttpRequest) -> HttpResponse:
    """Say that access works at once, and where the door is."""
    return render(request, "web/enrol_ready.html")


@require_http_methods(GET_POST)
@strangers_only
def activate(request: HttpRequest) -> HttpResponse:
    """Take the document and the code that staff handed over."""
    form = Activation(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            errand_id = form.attempt(
                lambda: activation.begin(
                    document_number=given["number"],
                    typed=given["code"],
                    address=client_address(request),
                    language=get_language() or "es",
                )
            )
        except (NoActiveProduct, MinorsEnrolment) as refusal:
            return _refused(request, refusal)
        if errand_id is not None:
            errands.keep(request, errand_id)
            found = errand.view(errand_id, kinds=KINDS)
            known = found is not None and found.has_user
            return HttpResponseRedirect("/registro/condiciones" if known else "/registro/usuario")
    context = {
        "heading": _("Activar con código"),
        "lead": _("Para quien recibió un código en el CIS o en una Plataforma de Servicio."),
        "act": _("Continuar"),
        "back": "/entrar",
    }
    return form_page(request, "web/form_page.html", form, context)


@require_safe
def terms_page(request: HttpRequest) -> HttpResponse:
    """Show the terms of use in force, to anybody."""
    return render(request, "web/terms_page.html", _terms(slot.get().terms_version))


def _prove(errand_id: Any, typed: str) -> bool:
    enrolment.prove(errand_id=errand_id, typed=typed)
    return True


def _done(verb: Any, **given: Any) -> bool:
    verb(**given)
    return True


def _next_step(request: ErrandRequest) -> str:
    found = errand.view(request.errand.errand_id, kinds=KINDS)
    return "/registro/condiciones" if found and found.has_user else "/registro/usuario"


def _refused(request: HttpRequest, refusal: NoActiveProduct | MinorsEnrolment) -> HttpResponse:
    errands.forget(request)
    return render(request, "web/enrol_refused.html", {"why": refusal}, status=422)


def _terms(version: str) -> Mapping[str, str]:
    language = "en" if get_language() == "en" else "es"
    return {"version": version, "terms": f"web/terms/{version}.{language}.html"}


def _step(number: int, *, total: int = STEPS) -> str:
    return _("Paso {number} de {total}").format(number=number, total=total)


def _step_of(found: ErrandView, number: int) -> str:
    """Count from the first page that an activation shows; who has a user keeps its name."""
    if found.kind != activation.PURPOSE:
        return _step(number)
    before = LISTED + found.has_user
    return _step(number - before, total=STEPS - before)

"""Correo y teléfono: what is on file, confirmed by the person, and an address changed."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coop.access.personal import contacts
from coop.access.personal.contacts import ChangeOver
from coop.access.personal.personalisation import Step
from coop.members.queries import Person, person
from coop.pages import masks
from coop.pages.responses import form_page
from coop.web.confirming import ask_again
from coop.web.member import MemberRequest
from coop.web.notices import redirect_saying
from coop.web.personal_forms import EmailCode, NewEmail
from coop.web.personal_steps import GET_POST, Place, framed, settled, step


@require_http_methods(GET_POST)
@step(Step.CONTACTS)
def review(request: MemberRequest, place: Place) -> HttpResponse:
    """Show the contact data on file, partly covered; take that they are right."""
    if request.method == "POST":
        contacts.confirm(user_id=request.member.user_id)
        return settled(request, place, "datos")
    whom = person(request.member.person_id)
    context = {
        **framed(request, place, Step.CONTACTS),
        "emails": [masks.email(one) for one in whom.notice_addresses],
        "phones": [masks.tail(one.shown) for one in whom.phones if one.on_file],
    }
    return render(request, "web/personal/contacts.html", context)


@require_http_methods(GET_POST)
@step(Step.CONTACTS)
def change(request: MemberRequest, place: Place) -> HttpResponse:
    """Take another address, and mail a code to it."""
    if (again := ask_again(request)) is not None:
        return again
    whom = person(request.member.person_id)
    old = _chosen(whom, request.GET.get("cual", ""))
    form = NewEmail(request.POST or None)
    sent = request.method == "POST" and form.is_valid()
    if sent and form.attempt(lambda: _ask(request, old, form.cleaned_data["email"])):
        return HttpResponseRedirect(f"{place.base}/contacto/codigo")
    lead = _("En lugar de {old}.").format(old=masks.email(old)) if old else ""
    context = {
        **framed(request, place, Step.CONTACTS),
        "back": f"{place.base}/contacto",
        "heading": _("Cambiar el correo") if old else _("Agregar un correo"),
        "lead": lead,
        "act": _("Enviar el código"),
    }
    return form_page(request, "web/form_page.html", form, context)


@require_http_methods(GET_POST)
@step(Step.CONTACTS)
def code(request: MemberRequest, place: Place) -> HttpResponse:
    """Take the code that went to the new address."""
    if (again := ask_again(request)) is not None:
        return again
    user_id, here = request.member.user_id, f"{place.base}/contacto"
    waits = contacts.waiting(user_id)
    if waits is None:
        return HttpResponseRedirect(here)
    form = EmailCode(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = form.attempt(lambda: _finish(request, form.cleaned_data["code"]))
        except ChangeOver:
            return redirect_saying(here, "correo_no")
        if done:
            return redirect_saying(here, "correo")
    context = {
        **framed(request, place, Step.CONTACTS),
        "back": f"{here}/correo",
        "heading": _("Revise su correo nuevo"),
        "lead": _("Enviamos un código a {address}.").format(address=waits.new),
        "act": _("Cambiar el correo"),
    }
    return form_page(request, "web/personal/email_code.html", form, context)


def _chosen(whom: Person, asked: str) -> str:
    """Return the address on file that the page's link means: the first one if it is unclear."""
    known = whom.notice_addresses
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 1 else 1
    return known[min(max(number, 1), len(known)) - 1] if known else ""


def _ask(request: MemberRequest, old: str, new: str) -> bool:
    contacts.change(user_id=request.member.user_id, old=old, new=new)
    return True


def _finish(request: MemberRequest, typed: str) -> bool:
    contacts.finish(user_id=request.member.user_id, typed=typed)
    return True

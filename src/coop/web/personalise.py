"""Personalizar: what a person settles at the first access, before anything else (FAQ row F4)."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coop.access.factors import factors_of
from coop.access.passkeys.passkey import begin_register, finish_register
from coop.access.passwords.change import change_password
from coop.access.personal import image
from coop.access.personal.personalisation import Step, missing, open_steps
from coop.access.tokens.pairing import begin as begin_pairing
from coop.access.tokens.pairing import finish as finish_pairing
from coop.access.tokens.pairing import progress
from coop.pages import words
from coop.pages.passkeys import answered, asked
from coop.pages.responses import form_page
from coop.web.forms import ChangePassword
from coop.web.member import PERSONALISE, MemberRequest, members_only, newcomers_too
from coop.web.passkey_forms import PasskeyName
from coop.web.personal_steps import (
    GET_POST,
    TITLES,
    Place,
    address_of,
    framed,
    next_of,
    onwards,
    renew,
    step,
)
from coop.web.redirects import HOME
from coop.web.token_ask import keep_pairing, show_pairing
from coop.web.token_forms import FirstAnswer

METHOD = f"{PERSONALISE}/metodo"
TOKEN = f"{METHOD}/token"


@dataclass(frozen=True, slots=True)
class Part:
    """One step as the first page lists it."""

    title: str
    address: str
    done: bool


@require_http_methods(GET_POST)
@newcomers_too
def begin(request: MemberRequest) -> HttpResponse:
    """Say what there is to do and how far it is; go on where the person left off."""
    user_id = request.member.user_id
    if request.member.whole:
        return HttpResponseRedirect(HOME)
    if request.method == "POST":
        return onwards(request)
    left = missing(user_id)
    parts = [
        Part(gettext(TITLES[one]), address_of(one), one not in left) for one in open_steps(user_id)
    ]
    context = {"parts": parts, "begun": any(part.done for part in parts), "left": left}
    return render(request, "web/personal/begin.html", context)


@require_safe
@members_only
def done(request: MemberRequest) -> HttpResponse:
    """Say that everything is open, and what to look at from now on."""
    return render(request, "web/personal/done.html", {"own": image.of(request.member.user_id)})


@require_http_methods(GET_POST)
@step(Step.PASSWORD)
def password(request: MemberRequest, place: Place) -> HttpResponse:
    """Change a password that others may know."""
    form = ChangePassword(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and form.attempt(lambda: _change(request, form))
    ):
        request.session.cycle_key()
        rotate_token(request)
        return onwards(request)
    context = {
        **framed(request, place, Step.PASSWORD),
        "heading": gettext("Escriba una contraseña nueva"),
        "lead": gettext("Alguien más puede conocer la de ahora."),
        "act": gettext("Guardar y continuar"),
    }
    return form_page(request, "web/form_page.html", form, context)


@require_safe
@step(Step.FACTOR)
def method(request: MemberRequest, place: Place) -> HttpResponse:
    """Offer the second methods, the strongest first."""
    user_id = request.member.user_id
    context = {
        **framed(request, place, Step.FACTOR),
        "own": factors_of(user_id),
        "onwards": next_of(user_id),
        "form": _passkey_form(request),
    }
    return render(request, "web/personal/method.html", context)


@require_http_methods(GET_POST)
@step(Step.FACTOR)
def passkey(request: MemberRequest, place: Place) -> HttpResponse:
    """Keep the passkey that the browser made."""
    if request.method != "POST" or factors_of(request.member.user_id):
        return HttpResponseRedirect(METHOD)
    form = _passkey_form(request)
    if form.is_valid() and form.attempt(lambda: _keep_passkey(request)) is not None:
        return _bound(request)
    context = {**framed(request, place, Step.FACTOR), "own": (), "onwards": ""}
    return form_page(request, "web/personal/method.html", form, context)


@require_POST
@step(Step.FACTOR)
def passkey_options(request: MemberRequest, place: Place) -> HttpResponse:  # noqa: ARG001 - as every step
    """Answer the button with the question for the device."""
    name = request.POST.get("name", "")
    return asked(begin_register(user_id=request.member.user_id, name=name))


@require_http_methods(GET_POST)
@step(Step.FACTOR)
def token(request: MemberRequest, place: Place) -> HttpResponse:
    """Explain what the soft token is, and begin a pairing."""
    if factors_of(request.member.user_id):
        return HttpResponseRedirect(METHOD)
    if request.method == "POST":
        keep_pairing(request.session, begin_pairing(user_id=request.member.user_id))
        return HttpResponseRedirect(f"{TOKEN}/vincular")
    context = {**framed(request, place, Step.FACTOR), "base": TOKEN, "back": METHOD}
    return render(request, "web/token_new.html", context)


@require_http_methods(GET_POST)
@step(Step.FACTOR)
def token_pair(request: MemberRequest, place: Place) -> HttpResponse:
    """Show the pairing; take the phone's first answer."""
    user_id, shown = request.member.user_id, show_pairing(request.session)
    if factors_of(user_id):
        return HttpResponseRedirect(METHOD)
    if shown is None or (reached := progress(user_id=user_id, pairing_id=shown.id)) is None:
        return HttpResponseRedirect(TOKEN)
    form = FirstAnswer(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["code"]
        bound = form.attempt(
            lambda: finish_pairing(
                user_id=user_id,
                pairing_id=shown.id,
                typed=typed,
                first=True,
                keep=request.session.session_key,
            )
        )
        if bound is not None:
            return _bound(request)
    context = {
        **framed(request, place, Step.FACTOR),
        "pairing": shown,
        "reached": reached,
        "base": TOKEN,
        "back": METHOD,
    }
    return form_page(request, "web/token_pair.html", form, context)


def _bound(request: MemberRequest) -> HttpResponse:
    """A first factor was bound, which has ended every other session: renew this one."""
    renew(request)
    return onwards(request)


def _passkey_form(request: MemberRequest) -> PasskeyName:
    agent = words.browser(request.headers.get("User-Agent", ""))
    return PasskeyName(request.POST or None, initial={"name": agent})


def _keep_passkey(request: MemberRequest) -> UUID:
    ceremony, credential = answered(request)
    return finish_register(
        user_id=request.member.user_id,
        ceremony_id=ceremony,
        credential=credential,
        first=True,
        keep=request.session.session_key,
    )


def _change(request: MemberRequest, form: ChangePassword) -> bool:
    change_password(
        user_id=request.member.user_id,
        present=form.cleaned_data["current"],
        new=form.cleaned_data["new"],
        session_key=request.session.session_key,
    )
    return True

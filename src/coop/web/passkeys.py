"""Llaves de acceso, in Perfil: the passkeys of a member, named, removed and added."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coop.access.passkeys.change import remove_passkey, rename_passkey
from coop.access.passkeys.passkey import begin_register, finish_register
from coop.access.passkeys.rows import passkey, passkeys_of
from coop.pages import words
from coop.pages.passkeys import answered, asked
from coop.pages.responses import form_page
from coop.web.confirming import ask_again, fresh_factor_only
from coop.web.member import MemberRequest, members_only
from coop.web.notices import redirect_saying
from coop.web.passkey_forms import PasskeyName

LIST = "/perfil/llaves"
GET_POST = ["GET", "HEAD", "POST"]


@require_safe
@fresh_factor_only
def passkeys(request: MemberRequest) -> HttpResponse:
    """List them."""
    found = passkeys_of(request.member.user_id)
    return render(request, "web/passkeys.html", {"passkeys": found})


@require_http_methods(GET_POST)
@fresh_factor_only
def new(request: MemberRequest) -> HttpResponse:
    """Have the browser make one, and keep it."""
    agent = words.browser(request.headers.get("User-Agent", ""))
    form = PasskeyName(request.POST or None, initial={"name": agent})
    sent = request.method == "POST" and form.is_valid()
    if sent and form.attempt(lambda: _finish(request)) is not None:
        return redirect_saying(LIST, "llave")
    return form_page(request, "web/passkey_new.html", form)


@require_POST
@fresh_factor_only
def options(request: MemberRequest) -> HttpResponse:
    """Answer the button with the question for the device."""
    name = request.POST.get("name", "")
    return asked(begin_register(user_id=request.member.user_id, name=name))


@require_http_methods(GET_POST)
@members_only
def one(request: MemberRequest, passkey_id: UUID) -> HttpResponse:
    """Show one; change what its owner calls it."""
    user_id = request.member.user_id
    found = passkey(user_id=user_id, passkey_id=passkey_id)
    if (again := ask_again(request)) is not None:
        return again
    form = PasskeyName(request.POST or None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        rename_passkey(user_id=user_id, passkey_id=passkey_id, name=form.cleaned_data["name"])
        return redirect_saying(LIST, "nombre")
    return form_page(request, "web/passkey.html", form, {"passkey": found})


@require_POST
@members_only
def remove(request: MemberRequest, passkey_id: UUID) -> HttpResponse:
    """Take one away."""
    user_id = request.member.user_id
    passkey(user_id=user_id, passkey_id=passkey_id)
    if (again := ask_again(request)) is not None:
        return again
    remove_passkey(user_id=user_id, passkey_id=passkey_id)
    return redirect_saying(LIST, "llave_quitada")


def _finish(request: MemberRequest) -> UUID:
    ceremony, credential = answered(request)
    return finish_register(
        user_id=request.member.user_id, ceremony_id=ceremony, credential=credential
    )

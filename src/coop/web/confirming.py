"""Confirme que es usted: a factor proven again, before the pages that change how one enters."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_POST

from coop.access.factors import PASSKEY, TOKEN, TOTP, FactorMissing, factors_of
from coop.access.passkeys.passkey import begin_proof
from coop.access.proofs.fresh import (
    is_fresh,
    mark_fresh,
    prove,
    prove_by_passkey,
)
from coop.pages.forms import Form
from coop.pages.passkeys import answered, asked
from coop.pages.responses import form_page
from coop.web.member import MemberRequest, View, members_only, newcomers_too
from coop.web.passkey_forms import FactorAgain
from coop.web.redirects import next_address
from coop.web.token_ask import ask_change, asked_change, forget_change
from coop.web.token_forms import TokenAgain

PROFILE = "/perfil"

P = ParamSpec("P")


def fresh_factor_only(
    view: View[P],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let members through who proved a factor in the last minutes; ask the others for one."""

    @wraps(view)
    def guarded(request: MemberRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return ask_again(request) or view(request, *args, **kwargs)

    return members_only(guarded)


def ask_again(request: MemberRequest, *, back: str = "") -> HttpResponse | None:
    """Return the way to the proof and then `back` (here), or None if one was given lately."""
    if is_fresh(request.session):
        return None
    here = request.get_full_path() if request.method == "GET" else request.path
    wish = back or here
    return HttpResponseRedirect(f"/perfil/confirmar?{urlencode({'seguir': wish})}")


@require_http_methods(["GET", "HEAD", "POST"])
@newcomers_too
def confirm(request: MemberRequest) -> HttpResponse:
    """Take a factor, and go on to the page that asked for it."""
    methods = factors_of(request.member.user_id)
    if not methods:
        raise FactorMissing
    by_passkey = "credential" in request.POST
    form: Form = FactorAgain(request.POST or None, by_code=TOTP in methods and not by_passkey)
    if TOKEN in methods and "answer" in request.POST:
        form = TokenAgain(request.POST)
    if request.method == "POST" and form.is_valid():
        done = form.attempt(lambda: _prove(request, form, by_passkey=by_passkey))
        if done:
            mark_fresh(request.session)
            forget_change(request.session)
            return HttpResponseRedirect(next_address(request, PROFILE))
    wish = next_address(request, PROFILE)
    context = {
        "next": wish,
        "carried": [("seguir", wish)],
        "by_passkey": PASSKEY in methods,
        "code": form if "code" in form.fields else FactorAgain(by_code=TOTP in methods),
        "by_code": TOTP in methods,
        "token": ask_change(request.session, request.member.user_id) if TOKEN in methods else None,
        "answer": form if "answer" in form.fields else TokenAgain(),
    }
    return form_page(request, "web/confirm_factor.html", form, context)


@require_POST
@newcomers_too
def options(request: MemberRequest) -> HttpResponse:
    """Answer the button with the question for the device."""
    return asked(begin_proof(user_id=request.member.user_id))


def _prove(request: MemberRequest, form: Form, *, by_passkey: bool) -> bool:
    user_id = request.member.user_id
    if by_passkey:
        ceremony, credential = answered(request)
        prove_by_passkey(user_id=user_id, ceremony_id=ceremony, credential=credential)
    elif "answer" in form.fields:
        nonce, typed = asked_change(request.session), form.cleaned_data["answer"]
        prove(user_id=user_id, method=TOKEN, typed=typed, nonce=nonce)
    else:
        prove(user_id=user_id, method=TOTP, typed=form.cleaned_data.get("code", ""))
    return True

"""Token, in Perfil: the phones that authorise for a member, paired and removed."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from coop.access.factors import factors_of
from coop.access.proofs.fresh import is_fresh
from coop.access.tokens.pairing import begin, finish, progress
from coop.access.tokens.token import TokenNotFound, TokenView, revoke_token, tokens_of
from coop.pages.responses import form_page
from coop.web.confirming import ask_again
from coop.web.member import MemberRequest, View, members_only
from coop.web.notices import redirect_saying
from coop.web.token_ask import keep_pairing, show_pairing
from coop.web.token_forms import FirstAnswer

LIST, PAIR = "/perfil/token", "/perfil/token/vincular"
GET_POST = ["GET", "HEAD", "POST"]

P = ParamSpec("P")


def guarded(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Ask members for a factor; only who has none yet may pair the first without one."""

    @wraps(view)
    def asked(request: MemberRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if factors_of(request.member.user_id) and (again := ask_again(request)) is not None:
            return again
        return view(request, *args, **kwargs)

    return members_only(asked)


@require_safe
@members_only
def tokens(request: MemberRequest) -> HttpResponse:
    """List them."""
    found = tokens_of(request.member.user_id)
    return render(request, "web/tokens.html", {"tokens": found})


@require_http_methods(GET_POST)
@guarded
def new(request: MemberRequest) -> HttpResponse:
    """Explain what a token is, and begin a pairing."""
    if request.method == "POST":
        keep_pairing(request.session, begin(user_id=request.member.user_id))
        return HttpResponseRedirect(PAIR)
    return render(request, "web/token_new.html")


@require_http_methods(GET_POST)
@guarded
def pair(request: MemberRequest) -> HttpResponse:
    """Show the pairing as QR and as characters; take the phone's first answer."""
    user_id, shown = request.member.user_id, show_pairing(request.session)
    if shown is None or (reached := progress(user_id=user_id, pairing_id=shown.id)) is None:
        return HttpResponseRedirect(f"{LIST}/nuevo")
    form = FirstAnswer(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["code"]
        done = form.attempt(
            lambda: finish(
                user_id=user_id,
                pairing_id=shown.id,
                typed=typed,
                first=not is_fresh(request.session),  # let through without a factor: had none
                keep=request.session.session_key,
            )
        )
        if done is not None:
            return redirect_saying(LIST, "token")
    return form_page(request, "web/token_pair.html", form, {"pairing": shown, "reached": reached})


@require_http_methods(GET_POST)
@members_only
def remove(request: MemberRequest, token_id: UUID) -> HttpResponse:
    """Ask once, then make it useless."""
    user_id = request.member.user_id
    found = _mine(user_id, token_id)
    if (again := ask_again(request)) is not None:
        return again
    if request.method == "POST":
        revoke_token(user_id=user_id, token_id=token_id)
        return redirect_saying(LIST, "token_quitado")
    return render(request, "web/token_remove.html", {"token": found})


def _mine(user_id: UUID, token_id: UUID) -> TokenView:
    found = next((one for one in tokens_of(user_id) if one.id == token_id), None)
    if found is None:
        raise TokenNotFound
    return found

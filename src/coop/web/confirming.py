"""Confirme que es usted: a factor proven again, before the pages that change how one enters.

Who lost the factor gives a recovery code instead, for the pages that repair the access alone.
"""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_POST

from coop.access.codes import recovery_codes
from coop.access.factors import PASSKEY, TOKEN, TOTP, factors_of
from coop.access.passkeys.passkey import begin_proof
from coop.access.proofs.fresh import (
    is_fresh,
    mark_fresh,
    mark_repairing,
    may_repair,
    prove,
    prove_by_passkey,
    prove_by_recovery_code,
)
from coop.pages.forms import Form
from coop.pages.passkeys import answered, asked
from coop.pages.responses import form_page
from coop.web.member import PERSONALISE, MemberRequest, View, members_only, newcomers_too
from coop.web.notices import redirect_saying
from coop.web.passkey_forms import FactorAgain, RecoveryAgain
from coop.web.redirects import next_address
from coop.web.token_ask import ask_change, asked_change, forget_change
from coop.web.token_forms import TokenAgain

PROFILE = "/perfil"
REPAIRS = ("/perfil/llaves", "/perfil/token", "/perfil/generador", "/perfil/codigos")
"""Where factors and codes are changed: the only pages that a recovery code opens."""

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
    repairing = _repairs(request.path) and may_repair(request.session)
    if repairing or is_fresh(request.session):
        return None
    here = request.get_full_path() if request.method == "GET" else request.path
    wish = back or here
    return HttpResponseRedirect(f"/perfil/confirmar?{urlencode({'seguir': wish})}")


@require_http_methods(["GET", "HEAD", "POST"])
@newcomers_too
def confirm(request: MemberRequest) -> HttpResponse:
    """Take a factor, or a code where it repairs, and go on to the page that asked for it.

    Who has none yet (first access) is led to choosing one.
    """
    methods = factors_of(request.member.user_id)
    if not methods:
        return redirect_saying(f"{PERSONALISE}/metodo", "metodo")
    wish = next_address(request, PROFILE)
    left = recovery_codes.left(request.member.user_id) if _repairs(wish) else 0
    form = _form(request, methods, codes_left=left)
    if request.method == "POST" and form.is_valid():
        done = form.attempt(lambda: _prove(request, form))
        if done:
            forget_change(request.session)
            return HttpResponseRedirect(wish)
    context = {
        "next": wish,
        "carried": [("seguir", wish)],
        "by_passkey": PASSKEY in methods,
        "code": form if "code" in form.fields else FactorAgain(by_code=TOTP in methods),
        "by_code": TOTP in methods,
        "token": ask_change(request.session, request.member.user_id) if TOKEN in methods else None,
        "answer": form if "answer" in form.fields else TokenAgain(),
        "recovery": form if "recovery" in form.fields else RecoveryAgain(),
        "codes_left": left,
    }
    return form_page(request, "web/confirm_factor.html", form, context)


@require_POST
@newcomers_too
def options(request: MemberRequest) -> HttpResponse:
    """Answer the button with the question for the device."""
    return asked(begin_proof(user_id=request.member.user_id))


def _repairs(wish: str) -> bool:
    path = urlsplit(wish).path
    return any(path == page or path.startswith(f"{page}/") for page in REPAIRS)


def _form(request: MemberRequest, methods: Sequence[str], *, codes_left: int) -> Form:
    """Return the form of what was sent; each method's has a field of its own."""
    if "answer" in request.POST and TOKEN in methods:
        return TokenAgain(request.POST)
    if "recovery" in request.POST and codes_left:
        return RecoveryAgain(request.POST)
    by_code = TOTP in methods and "credential" not in request.POST
    return FactorAgain(request.POST or None, by_code=by_code)


def _prove(request: MemberRequest, form: Form) -> bool:
    user_id, given = request.member.user_id, form.cleaned_data
    if "recovery" in form.fields:
        prove_by_recovery_code(user_id=user_id, typed=given["recovery"])
        mark_repairing(request.session)
        return True
    if "answer" in form.fields:
        nonce = asked_change(request.session)
        prove(user_id=user_id, method=TOKEN, typed=given["answer"], nonce=nonce)
    elif "code" in form.fields:
        prove(user_id=user_id, method=TOTP, typed=given["code"])
    else:
        ceremony, credential = answered(request)
        prove_by_passkey(user_id=user_id, ceremony_id=ceremony, credential=credential)
    mark_fresh(request.session)
    return True

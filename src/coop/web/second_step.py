"""The second step of the front door, and the way in by a passkey alone."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.views.decorators.http import require_http_methods, require_POST

from coop.access.door import passkey_door, second_step
from coop.access.door.half import half_of, wish_of
from coop.access.door.name_step import take_name
from coop.access.door.second_step import HalfEnded
from coop.access.door.session import begin
from coop.access.factors import PASSKEY, TOKEN, TOTP
from coop.access.passkeys.passkey import begin_sign_in
from coop.access.proofs.typed import RECOVERY
from coop.access.signed_in import HalfIn, SignedIn
from coop.members.queries import person
from coop.pages.forms import Form
from coop.pages.passkeys import answered, asked
from coop.pages.responses import form_page
from coop.web.addresses import client_address
from coop.web.choices import speak
from coop.web.device import device_secret, keep_device
from coop.web.notices import redirect_saying
from coop.web.redirects import HOME, next_address
from coop.web.sign_in_forms import (
    Code,
    KeepDevice,
    PasskeyAnswer,
    RecoveryCode,
    TokenAnswer,
    UserName,
)
from coop.web.token_ask import ask_sign_in

DOOR = "/entrar"
TYPED_FORMS: Mapping[str, tuple[str, type[Form]]] = {
    "code": (TOTP, Code),
    "answer": (TOKEN, TokenAnswer),
    "recovery": (RECOVERY, RecoveryCode),
}


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor of whoever typed the right password."""
    half = half_of(request.session)
    if half is None:
        return HttpResponseRedirect(DOOR)
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        try:
            who = form.attempt(lambda: _prove(request, half, form))
        except HalfEnded:
            request.session.flush()
            return redirect_saying(DOOR, "paso")
        if who is not None:
            return let_in(request, who, wish_of(request.session))
    return form_page(request, "web/second_step.html", form, _shown(half, form))


@require_POST
def ask_device(request: HttpRequest) -> HttpResponse:
    """Answer the second step's button with the question for the person's own devices."""
    half = half_of(request.session)
    if half is None:
        return HttpResponse(status=403)
    take_name(address=client_address(request))
    return asked(begin_sign_in(user_id=half.user_id))


@require_POST
def ask_any_device(request: HttpRequest) -> HttpResponse:
    """Answer the door's button with a question for whichever device is there."""
    take_name(address=client_address(request))
    return asked(begin_sign_in())


@require_POST
def enter_by_passkey(request: HttpRequest) -> HttpResponse:
    """Come in by a passkey alone."""
    form = PasskeyAnswer(request.POST)
    form.is_valid()
    who = form.attempt(lambda: _passkey_alone(request))
    if who is not None:
        return let_in(request, who, next_address(request))
    wish = next_address(request)
    context = {"next": wish, "name_form": UserName(), "carried": [("seguir", wish)]}
    return form_page(request, "web/sign_in.html", form, context)


def let_in(request: HttpRequest, who: SignedIn, wish: str) -> HttpResponse:
    """Begin the session, under new keys, and go to the page that was wished for."""
    begin(request.session, who)
    rotate_token(request)
    response = HttpResponseRedirect(wish or HOME)
    if who.person_id is not None:
        speak(request, response, person(who.person_id).language)
    if who.device_secret:
        keep_device(response, who.device_secret)
    return response


def _form(request: HttpRequest) -> Form:
    """Return the form that was sent; each method's has a field of its own."""
    if "credential" in request.POST:
        return PasskeyAnswer(request.POST)
    given = [kind for kind in TYPED_FORMS if kind in request.POST]
    likely = [kind for kind in given if request.POST[kind].strip()] or given or ["code"]
    pressed = request.POST.get("con", "")  # Enter presses a form's first button, whichever it is
    kind = pressed if pressed in likely else likely[0]
    return TYPED_FORMS[kind][1](request.POST or None)


def _shown(half: HalfIn, sent: Form) -> dict[str, object]:
    shown: dict[str, object] = {
        kind: sent if isinstance(sent, form) else form()
        for kind, (method, form) in TYPED_FORMS.items()
        if method in half.methods
    }
    if TOKEN in half.methods:
        shown["token"] = ask_sign_in(half.nonce)
    shown["by_passkey"] = PASSKEY in half.methods
    keep = "" if half.device_id else KeepDevice(sent.data or None)
    typed = {TOKEN, TOTP} & set(half.methods)
    shown |= {"keep": keep, "keep_alone": "" if typed else keep}
    return shown


def _prove(request: HttpRequest, half: HalfIn, form: Form) -> SignedIn:
    device, keep = device_secret(request), "keep" in request.POST
    for kind, (method, _) in TYPED_FORMS.items():
        if kind in form.fields:
            proof = form.cleaned_data[kind]
            return second_step.enter(
                half=half, method=method, proof=proof, device=device, keep=keep
            )
    ceremony, credential = answered(request)
    return second_step.enter_by_passkey(
        half=half, ceremony_id=ceremony, credential=credential, device=device, keep=keep
    )


def _passkey_alone(request: HttpRequest) -> SignedIn:
    ceremony, credential = answered(request)
    return passkey_door.enter_by_passkey(
        ceremony_id=ceremony,
        credential=credential,
        address=client_address(request),
        user_agent=request.headers.get("User-Agent", ""),
        device=device_secret(request),
    )

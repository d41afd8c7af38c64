"""The front door: user name, password, second step; sign out, stay, and the end of a session."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coop.access.door.first_access import enter_first
from coop.access.door.greeting import shown_for
from coop.access.door.half import open_half
from coop.access.door.name_step import take_name
from coop.access.door.session import end
from coop.access.door.sign_in import check_password
from coop.access.signed_in import HalfIn
from coop.pages.responses import form_page
from coop.web.addresses import client_address
from coop.web.device import device_secret
from coop.web.member import MemberRequest, newcomers_too, signed_in
from coop.web.notices import redirect_saying
from coop.web.redirects import HOME, next_address
from coop.web.second_step import let_in
from coop.web.sign_in_forms import SignIn, UserName

GET_POST = ["GET", "HEAD", "POST"]
SECOND_STEP = "/entrar/segundo-paso"


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """Show the door; who is already inside goes on to Inicio."""
    if signed_in(request) is not None:
        return HttpResponseRedirect(HOME)
    return _ask_name(request, UserName(), HOME)


@require_http_methods(GET_POST)
def enter(request: HttpRequest) -> HttpResponse:
    """Ask who it is, then for the password; the name comes back with it, and nothing is kept."""
    if request.method != "POST":
        return _ask_name(request, UserName(), next_address(request))
    if "password" in request.POST:
        return _judge_password(request)
    form = UserName(request.POST)
    if form.is_valid() and form.attempt(lambda: take_name(address=client_address(request))):
        name = form.cleaned_data["username"]
        return _ask_password(request, SignIn(initial={"username": name}), name)
    return _ask_name(request, form, next_address(request))


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out, and have the browser forget the pages that it kept."""
    end(request.session)
    response = redirect_saying("/", "salio")
    response["Clear-Site-Data"] = '"cache"'
    return response


@require_POST
@newcomers_too
def stay(request: MemberRequest) -> HttpResponse:
    """Answer with the seconds that the session has; asking has renewed it."""
    return HttpResponse(str(request.member.seconds_left), content_type="text/plain")


@require_safe
def ended(request: HttpRequest) -> HttpResponse:
    """Say why the person must sign in again, and that nothing was lost."""
    return render(request, "web/ended.html", {"next": next_address(request)})


def _judge_password(request: HttpRequest) -> HttpResponse:
    form = SignIn(request.POST)
    if form.is_valid():
        half = form.attempt(lambda: _check(request, form))
        if half is not None:
            open_half(request.session, half, wish=next_address(request))
            if half.methods:
                return HttpResponseRedirect(SECOND_STEP)
            who = enter_first(half=half, device=device_secret(request))
            return let_in(request, who, next_address(request))
    if "username" in form.errors:
        return _ask_name(request, UserName(request.POST), next_address(request))
    return _ask_password(request, form, str(form.cleaned_data["username"]))


def _check(request: HttpRequest, form: SignIn) -> HalfIn:
    return check_password(
        username=form.cleaned_data["username"],
        password=form.cleaned_data["password"],
        address=client_address(request),
        user_agent=request.headers.get("User-Agent", ""),
        device=device_secret(request),
    )


def _ask_name(request: HttpRequest, form: UserName, wish: str) -> HttpResponse:
    context = {"next": wish, "name_form": form, "carried": [("seguir", wish)]}
    return form_page(request, "web/sign_in.html", form, context)


def _ask_password(request: HttpRequest, form: SignIn, name: str) -> HttpResponse:
    own = shown_for(username=name, device=device_secret(request))
    context = {"next": next_address(request), "name": name, "own": own}
    return form_page(request, "web/password.html", form, context)

"""The front door: sign in, sign out, stay, and what a person reads when a session ended."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coop.access.session import begin, end
from coop.access.sign_in import NotSignedIn, SignedIn, sign_in
from coop.pages.responses import form_page
from coop.web.addresses import client_address
from coop.web.forms import SignIn
from coop.web.member import MemberRequest, members_only, signed_in
from coop.web.notices import redirect_saying
from coop.web.redirects import HOME, next_address


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """Show the door; who is already inside goes on to Inicio."""
    if signed_in(request) is not None:
        return HttpResponseRedirect(HOME)
    return form_page(request, "web/sign_in.html", SignIn(), {"next": HOME})


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Sign in and go to the page that was asked for."""
    form = SignIn(request.POST or None)
    if request.method == "POST" and form.is_valid():
        who = form.attempt(lambda: _sign_in(request, form))
        if who is not None:
            begin(request.session, who)
            rotate_token(request)
            return HttpResponseRedirect(next_address(request))
    return form_page(request, "web/sign_in.html", form, {"next": next_address(request)})


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out, and have the browser forget the pages that it kept."""
    end(request.session)
    response = redirect_saying("/", "salio")
    response["Clear-Site-Data"] = '"cache"'
    return response


@require_POST
@members_only
def stay(request: MemberRequest) -> HttpResponse:
    """Answer with the seconds that the session has; asking has renewed it."""
    return HttpResponse(str(request.member.seconds_left), content_type="text/plain")


@require_safe
def ended(request: HttpRequest) -> HttpResponse:
    """Say why the person must sign in again, and that nothing was lost."""
    return render(request, "web/ended.html", {"next": next_address(request)})


def _sign_in(request: HttpRequest, form: SignIn) -> SignedIn:
    who = sign_in(
        username=form.cleaned_data["username"],
        password=form.cleaned_data["password"],
        address=client_address(request),
        user_agent=request.headers.get("User-Agent", ""),
    )
    if who.person_id is None:
        raise NotSignedIn
    return who

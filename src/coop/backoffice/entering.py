"""The ways in and out: a passkey, the first administrator's link, an invitation."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from coop.access.door.session import begin, end
from coop.access.passkeys.passkey import begin_sign_in
from coop.access.signed_in import SignedIn
from coop.access.staff.first import first_link_open, open_first_link
from coop.access.staff.invitation import Opened, Way, open_invitation
from coop.access.staff.join import begin_joining, finish_joining, joining_of, open_joining
from coop.access.staff.queries import StaffMember
from coop.access.staff.sign_in import admit, staff_sign_in
from coop.backoffice.door import SIGN_IN, StaffRequest, signed_in, staff_only
from coop.backoffice.forms import FirstLink, Invitation, Passkey
from coop.backoffice.notices import redirect_saying
from coop.backoffice.wishes import HOME, wish_of
from coop.pages import words
from coop.pages.addresses import client_address
from coop.pages.passkeys import answered, asked
from coop.pages.responses import form_page

KEY = "/personal/llave"
GET_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_POST)
def enter(request: HttpRequest) -> HttpResponse:
    """Sign in by a passkey, and go to the page that was asked for."""
    if signed_in(request) is not None and request.method != "POST":
        return HttpResponseRedirect(HOME)
    form = Passkey(request.POST or None)
    if request.method == "POST" and form.is_valid():
        who = form.attempt(lambda: _sign_in(request))
        if who is not None:
            begin(request.session, who, "staff")
            rotate_token(request)
            return HttpResponseRedirect(wish_of(request))
    context = {"carried": [("seguir", wish_of(request))], "over": "fin" in request.GET}
    return form_page(request, "backoffice/sign_in.html", form, context)


@require_POST
def enter_options(request: HttpRequest) -> HttpResponse:
    """Answer the button with the question for the device."""
    admit(client_address(request))
    return asked(begin_sign_in())


@require_http_methods(GET_POST)
def first(request: HttpRequest) -> HttpResponse:
    """Open the first administrator's link; the page is there only while it can be used."""
    if not first_link_open():
        raise Http404
    form = FirstLink(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        user_id = form.attempt(lambda: open_first_link(typed=given["code"], name=given["name"]))
        if user_id is not None:
            open_joining(request.session, Opened(user_id, Way.FIRST_LINK))
            return HttpResponseRedirect(KEY)
    context = {
        "heading": gettext("Primera persona que administra"),
        "lead": gettext(
            "Este enlace sirve una vez. En el próximo paso registra su llave de acceso."
        ),
        "act": gettext("Continuar"),
    }
    return form_page(request, "backoffice/form_page.html", form, context)


@require_http_methods(GET_POST)
def invitation(request: HttpRequest) -> HttpResponse:
    """Open an invitation by its code."""
    form = Invitation(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["code"]
        opened = form.attempt(lambda: open_invitation(typed=typed, address=client_address(request)))
        if opened is not None:
            open_joining(request.session, opened)
            return HttpResponseRedirect(KEY)
    context = {
        "heading": gettext("Su invitación"),
        "lead": gettext("Escriba el código que le entregaron. Sirve una sola vez."),
        "act": gettext("Continuar"),
    }
    return form_page(request, "backoffice/form_page.html", form, context)


@require_http_methods(GET_POST)
def key(request: HttpRequest) -> HttpResponse:
    """Register the passkey that an opened link or invitation allows, and come in."""
    who, way = _joining(request)
    form = Passkey(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = form.attempt(lambda: _finish(request, Opened(who.user_id, way)))
        if done is not None:
            begin(request.session, done, "staff")
            rotate_token(request)
            return HttpResponseRedirect(HOME)
    return form_page(request, "backoffice/key.html", form, {"who": who})


@require_POST
def key_options(request: HttpRequest) -> HttpResponse:
    """Answer the button with the question for the device."""
    who, _ = _joining(request)
    name = words.browser(request.headers.get("User-Agent", ""))
    return asked(begin_joining(user_id=who.user_id, name=name))


@staff_only()
@require_POST
def leave(request: StaffRequest) -> HttpResponse:
    """Sign out, and have the browser forget the pages that it kept."""
    end(request.session)
    response = redirect_saying(SIGN_IN, "salio")
    response["Clear-Site-Data"] = '"cache"'
    return response


@staff_only()
@require_POST
def stay(request: StaffRequest) -> HttpResponse:
    """Answer with the seconds that the session has; asking has renewed it."""
    return HttpResponse(str(request.staff.seconds_left), content_type="text/plain")


def _joining(request: HttpRequest) -> tuple[StaffMember, Way]:
    found = joining_of(request.session)
    if found is None:
        raise Http404
    return found


def _finish(request: HttpRequest, opened: Opened) -> SignedIn:
    ceremony, credential = answered(request)
    return finish_joining(
        opened=opened,
        ceremony_id=ceremony,
        credential=credential,
        address=client_address(request),
        user_agent=request.headers.get("User-Agent", ""),
    )


def _sign_in(request: HttpRequest) -> SignedIn:
    ceremony, credential = answered(request)
    return staff_sign_in(
        ceremony_id=ceremony,
        credential=credential,
        address=client_address(request),
        user_agent=request.headers.get("User-Agent", ""),
    )

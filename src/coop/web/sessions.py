"""Perfil: sessions, recognised devices, what happened, and the end of one's own access."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coop.access.door.block_myself import block_from_the_door, block_myself
from coop.access.door.session import end
from coop.access.queries import last_accesses
from coop.access.sessions.activity import activity_of
from coop.access.sessions.device import devices_of, revoke
from coop.access.sessions.live import end_one, living_session, sessions_of
from coop.access.sessions.sign_out import sign_out_everywhere
from coop.pages.responses import form_page
from coop.web.addresses import client_address
from coop.web.confirming import ask_again
from coop.web.device import device_secret
from coop.web.member import MemberRequest, members_only
from coop.web.notices import redirect_saying
from coop.web.sign_in_forms import BlockAccess

GET_POST = ["GET", "HEAD", "POST"]
SESSIONS, DEVICES = "/perfil/sesiones", "/perfil/dispositivos"
BLOCKED = "/bloquear/listo"


@require_http_methods(GET_POST)
@members_only
def sessions(request: MemberRequest) -> HttpResponse:
    """Show where the person is signed in and where from lately; end every session."""
    user_id = request.member.user_id
    if request.method == "POST":
        if first := ask_again(request):
            return first
        sign_out_everywhere(user_id=user_id)
        end(request.session)
        return _forgotten(redirect_saying("/", "todas"))
    context = {
        "live": sessions_of(user_id, present=request.session.session_key),
        "accesses": last_accesses(user_id),
    }
    return render(request, "web/sessions.html", context)


@require_POST
@members_only
def end_session(request: MemberRequest, session_id: UUID) -> HttpResponse:
    """End one session."""
    user_id = request.member.user_id
    living_session(user_id, session_id)
    if first := ask_again(request, back=SESSIONS):
        return first
    end_one(user_id=user_id, session_id=session_id)
    return redirect_saying(SESSIONS, "sesion")


@require_safe
@members_only
def devices(request: MemberRequest) -> HttpResponse:
    """Show which browsers are recognised."""
    found = devices_of(request.member.user_id)
    return render(request, "web/devices.html", {"devices": found})


@require_POST
@members_only
def revoke_device(request: MemberRequest, device_id: UUID) -> HttpResponse:
    """Recognise one device no more."""
    revoke(user_id=request.member.user_id, device_id=device_id)
    return redirect_saying(DEVICES, "equipo")


@require_safe
@members_only
def activity(request: MemberRequest) -> HttpResponse:
    """Show what happened to the person's access, in words."""
    deeds = activity_of(request.member.user_id)
    return render(request, "web/activity.html", {"deeds": deeds})


@require_http_methods(GET_POST)
@members_only
def block(request: MemberRequest) -> HttpResponse:
    """Block one's own access at once."""
    if request.method == "POST":
        block_myself(user_id=request.member.user_id)
        request.session.flush()
        return _forgotten(HttpResponseRedirect(BLOCKED))
    return render(request, "web/block.html")


@require_http_methods(GET_POST)
def block_outside(request: HttpRequest) -> HttpResponse:
    """Block an access from the door, with user name and password."""
    form = BlockAccess(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = form.attempt(
            lambda: block_from_the_door(
                username=form.cleaned_data["username"],
                password=form.cleaned_data["password"],
                address=client_address(request),
                user_agent=request.headers.get("User-Agent", ""),
                device=device_secret(request),
            )
        )
        if done is not None:
            request.session.flush()
            return _forgotten(HttpResponseRedirect(BLOCKED))
    return form_page(request, "web/block_outside.html", form)


@require_safe
def blocked(request: HttpRequest) -> HttpResponse:
    """Say that the access is blocked, and whom to call to open it again."""
    return render(request, "web/blocked.html")


def _forgotten(response: HttpResponse) -> HttpResponse:
    """Have the browser forget the pages that it kept."""
    response["Clear-Site-Data"] = '"cache"'
    return response

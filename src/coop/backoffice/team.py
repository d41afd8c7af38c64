"""The cooperative's own people: invited, given roles by four eyes, shut out at once."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coop.access.passkeys.rows import passkeys_of
from coop.access.staff.disable import disable, enable
from coop.access.staff.invitation import make_invitation
from coop.access.staff.invite import invite
from coop.access.staff.new_passkey import ask_new_passkey
from coop.access.staff.passkeys import take_passkey
from coop.access.staff.queries import StaffMember, all_staff, last_sign_ins, staff_member
from coop.access.staff.roles import ask_roles
from coop.access.staff.rules import Role, roles_of
from coop.approvals.queries import Request, open_about
from coop.backoffice import words
from coop.backoffice.door import StaffRequest, staff_only
from coop.backoffice.forms import ChangeRoles, Invite, Reason
from coop.backoffice.notices import redirect_saying
from coop.pages.responses import form_page

LIST = "/personal/equipo"
GET_POST = ["GET", "HEAD", "POST"]


@staff_only(Role.ADMIN)
@require_safe
def team(request: StaffRequest) -> HttpResponse:
    """List everybody."""
    seen = last_sign_ins()
    rows = [{**_shown(one), "last": seen.get(one.user_id)} for one in all_staff()]
    return render(request, "backoffice/team.html", {"rows": rows})


@staff_only(Role.ADMIN)
@require_http_methods(GET_POST)
def new(request: StaffRequest) -> HttpResponse:
    """Invite somebody; the code is on this one answer, and nowhere else."""
    form = Invite(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = form.attempt(lambda: _invite(request, form))
        if done is not None:
            return render(request, "backoffice/invited.html", done)
    return form_page(request, "backoffice/invite.html", form)


@staff_only(Role.ADMIN)
@require_http_methods(GET_POST)
def one(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """Show one of them; ask for other roles."""
    found = _member(user_id)
    form = ChangeRoles(request.POST or None, held=found.roles)
    if request.method == "POST" and form.is_valid():
        asked = form.attempt(lambda: (_ask(request, user_id, form),))
        if asked is not None:
            notice = "pedido" if asked[0] is not None else "funciones"
            return redirect_saying(f"{LIST}/{user_id}", notice)
    context = {
        **_shown(found),
        "passkeys": passkeys_of(user_id),
        "self": user_id == request.staff.user_id,
        "requests": [{"one": one, "what": _asked(one)} for one in open_about(str(user_id))],
    }
    return form_page(request, "backoffice/colleague.html", form, context)


@staff_only(Role.ADMIN)
@require_POST
def invite_again(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """Make another code for somebody who never joined."""
    found = _member(user_id)
    code = make_invitation(user_id=user_id, by=request.staff.actor)
    return render(request, "backoffice/invited.html", {"who": found, "code": code})


@staff_only(Role.ADMIN)
@require_http_methods(GET_POST)
def new_key(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """Ask that another allow a new passkey for somebody who lost theirs."""
    return _with_reason(
        request,
        user_id,
        heading=_("Pedir una llave nueva"),
        lead=_(
            "Para quien perdió la suya. Otra persona lo aprueba, recibe el código y se lo entrega. "
            "Sus sesiones terminan, y se avisa a esa persona y a quienes administran."
        ),
        notice="pedido",
        danger=False,
        does=lambda reason: ask_new_passkey(user_id=user_id, by=request.staff.actor, reason=reason),
    )


@staff_only(Role.ADMIN)
@require_http_methods(GET_POST)
def close(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """Shut somebody out, now."""
    return _with_reason(
        request,
        user_id,
        heading=_("Cerrar el acceso"),
        lead=_("Sus sesiones terminan ahora mismo y no podrá entrar."),
        notice="cerrado",
        danger=True,
        does=lambda reason: disable(user_id=user_id, by=request.staff.actor, reason=reason),
    )


@staff_only(Role.ADMIN)
@require_http_methods(GET_POST)
def reopen(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """Let somebody in again."""
    return _with_reason(
        request,
        user_id,
        heading=_("Abrir el acceso"),
        lead=_("Podrá entrar con las llaves que ya tiene."),
        notice="abierto",
        danger=False,
        does=lambda reason: enable(user_id=user_id, by=request.staff.actor, reason=reason),
    )


@staff_only(Role.ADMIN)
@require_http_methods(GET_POST)
def remove_key(request: StaffRequest, user_id: UUID, passkey_id: UUID) -> HttpResponse:
    """Take away the passkey of a lost device."""
    return _with_reason(
        request,
        user_id,
        heading=_("Quitar la llave"),
        lead=_("Ese equipo ya no servirá para entrar, y sus sesiones terminan."),
        notice="llave",
        danger=True,
        does=lambda reason: take_passkey(
            user_id=user_id, passkey_id=passkey_id, by=request.staff.actor, reason=reason
        ),
    )


def _with_reason(
    request: StaffRequest,
    user_id: UUID,
    *,
    heading: str,
    lead: str,
    notice: str,
    danger: bool,
    does: Callable[[str], object],
) -> HttpResponse:
    found = _member(user_id)
    form = Reason(request.POST or None)

    def attempt() -> bool:
        does(form.cleaned_data["reason"])
        return True

    if request.method == "POST" and form.is_valid() and form.attempt(attempt):
        return redirect_saying(f"{LIST}/{user_id}", notice)
    context = {
        "kicker": found.name,
        "heading": heading,
        "lead": lead,
        "act": heading,
        "danger": danger,
        "back": f"{LIST}/{user_id}",
    }
    return form_page(request, "backoffice/form_page.html", form, context)


def _asked(one: Request) -> str:
    """Return what a request is about: its roles, else the title of its kind."""
    roles = words.role_names(roles_of(one.facts.get("roles", ())))
    return roles or words.of(words.KIND, one.kind)


def _invite(request: StaffRequest, form: Invite) -> dict[str, Any]:
    given, roles = form.cleaned_data, form.roles()
    made = invite(name=given["name"], roles=roles, by=request.staff.actor, reason=given["reason"])
    return {
        "who": _member(made.user_id),
        "code": made.code,
        "waits": made.request_id is not None,
        "roles": words.role_names(roles),
    }


def _ask(request: StaffRequest, user_id: UUID, form: ChangeRoles) -> UUID | None:
    return ask_roles(
        user_id=user_id,
        roles=form.roles(),
        by=request.staff.actor,
        reason=form.cleaned_data["reason"],
    )


def _member(user_id: UUID) -> StaffMember:
    found = staff_member(user_id)
    if found is None:
        raise Http404
    return found


def _shown(found: StaffMember) -> dict[str, Any]:
    return {
        "who": found,
        "address": f"{LIST}/{found.user_id}",
        "roles": words.role_names(found.roles),
    }

"""What one of the staff asked for and another decides, and does at once."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coop.access.desk.reset_factors import KIND as RESET
from coop.access.queries import user
from coop.access.staff.queries import staff_member, staff_names
from coop.access.staff.rules import roles_of
from coop.approvals.decide import RequestNotFound, decide
from coop.approvals.queries import Request, ended, waiting
from coop.approvals.queries import request as request_of
from coop.approvals.withdraw import withdraw
from coop.backoffice import words
from coop.backoffice.door import Staff, StaffRequest, refuse_role, staff_only
from coop.backoffice.forms import Decision
from coop.backoffice.notices import redirect_saying
from coop.backoffice.people import seen
from coop.backoffice.ports import slot
from coop.pages.responses import form_page

LIST = "/personal/aprobaciones"


@staff_only()
@require_safe
def requests(request: StaffRequest) -> HttpResponse:
    """Show what waits and what ended: what one may decide, and what one asked for."""
    kinds = list(slot.get())
    seen = [one for one in waiting(kinds=kinds) if _concerns(request.staff, one)]
    past = [one for one in ended(kinds=kinds) if _concerns(request.staff, one)]
    names = _names([*seen, *past])
    context = {
        "open": [_row(request.staff, one, names) for one in seen],
        "past": [_row(request.staff, one, names) for one in past],
    }
    return render(request, "backoffice/requests.html", context)


@staff_only()
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: StaffRequest, request_id: UUID) -> HttpResponse:
    """Show one request whole; take the decision, and do what was approved."""
    found = _seen(request, request_id)
    staff = request.staff
    form = Decision(request.POST or None)
    if request.method == "POST":
        _need_role(request, found)
    if request.method == "POST" and form.is_valid():
        yes = form.cleaned_data["decision"] == "si"
        if form.attempt(lambda: _decide(found, staff, form.cleaned_data["reason"], yes=yes)):
            if yes:
                return _done(request, request_of(request_id))
            return redirect_saying(LIST, "decidido")
    context = {
        **_row(staff, found, _names([found])),
        "request_id": found.id,
        "about": _about(request, found),
        "decides": _decides(staff, found) and found.waiting,
        "mine": found.asked_by == staff.actor and found.waiting,
        "undone": found.usable and _decides(staff, found),
    }
    return form_page(request, "backoffice/request.html", form, context)


@staff_only()
@require_POST
def do(request: StaffRequest, request_id: UUID) -> HttpResponse:
    """Do what was approved and, for some trouble, not done at once."""
    found = _seen(request, request_id)
    _need_role(request, found)
    return _done(request, found)


@staff_only()
@require_POST
def take_back(request: StaffRequest, request_id: UUID) -> HttpResponse:
    """Withdraw what one asked for oneself."""
    withdraw(request_id=request_id, by=request.staff.actor)
    return redirect_saying(LIST, "retirado")


def _done(request: StaffRequest, found: Request) -> HttpResponse:
    """Do it; a code that comes of it is on this one answer, and nowhere else."""
    code = slot.get()[found.kind].act(found, request.staff.actor)
    if code is None:
        return redirect_saying(LIST, "hecho")
    context = {"name": _about(request, found), "code": code}
    return render(request, "backoffice/new_key_code.html", context)


def _decide(found: Request, staff: Staff, reason: str, *, yes: bool) -> bool:
    decide(request_id=found.id, by=staff.actor, approve=yes, reason=reason)
    return True


def _need_role(request: StaffRequest, found: Request) -> None:
    """Let go on whose role decides this kind; whether it is theirs, `approvals` judges."""
    if not _has_role(request.staff, found):
        refuse_role(request, request.staff)


def _decides(staff: Staff, found: Request) -> bool:
    """Whether the page offers the decision."""
    return _has_role(staff, found) and found.theirs(staff.actor)


def _has_role(staff: Staff, found: Request) -> bool:
    return staff.may(*slot.get()[found.kind].decided_by)


def _concerns(staff: Staff, found: Request) -> bool:
    return found.asked_by == staff.actor or _has_role(staff, found)


def _seen(request: StaffRequest, request_id: UUID) -> Request:
    """Return a request that concerns whoever asks; any other is not found.

    Raises:
        RequestNotFound: `approvals.request_not_found`.
    """
    found = request_of(request_id)
    if found.kind not in slot.get() or not _concerns(request.staff, found):
        raise RequestNotFound
    return found


def _row(staff: Staff, found: Request, names: dict[str, str]) -> dict[str, Any]:
    return {
        "one": found,
        "title": words.of(words.KIND, found.kind),
        "word": words.of(words.REQUEST, found.status),
        "tone": words.REQUEST_TONE.get(found.status, ""),
        "asker": names.get(found.asked_by, found.asked_by),
        "decider": names.get(found.decided_by, found.decided_by),
        "own": found.asked_by == staff.actor,
        "roles": words.role_names(roles_of(found.facts.get("roles", ()))),
        "proofs": words.proofs(found.facts),
        "proves": found.kind == RESET,
    }


def _names(found: list[Request]) -> dict[str, str]:
    ids = {text for one in found for text in (one.asked_by, one.decided_by) if text}
    known = staff_names([UUID(text) for text in ids])
    return {str(user_id): name for user_id, name in known.items()}


def _about(request: StaffRequest, found: Request) -> str:
    """Return the name of whom it is done to; a member's is noted as read."""
    subject = UUID(found.subject)
    colleague = staff_member(subject)
    if colleague is not None:
        return colleague.name
    known = user(subject)
    if known is None or known.person_id is None:
        return found.subject
    return seen(request, known.person_id).full_name

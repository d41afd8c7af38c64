"""Codes that reach a person on paper or by mail: to activate their access, or to recover it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from coop.access.desk import assisted
from coop.access.desk.hand_over import hand_over
from coop.access.desk.handing import fit_addresses
from coop.access.desk.state import access_state
from coop.access.errands.enrolment import why_not
from coop.access.staff.rules import Role
from coop.backoffice.door import StaffRequest, staff_only
from coop.backoffice.forms import Activation, Help
from coop.backoffice.notices import redirect_saying
from coop.backoffice.people import GET_POST, covered, seen
from coop.pages.problems import sentence
from coop.pages.responses import form_page


@staff_only(Role.CIS, Role.PLATAFORMA)
@require_http_methods(GET_POST)
def activation(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Hand over an activation code; on paper it is on this one answer, and nowhere else."""
    whom = seen(request, person_id)
    form = Activation(request.POST or None, addresses=fit_addresses(whom))
    refusal = why_not(whom)
    context: dict[str, object] = {
        "whom": whom,
        "refusal": sentence(refusal) if refusal else "",
        **covered(whom),
    }
    if request.method == "POST" and form.is_valid():
        to, actor = form.to(), request.staff.actor
        checked = form.cleaned_data["checked"]
        made = form.attempt(
            lambda: (hand_over(person_id=person_id, by=actor, document_checked=checked, to=to),)
        )
        if made is not None:
            return _handed(request, made[0], context, "backoffice/activation_code.html")
    return form_page(request, "backoffice/activation.html", form, context)


@staff_only(Role.CIS, Role.PLATAFORMA)
@require_http_methods(GET_POST)
def help_recover(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Begin a recovery with help; its code goes on paper or by mail."""
    if access_state(person_id) is None:
        raise Http404
    whom = seen(request, person_id)
    form = Help(request.POST or None, addresses=fit_addresses(whom))
    context: dict[str, object] = {"whom": whom, **covered(whom)}
    if request.method == "POST" and form.is_valid():
        given, to = form.cleaned_data, form.to()
        made = form.attempt(
            lambda: (
                assisted.start(
                    person_id=person_id,
                    by=request.staff.actor,
                    reason=given["reason"],
                    document_checked=given["checked"],
                    to=to,
                ),
            )
        )
        if made is not None:
            return _handed(request, made[0], context, "backoffice/help_code.html")
    return form_page(request, "backoffice/help.html", form, context)


def _handed(
    request: StaffRequest, code: str | None, context: dict[str, object], template: str
) -> HttpResponse:
    """Show the code that goes on paper; say that the other one was mailed."""
    if code is None:
        return redirect_saying(str(context["address"]), "codigo_enviado")
    return form_page(request, template, Activation(), {**context, "code": code})

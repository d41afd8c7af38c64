"""One person: who it is, what they have, how their access stands, and what may be done for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coop.access.desk import assisted, call
from coop.access.desk.block import block, unblock
from coop.access.desk.call import Purpose
from coop.access.desk.reset_factors import ask_reset, proven
from coop.access.desk.state import AccessState, access_state
from coop.access.desk.unlock import unlock
from coop.access.staff.rules import Role
from coop.approvals.queries import open_about
from coop.audit.record import record
from coop.backoffice import words
from coop.backoffice.door import StaffRequest, staff_only
from coop.backoffice.forms import CallPurpose, Reason, Reset
from coop.backoffice.notices import redirect_saying
from coop.members.queries import Person, person
from coop.pages import masks
from coop.pages.responses import form_page
from coop.products.reach import accounts_of

READ = "backoffice.person_read"
GET_POST = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True)
class Act:
    """One act of the page: its words, its verb, and when it makes sense."""

    title: str
    lead: str
    button: str
    notice: str
    does: Callable[..., Any]
    fits: Callable[[AccessState], bool]
    danger: bool = False
    form: type[Reason] = Reason


ACTS = {
    "desbloquear": Act(
        _("Quitar la espera"),
        _("Después de varios intentos fallidos hay que esperar. Esto permite intentar ya."),
        _("Quitar la espera"),
        "desbloqueado",
        unlock,
        lambda state: state.locked_until is not None or state.password_off,
    ),
    "factores": Act(
        _("Pedir que se quiten sus métodos"),
        _(
            "Para quien perdió su teléfono y sus códigos. Compruebe antes quién es, con su "
            "documento o con «Recuperar con ayuda». Otra persona debe aprobarlo. Se quitan también "
            "la contraseña y las sesiones; después entregue un código de activación."
        ),
        _("Pedir la aprobación"),
        "pedido",
        ask_reset,
        lambda state: bool(state.factors),
        form=Reset,
    ),
    "bloquear": Act(
        _("Bloquear el acceso"),
        _("Cierra sus sesiones y no deja entrar. Su dinero no se mueve; se le avisa por correo."),
        _("Bloquear ahora"),
        "bloqueado",
        block,
        lambda state: not state.blocked,
        danger=True,
    ),
    "activar-de-nuevo": Act(
        _("Quitar el bloqueo"),
        _("Compruebe antes que habla con la persona: con su documento o con una llamada probada."),
        _("Quitar el bloqueo"),
        "activo",
        unblock,
        lambda state: state.blocked,
    ),
}


@staff_only(Role.CIS, Role.PLATAFORMA, Role.OPERATIONS, Role.AUDITOR)
@require_safe
def one(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show a person; the trail keeps who looked."""
    whom = seen(request, person_id)
    state = access_state(person_id)
    serves = request.staff.may(Role.CIS, Role.PLATAFORMA)
    helped = assisted.state(state.user_id) if state else None
    acts = [
        {"slug": slug, "title": gettext(act.title), "danger": act.danger}
        for slug, act in ACTS.items()
        if serves and state is not None and act.fits(state)
    ]
    context = {
        **covered(whom),
        "whom": whom,
        "accounts": accounts_of(person_id),
        "state": state,
        "factors": [words.of(words.FACTORS, one) for one in state.factors] if state else [],
        "assisted": words.of(words.ASSISTED, helped.status) if helped else "",
        "acts": acts,
        "helps": serves and state is not None and not state.blocked,
        "serves": serves,
        "call_form": CallPurpose(),
        "reads_trail": request.staff.may(Role.AUDITOR, Role.OPERATIONS),
        "requests": open_about(str(state.user_id)) if state else [],
    }
    return form_page(request, "backoffice/person.html", Reason(), context)


@staff_only(Role.CIS, Role.PLATAFORMA)
@require_http_methods(GET_POST)
def act(request: StaffRequest, person_id: UUID, slug: str) -> HttpResponse:
    """Ask why, and do it."""
    wanted = ACTS.get(slug)
    state = access_state(person_id)
    if wanted is None or state is None:
        raise Http404
    form = wanted.form(request.POST or None)

    def attempt() -> bool:
        return _done(wanted, person_id, request.staff.actor, form)

    if request.method == "POST" and form.is_valid() and form.attempt(attempt):
        return redirect_saying(f"/personal/personas/{person_id}", wanted.notice)
    context = {
        "kicker": seen(request, person_id).full_name,
        "heading": gettext(wanted.title),
        "lead": gettext(wanted.lead),
        "act": gettext(wanted.button),
        "danger": wanted.danger,
        "known": _known(slug, state),
        "back": f"/personal/personas/{person_id}",
    }
    return form_page(request, "backoffice/form_page.html", form, context)


@staff_only(Role.CIS, Role.PLATAFORMA)
@require_POST
def begin_call(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Begin a call in which both sides prove themselves, about what the adviser chose."""
    form = CallPurpose(request.POST)
    if not form.is_valid():
        return redirect_saying(f"/personal/personas/{person_id}", "elija_motivo")
    about = Purpose(form.cleaned_data["purpose"])
    call_id = call.begin(person_id=person_id, by=request.staff.user_id, purpose=about)
    return HttpResponseRedirect(f"/personal/llamadas/{call_id}")


def seen(request: StaffRequest, person_id: UUID) -> Person:
    """Return a person whom the page will show; the trail keeps who looked.

    Raises:
        PersonNotFound: `members.person_not_found`.
    """
    whom = person(person_id)
    record(actor=request.staff.actor, action=READ, subject=str(person_id))
    return whom


def covered(whom: Person) -> dict[str, Any]:
    """Return a person with documents and contacts partly covered."""
    return {
        **as_person(whom.id, whom.full_name),
        "kind": words.of(words.PEOPLE, whom.kind),
        "document_kind": words.of(words.DOCUMENTS, whom.document_type),
        "document": masks.tail(whom.document_number),
        "emails": [masks.email(one.address) for one in whom.emails if one.on_file],
        "phones": [masks.tail(one.number) for one in whom.phones if one.on_file],
    }


def as_person(person_id: UUID, name: str) -> dict[str, Any]:
    """Return what a list shows of a person at least."""
    return {"id": person_id, "name": name, "address": f"/personal/personas/{person_id}"}


def _done(wanted: Act, person_id: UUID, actor: str, form: Reason) -> bool:
    reason = form.cleaned_data["reason"]
    wanted.does(person_id=person_id, by=actor, reason=reason, **form.more())
    return True


def _known(slug: str, state: AccessState) -> str:
    """Return what already shows who asks that the factors go."""
    if slug != "factores":
        return ""
    return words.proofs(proven(state.user_id, document_checked=False))

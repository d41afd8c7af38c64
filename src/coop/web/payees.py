"""Beneficiarios: find by account and name, confirm the holder, keep, rename, remove."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coop.pages.responses import form_page
from coop.payees.confirm_holder import confirm_holder
from coop.payees.payee import HolderMatch
from coop.payees.queries import payee as payee_of
from coop.payees.queries import payees_of
from coop.payees.remove_payee import remove_payee
from coop.payees.rename_payee import rename_payee
from coop.payees.save_payee import save_payee
from coop.web.forms import ConfirmPayee, NewPayee, PayeeAlias
from coop.web.labels import payee_rows
from coop.web.member import MemberRequest, members_only
from coop.web.notices import redirect_saying

GET_POST = ["GET", "HEAD", "POST"]


@require_safe
@members_only
def payees(request: MemberRequest) -> HttpResponse:
    """List the saved payees."""
    rows = payee_rows(payees_of(request.member.person_id))
    return render(request, "web/payees.html", {"payees": rows})


@require_http_methods(GET_POST)
@members_only
def new(request: MemberRequest) -> HttpResponse:
    """Ask for account and name, and show the registered holder when they fit."""
    form = NewPayee(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        match = form.attempt(
            lambda: confirm_holder(
                person_id=request.member.person_id,
                account_number=given["number"],
                name=given["name"],
            )
        )
        if match is not None and match.holder_name is not None:
            fresh = ConfirmPayee(initial=given)
            return _holder_page(request, match, fresh, given["number"])
        if match is not None:
            form.add_error(None, _no_match(match))
    return form_page(request, "web/form_page.html", form, _words())


@require_POST
@members_only
def confirm(request: MemberRequest) -> HttpResponse:
    """Keep the payee whose holder the person has just recognised, and go on to the amount."""
    form = ConfirmPayee(request.POST)
    if not form.hidden_whole():
        return redirect("payee_new")
    given = form.cleaned_data
    if form.is_valid():
        saved = form.attempt(
            lambda: save_payee(
                person_id=request.member.person_id,
                user_id=request.member.user_id,
                account_number=given["number"],
                name=given["name"],
                alias=given["alias"],
            )
        )
        if saved is not None:
            return redirect("transfer_third_party", payee_id=saved.id)
    match = confirm_holder(
        person_id=request.member.person_id, account_number=given["number"], name=given["name"]
    )
    return _holder_page(request, match, form, given["number"])


@require_http_methods(GET_POST)
@members_only
def one(request: MemberRequest, payee_id: UUID) -> HttpResponse:
    """Show one payee; change how the person calls it."""
    person_id = request.member.person_id
    payee = payee_of(person_id=person_id, payee_id=payee_id)
    form = PayeeAlias(request.POST or None, initial={"alias": payee.alias})
    if request.method == "POST" and form.is_valid():
        alias = form.cleaned_data["alias"]
        rename_payee(
            person_id=person_id, user_id=request.member.user_id, payee_id=payee_id, alias=alias
        )
        return redirect_saying("payee", "nombre", payee_id=payee_id)
    context = {"payee": payee_rows([payee])[0]}
    return form_page(request, "web/payee.html", form, context)


@require_POST
@members_only
def remove(request: MemberRequest, payee_id: UUID) -> HttpResponse:
    """Forget a payee; past transfers stay as they are."""
    member = request.member
    remove_payee(person_id=member.person_id, user_id=member.user_id, payee_id=payee_id)
    return redirect_saying("payees", "quitado")


def _holder_page(
    request: MemberRequest, match: HolderMatch, form: ConfirmPayee, number: str
) -> HttpResponse:
    return form_page(request, "web/holder.html", form, {"match": match, "number": number})


def _no_match(match: HolderMatch) -> str:
    if match.outcome == "unavailable":
        return _("Ahora no podemos comprobar el nombre. Intente de nuevo en unos minutos.")
    return _(
        "No encontramos una cuenta con ese número y ese nombre. Compruebe los dos datos con la "
        "persona y escríbalos de nuevo."
    )


def _words() -> dict[str, str]:
    return {
        "heading": _("¿A quién va a transferir?"),
        "lead": _(
            "Escriba su número de cuenta y su nombre. Le mostraremos el nombre registrado para "
            "que lo confirme."
        ),
        "act": _("Buscar la cuenta"),
        "back": reverse("transfer"),
    }

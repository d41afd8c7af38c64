"""Transferir: choose where, say how much, and go on to the review."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coop.orders.challenge import challenge
from coop.orders.order import Order
from coop.pages.responses import form_page
from coop.payees.queries import payee as payee_of
from coop.payees.queries import payees_of
from coop.products.reach import accounts_of
from coop.transfers.draft_own import draft_own
from coop.transfers.draft_third_party import draft_third_party
from coop.web.forms import Amount, OwnTransfer
from coop.web.labels import account_choices, payee_rows
from coop.web.member import MemberRequest, members_only
from coop.web.prefill import start_values

GET_POST = ["GET", "HEAD", "POST"]


@require_safe
@members_only
def choose(request: MemberRequest) -> HttpResponse:
    """Ask where the money goes."""
    payees = payee_rows(payees_of(request.member.person_id))
    origin = request.GET.get("desde", "")
    query = f"?desde={origin}" if origin.replace("-", "").isalnum() else ""
    return render(request, "web/transfer.html", {"payees": payees, "query": query})


@require_http_methods(GET_POST)
@members_only
def own(request: MemberRequest) -> HttpResponse:
    """Draft a transfer between the person's accounts."""
    member = request.member
    accounts = accounts_of(member.person_id)
    origins = [one for one in accounts if one.can_debit]
    only = origins[0] if len(origins) == 1 else None
    form = OwnTransfer(
        request.POST or None,
        initial=start_values(request),
        origins=account_choices(origins),
        destinations=account_choices([one for one in accounts if one.can_credit and one != only]),
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        drafted = form.attempt(
            lambda: draft_own(
                person_id=member.person_id,
                user_id=member.user_id,
                draft_id=given["key"],
                origin_id=UUID(given["origin"]),
                destination_id=UUID(given["destination"]),
                amount_cents=given["amount"],
                memo=given["memo"],
            )
        )
        if drafted is not None:
            return _review(request, drafted)
    return form_page(request, "web/form_page.html", form, _words(_("Transferir entre sus cuentas")))


@require_http_methods(GET_POST)
@members_only
def third_party(request: MemberRequest, payee_id: UUID) -> HttpResponse:
    """Draft a transfer to a saved payee."""
    member = request.member
    payee = payee_of(person_id=member.person_id, payee_id=payee_id)
    form = Amount(
        request.POST or None,
        initial=start_values(request),
        origins=account_choices(
            [one for one in accounts_of(member.person_id) if one.can_debit_third_party]
        ),
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        drafted = form.attempt(
            lambda: draft_third_party(
                person_id=member.person_id,
                user_id=member.user_id,
                draft_id=given["key"],
                origin_id=UUID(given["origin"]),
                payee_id=payee.id,
                amount_cents=given["amount"],
                memo=given["memo"],
            )
        )
        if drafted is not None:
            return _review(request, drafted)
    heading = _("Transferir a {name}").format(name=payee.holder_name)
    return form_page(request, "web/form_page.html", form, _words(heading))


def _review(request: MemberRequest, order: Order) -> HttpResponse:
    """The code is asked for now: the review that follows only shows."""
    if order.editable:
        member = request.member
        challenge(person_id=member.person_id, user_id=member.user_id, order_id=order.id)
    return redirect("order_review", order_id=order.id)


def _words(heading: str) -> dict[str, str]:
    return {"heading": heading, "act": _("Continuar a revisión"), "back": reverse("transfer")}

"""Cuentas: the list, one account with its movements, and its alias."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coop.ledger.queries import movements
from coop.pages.responses import form_page
from coop.products.reach import accounts_of, reach
from coop.products.rename_account import rename_account
from coop.web.cursors import query, read_movement_cursor, write_movement_cursor
from coop.web.forms import Alias, SearchMovements
from coop.web.labels import account_name, usable_first
from coop.web.member import MemberRequest, members_only
from coop.web.notices import redirect_saying

SEARCHED = ("texto", "desde", "hasta", "minimo", "maximo")


@require_safe
@members_only
def accounts(request: MemberRequest) -> HttpResponse:
    """List every account of which the person is holder."""
    found = accounts_of(request.member.person_id)
    return render(request, "web/accounts.html", {"accounts": usable_first(found)})


@require_safe
@members_only
def account(request: MemberRequest, account_id: UUID) -> HttpResponse:
    """Show one account and a page of its movements."""
    found = reach(person_id=request.member.person_id, account_id=account_id, purpose="see")
    given = {name: request.GET[name] for name in SEARCHED if request.GET.get(name)}
    form = SearchMovements(given or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    older = request.GET.get("antes", "")
    page = movements(
        found.ledger_account_id,
        before=read_movement_cursor(older),
        text=asked.get("texto") or "",
        from_date=asked.get("desde"),
        to_date=asked.get("hasta"),
        least_cents=asked.get("minimo"),
        most_cents=asked.get("maximo"),
    )
    context = {
        "account": found,
        "least_cents": found.book_cents - found.held_cents - found.available_cents,
        "page": page,
        "searching": bool(given),
        "older": older,
        "first_query": query(given),
        "next_query": query(given, antes=write_movement_cursor(page.next)),
    }
    return form_page(request, "web/account.html", form, context)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def alias(request: MemberRequest, account_id: UUID) -> HttpResponse:
    """Give an account a name that only its holder sees."""
    person_id = request.member.person_id
    found = reach(person_id=person_id, account_id=account_id, purpose="see")
    form = Alias(request.POST or None, initial={"alias": found.alias})
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["alias"]
        rename_account(person_id=person_id, account_id=account_id, alias=name)
        return redirect_saying("account", "nombre", account_id=account_id)
    context = {
        "heading": _("Nombre de la cuenta"),
        "kicker": account_name(found),
        "act": _("Guardar el nombre"),
        "back": reverse("account", kwargs={"account_id": account_id}),
    }
    return form_page(request, "web/form_page.html", form, context)

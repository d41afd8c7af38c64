"""Historial: every instruction, by family, newest first."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coop.orders.order import Family
from coop.orders.queries import history as history_of
from coop.pages.responses import form_page
from coop.web.cursors import query, read_order_cursor, write_order_cursor
from coop.web.forms import SearchOrders
from coop.web.labels import in_language
from coop.web.member import MemberRequest, members_only

SEARCHED = ("tipo", "texto", "desde", "hasta")


@dataclass(frozen=True, slots=True)
class Tab:
    """One kind of history: its address, its name, and what an empty one says."""

    family: Family
    slug: str
    name: str
    empty: str
    first_act: str = ""


@require_safe
@members_only
def history(request: MemberRequest) -> HttpResponse:
    """Show a page of the history of one family."""
    tabs = _tabs()
    tab = next((one for one in tabs if one.slug == request.GET.get("tipo")), tabs[0])
    given = {name: request.GET[name] for name in SEARCHED if request.GET.get(name)}
    searching = bool(given.keys() - {"tipo"})
    form = SearchOrders(given if searching else None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    page = history_of(
        person_id=request.member.person_id,
        family=tab.family,
        before=read_order_cursor(request.GET.get("antes", "")),
        text=asked.get("texto") or "",
        from_date=asked.get("desde"),
        to_date=asked.get("hasta"),
    )
    context = {
        "families": tabs,
        "family": tab,
        "page": page,
        "orders": in_language(page.rows),
        "searching": searching,
        "next_query": query(given, antes=write_order_cursor(page.next)),
    }
    return form_page(request, "web/history.html", form, context)


def _tabs() -> list[Tab]:
    return [
        Tab(
            "transfers",
            "transferencias",
            _("Transferencias"),
            _("Cuando haga una transferencia, aparecerá aquí con su comprobante."),
            _("Haga su primera transferencia"),
        ),
        Tab(
            "payments",
            "pagos",
            _("Pagos"),
            _("No hay pagos. Los pagos de servicios todavía no se hacen en este sitio."),
        ),
        Tab(
            "topups",
            "recargas",
            _("Recargas"),
            _("No hay recargas. Las recargas todavía no se hacen en este sitio."),
        ),
    ]

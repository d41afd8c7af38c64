"""Límites: how much may leave, and a person's own lower ceilings."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coop.kernel.money import Money
from coop.orders.limits import limits_of
from coop.orders.order import Ceiling, LimitsView
from coop.orders.set_limits import set_limits
from coop.pages.responses import form_page
from coop.web.forms import Limits
from coop.web.member import MemberRequest, members_only
from coop.web.notices import redirect_saying

GROUP = "third_party"


@dataclass(frozen=True, slots=True)
class Row:
    """One ceiling as the page shows it."""

    name: str
    ceiling: Ceiling
    counted: bool


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def limits(request: MemberRequest) -> HttpResponse:
    """Show the ceilings; take lower ones."""
    member = request.member
    view = limits_of(person_id=member.person_id, group=GROUP)
    form = Limits(request.POST or None, initial=_initial(view))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = form.attempt(
            lambda: set_limits(
                person_id=member.person_id,
                user_id=member.user_id,
                group=GROUP,
                order_cents=given["order"],
                day_cents=given["day"],
                month_cents=given["month"],
            )
        )
        if done is not None:
            return redirect_saying("/limites", "limites")
    return form_page(request, "web/limits.html", form, {"rows": _rows(view), "view": view})


def _initial(view: LimitsView) -> dict[str, str]:
    ceilings = {"order": view.order, "day": view.day, "month": view.month}
    return {name: Money(one.limit_cents).plain() for name, one in ceilings.items()}


def _rows(view: LimitsView) -> list[Row]:
    return [
        Row(_("Por transferencia"), view.order, counted=False),
        Row(_("En 24 horas"), view.day, counted=True),
        Row(_("En 30 días"), view.month, counted=True),
    ]

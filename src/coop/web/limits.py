"""Límites: how much may leave, and a person's own lower ceilings."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coop.access.proofs.fresh import is_fresh
from coop.kernel.money import Money
from coop.orders.limits import limits_of
from coop.orders.order import Ceiling, LimitsView
from coop.orders.set_limits import RaiseUnproven, set_limits
from coop.pages.responses import form_page
from coop.web.confirming import ask_again
from coop.web.forms import Limits
from coop.web.member import MemberRequest, members_only
from coop.web.notices import redirect_saying

GROUP = "third_party"
WISH = "limits_wished"


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
    view = limits_of(person_id=request.member.person_id, group=GROUP)
    form = Limits(request.POST or None, initial=_initial(request, view))
    if request.method == "POST" and form.is_valid():
        answer = form.attempt(lambda: _set(request, form.cleaned_data))
        if answer is not None:
            return answer
    return form_page(request, "web/limits.html", form, {"rows": _rows(view), "view": view})


def _set(request: MemberRequest, cents: Mapping[str, int]) -> HttpResponse:
    """Keep the limits; if one goes up, ask first for a factor, and keep the wish meanwhile."""
    member = request.member
    try:
        set_limits(
            person_id=member.person_id,
            user_id=member.user_id,
            group=GROUP,
            order_cents=cents["order"],
            day_cents=cents["day"],
            month_cents=cents["month"],
            proven=is_fresh(request.session),
        )
    except RaiseUnproven:
        way = ask_again(request)
        if way is None:
            raise
        request.session[WISH] = {name: Money(one).typed() for name, one in cents.items()}
        return way
    return redirect_saying("limits", "limites")


def _initial(request: MemberRequest, view: LimitsView) -> dict[str, str]:
    """Return what the form starts with: the limits, or what was typed before the proof."""
    ceilings = {"order": view.order, "day": view.day, "month": view.month}
    now = {name: Money(one.limit_cents).typed() for name, one in ceilings.items()}
    wish = request.session.pop(WISH, {}) if WISH in request.session else {}
    return {**now, **wish}


def _rows(view: LimitsView) -> list[Row]:
    return [
        Row(_("Por transferencia"), view.order, counted=False),
        Row(_("En 24 horas"), view.day, counted=True),
        Row(_("En 30 días"), view.month, counted=True),
    ]

"""A telephone call from the cooperative: the member compares, and proves themselves here."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from coop.access.desk.call import confirm, refuse, waiting_call
from coop.access.proofs.fresh import proved_since
from coop.access.staff.queries import staff_names
from coop.web.member import MemberRequest, members_only
from coop.web.notices import redirect_saying

PAGE = "/llamada"


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def call(request: MemberRequest) -> HttpResponse:
    """Show who says to be calling, with the figures; a yes needs a factor proven since then."""
    user_id = request.member.user_id
    found = waiting_call(user_id)
    answer = request.POST.get("respuesta") if request.method == "POST" else None
    if found is not None and answer == "no":
        refuse(user_id=user_id, call_id=found.id)
        return redirect_saying(PAGE, "llamada_negada")
    proved = found is not None and proved_since(request.session, found.begun_at)
    if found is not None and answer == "si":
        if not proved:
            return HttpResponseRedirect(f"/perfil/confirmar?seguir={PAGE}")
        confirm(user_id=user_id, call_id=found.id)
        return redirect_saying(PAGE, "llamada_probada")
    name = staff_names([found.staff_id]).get(found.staff_id, "") if found else ""
    return render(request, "web/call.html", {"call": found, "adviser": name, "proved": proved})

"""The first page: search, whom one served lately, and what waits for a decision."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coop.access.staff.rules import SERVES, Role
from coop.access.staff.told import see
from coop.audit.queries import recent_subjects
from coop.audit.record import record
from coop.backoffice.door import StaffRequest, staff_only
from coop.backoffice.forms import Search
from coop.backoffice.people import READ, as_person, covered
from coop.backoffice.searching import find
from coop.backoffice.wishes import HOME, wish_of
from coop.kernel import db
from coop.members.queries import names
from coop.pages.responses import form_page

RECENT = 8
SEES_PEOPLE = (*sorted(SERVES), Role.OPERATIONS, Role.AUDITOR)


@staff_only()
@require_safe
def root(request: StaffRequest) -> HttpResponse:
    """Go to the first page."""
    del request
    return HttpResponseRedirect(HOME)


@staff_only()
@require_POST
def seen(request: StaffRequest, notice_id: UUID) -> HttpResponse:
    """Note that they saw what the page told them."""
    see(user_id=request.staff.user_id, notice_id=notice_id)
    return HttpResponseRedirect(wish_of(request))


@staff_only()
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: StaffRequest) -> HttpResponse:
    """Show the first page; search where something was typed: nothing of it is in an address."""
    sees = request.staff.may(*SEES_PEOPLE)
    form = Search(request.POST or None) if sees else None
    context: dict[str, object] = {"sees_people": sees, "serves": request.staff.may(*SERVES)}
    if form is None:
        form = Search()
    elif request.method == "POST" and form.is_valid():
        found = find(form.cleaned_data["texto"])
        _note(request, [str(one.id) for one in found])
        if len(found) == 1:
            return HttpResponseRedirect(f"/personal/personas/{found[0].id}")
        context["found"] = [covered(one) for one in found]
        context["searched"] = True
    if sees:
        context["recent"] = _recent(request)
    return form_page(request, "backoffice/start.html", form, context)


def _note(request: StaffRequest, ids: list[str]) -> None:
    actor = request.staff.actor
    with db.transaction():
        record(actor=actor, action="backoffice.searched", subject=actor, data={"found": len(ids)})
        for person_id in ids:
            record(actor=actor, action="backoffice.person_listed", subject=person_id)


def _recent(request: StaffRequest) -> list[dict[str, object]]:
    ids = [
        UUID(one) for one in recent_subjects(actor=request.staff.actor, action=READ, limit=RECENT)
    ]
    known = names(ids)
    return [as_person(one, str(known[one])) for one in ids if one in known]

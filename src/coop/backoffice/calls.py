"""The adviser's side of a call: figures to say, and whether the member confirmed."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coop.access.desk.call import call_of_staff
from coop.access.queries import user
from coop.access.staff.rules import Role
from coop.audit.queries import trail
from coop.backoffice import words
from coop.backoffice.door import StaffRequest, staff_only
from coop.backoffice.people import READ, seen
from coop.members.queries import Person, person
from coop.pages.calls import purpose


@staff_only(Role.CIS, Role.PLATAFORMA)
@require_safe
def one(request: StaffRequest, call_id: UUID) -> HttpResponse:
    """Show how a call of one's own stands; the page asks again by itself while it waits."""
    found = call_of_staff(call_id=call_id, staff_id=request.staff.user_id)
    known = user(found.user_id)
    assert known is not None
    assert known.person_id is not None
    context = {
        "call": found,
        "purpose": purpose(found.purpose),
        "word": words.of(words.CALL, found.status),
        "tone": words.CALL_TONE.get(found.status, ""),
        "whom": _whom(request, known.person_id, found.begun_at),
    }
    return render(request, "backoffice/call.html", context)


def _whom(request: StaffRequest, person_id: UUID, since: datetime) -> Person:
    """Return the person; that the adviser looked is kept once for a call, not at each reload."""
    looked = trail(actor=request.staff.actor, subject=str(person_id), since=since)
    if any(one.action == READ for one in looked):
        return person(person_id)
    return seen(request, person_id)

"""A person who is not registered yet, at the counter."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from coop.access.desk.register import register
from coop.access.staff.rules import Role
from coop.backoffice.door import StaffRequest, staff_only
from coop.backoffice.notices import redirect_saying
from coop.backoffice.people import GET_POST
from coop.backoffice.person_form import NewPersonForm
from coop.kernel import clock
from coop.members.new_person import NewPerson
from coop.members.queries import person_by_document
from coop.members.register_people import DocumentTaken
from coop.pages.responses import form_page


@staff_only(Role.CIS, Role.PLATAFORMA)
@require_http_methods(GET_POST)
def new(request: StaffRequest) -> HttpResponse:
    """Register a person; a document that is registered already leads to whom it is."""
    form = NewPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wanted = _wanted(form.cleaned_data)
        checked, actor = form.cleaned_data["checked"], request.staff.actor
        try:
            made = form.attempt(lambda: register(person=wanted, by=actor, document_checked=checked))
        except DocumentTaken:
            return _known(wanted)
        if made is not None:
            return redirect_saying(f"/personal/personas/{made}", "registrada")
    return form_page(request, "backoffice/new_person.html", form)


def _known(wanted: NewPerson) -> HttpResponse:
    found = person_by_document(
        document_type=wanted.document_type,
        number=wanted.document_number,
        country=wanted.document_country,
    )
    assert found is not None
    return redirect_saying(f"/personal/personas/{found.id}", "ya_registrada")


def _wanted(given: dict[str, Any]) -> NewPerson:
    return NewPerson(
        kind=given["kind"],
        document_type=given["type"],
        document_number=given["number"],
        document_country=given["country"] if given["type"] == "passport" else "PA",
        given_names=given["given"],
        family_names="" if given["type"] == "ruc" else given["family"],
        birth_date=given["birth"],
        joined_date=clock.business_date(),
        emails=[given["email"]] if given["email"] else [],
        telephones=[given["phone"]] if given["phone"] else [],
        language=given["language"],
    )

"""The trail: of everything, or of one person; read by pages, and changed by nobody."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from coop.access.desk.state import access_state
from coop.access.staff.queries import all_staff, staff_names
from coop.access.staff.rules import Role
from coop.audit.queries import PAGE_ROWS, Entry, trail
from coop.audit.record import record
from coop.backoffice import words
from coop.backoffice.door import StaffRequest, staff_only
from coop.backoffice.forms import TrailFilter
from coop.backoffice.trail_words import action
from coop.kernel import clock
from coop.members.queries import person

SHORT = 8
LONGEST_VALUE = 200


@staff_only(Role.AUDITOR)
@require_safe
def everything(request: StaffRequest) -> HttpResponse:
    """Show the whole trail, filtered, the newest first."""
    form = TrailFilter(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    who = given.get("quien")
    found = trail(
        actor=str(who) if who else "",
        room=given.get("sala") or "",
        since=clock.at_panama(given["desde"]) if given.get("desde") else None,
        until=_end_of(given.get("hasta")),
        before=_before(request),
        limit=PAGE_ROWS + 1,
    )
    _note(request, request.staff.actor)
    context = {"form": form, "team": all_staff(), "who": str(who or ""), **_page(request, found)}
    status = 422 if form.errors else 200
    return render(request, "backoffice/trail.html", context, status=status)


@staff_only(Role.AUDITOR, Role.OPERATIONS)
@require_safe
def of_person(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show what was done to and by one person."""
    whom, state = person(person_id), access_state(person_id)
    ids = [str(person_id), *([str(state.user_id)] if state else [])]
    found = trail(about=ids, before=_before(request), limit=PAGE_ROWS + 1)
    _note(request, str(person_id))
    own = dict.fromkeys(ids, whom.full_name)
    context = {"whom": whom, "person_id": person_id, **_page(request, found, own)}
    return render(request, "backoffice/trail.html", context)


def _note(request: StaffRequest, subject: str) -> None:
    record(actor=request.staff.actor, action="backoffice.trail_read", subject=subject)


def _end_of(day: date | None) -> datetime | None:
    """Return when a day is over; after the last of all days there is no later one to leave out."""
    if day is None or day == date.max:
        return None
    return clock.at_panama(day + timedelta(days=1))


def _before(request: HttpRequest) -> int | None:
    text = request.GET.get("antes", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None  # noqa: PLR2004 - a bigint


def _page(
    request: HttpRequest, found: list[Entry], own: Mapping[str, str] | None = None
) -> dict[str, Any]:
    shown = found[:PAGE_ROWS]
    ids = [one for entry in shown for one in (entry.actor, entry.subject)]
    names = {**_names(ids), **(own or {})}
    kept = {name: value for name, value in request.GET.items() if value and name != "antes"}
    older = urlencode({**kept, "antes": str(shown[-1].id)}) if len(found) > PAGE_ROWS else ""
    return {"rows": [_row(entry, names) for entry in shown], "older": older}


def _names(ids: list[str]) -> dict[str, str]:
    keys = {key for text in ids if (key := _uuid(text)) is not None}
    return {str(key): name for key, name in staff_names(keys).items()}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _row(entry: Entry, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "at": entry.at,
        "action": action(entry.action),
        "code": entry.action,
        "actor": _shown(entry.actor, names),
        "subject": "" if entry.subject == entry.actor else _shown(entry.subject, names),
        "facts": [
            (words.of(words.DATA, name), _value(value)) for name, value in entry.data.items()
        ],
    }


def _value(value: object) -> str:
    """Return a fact as text: ids by their end, lists in a line, nothing endless."""
    if isinstance(value, bool):
        return gettext("sí") if value else gettext("no")
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"…{text[-SHORT:]}" if _uuid(text) is not None else text[:LONGEST_VALUE]


def _shown(opaque: str, names: Mapping[str, str]) -> str:
    if opaque in names:
        return names[opaque]
    return words.of(words.ACTORS, opaque) if _uuid(opaque) is None else f"…{opaque[-SHORT:]}"

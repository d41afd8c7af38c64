"""Who of the staff is signed in, and the door of each page."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, NoReturn, ParamSpec, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from coop.access.signed_in import LastAccess
from coop.access.staff.rules import Role
from coop.audit.record import record

P = ParamSpec("P")
SIGN_IN = "/personal/entrar"


@dataclass(frozen=True, slots=True)
class Staff:
    """The one of the staff whose session this is, with the roles of this very moment."""

    user_id: UUID
    name: str
    roles: frozenset[Role]
    last_access: LastAccess | None
    seconds_left: int
    extendable: bool

    @property
    def actor(self) -> str:
        """How the trail names them."""
        return str(self.user_id)

    def may(self, *roles: Role) -> bool:
        """Whether they hold one of some roles."""
        return not self.roles.isdisjoint(roles)


class StaffRequest(HttpRequest):
    """A request that `staff_only` let through."""

    staff: Staff


View = Callable[Concatenate[StaffRequest, P], HttpResponse]


def signed_in(request: HttpRequest) -> Staff | None:
    """Return the one of the staff whose session it is, if it still lives."""
    return getattr(request, "staff", None)


def refuse_role(request: HttpRequest, staff: Staff) -> NoReturn:
    """Keep in the trail that somebody asked for what is not of their role, and refuse it.

    Raises:
        PermissionDenied: always.
    """
    record(
        actor=staff.actor,
        action="backoffice.role_missing",
        subject=staff.actor,
        data={"path": request.path[:200]},
    )
    raise PermissionDenied


def staff_only(
    *roles: Role,
) -> Callable[[View[P]], Callable[Concatenate[HttpRequest, P], HttpResponse]]:
    """Let staff of one of these roles through, of any role if none is named.

    Everybody else finds no page here; staff of another role are told that it is not theirs.
    """

    def door(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            staff = signed_in(request)
            if staff is None:
                raise Http404
            if roles and not staff.may(*roles):
                refuse_role(request, staff)
            return view(cast("StaffRequest", request), *args, **kwargs)

        guarded.roles = frozenset(roles)  # type: ignore[attr-defined]  # a test reads it
        return guarded

    return door

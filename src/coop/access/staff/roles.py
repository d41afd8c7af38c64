"""What each of the staff may do: rows that are given and taken back, never edited."""

from collections.abc import Collection
from uuid import UUID

from coop.access.models import StaffRole, User
from coop.access.staff.queries import others_decide, staff_member
from coop.access.staff.rules import DECIDES_ROLES, OPERATOR, Role, roles_of
from coop.approvals.ask import ask
from coop.approvals.consume import consume
from coop.approvals.reason import given_reason
from coop.approvals.rules import digest_of
from coop.audit.record import record
from coop.kernel import clock, db
from coop.kernel.errors import Refused

KIND = "access.staff_roles"


class StaffNotFound(Refused):
    """There is nobody of the staff with this id."""

    code = "access.staff_not_found"


class LastAdministrator(Refused):
    """The cooperative would be left without an administrator who may enter."""

    code = "access.last_administrator"


def ask_roles(*, user_id: UUID, roles: Collection[Role], by: str, reason: str) -> UUID | None:
    """Ask that somebody else decide on the roles; return the request, or None if it was done.

    It is done at once only while nobody else ever joined who could decide.

    Raises:
        StaffNotFound: `access.staff_not_found`.
        ReasonMissing: `approvals.reason_missing`.
        AlreadyAsked: `approvals.already_asked`.
        LastAdministrator: `access.last_administrator`.
    """
    if staff_member(user_id) is None:
        raise StaffNotFound
    with db.transaction():
        return seek_roles(user_id=user_id, roles=roles, by=by, reason=reason)


def seek_roles(*, user_id: UUID, roles: Collection[Role], by: str, reason: str) -> UUID | None:
    """Do as `ask_roles` says, in the caller's transaction; `OPERATOR` needs nobody else.

    Raises:
        ReasonMissing: `approvals.reason_missing`.
        AlreadyAsked: `approvals.already_asked`.
        LastAdministrator: `access.last_administrator`.
    """
    why = given_reason(reason)
    if by == OPERATOR or not others_decide(besides=by, roles=DECIDES_ROLES):
        hold(user_id=user_id, roles=frozenset(roles), by=by)
        return None
    return ask(kind=KIND, subject=str(user_id), facts=_facts(roles), asked_by=by, reason=why)


def set_roles(*, user_id: UUID, roles: Collection[Role], request_id: UUID, by: str) -> None:
    """Give exactly these roles, as was approved, in a transaction of its own.

    Raises:
        LastAdministrator: `access.last_administrator`.
        NotApproved: `approvals.not_approved`, and the other refusals of `approvals.consume`.
    """
    digest = digest_of(kind=KIND, subject=str(user_id), facts=_facts(roles))
    with db.transaction():
        consume(request_id=request_id, kind=KIND, digest=digest, by=by)
        hold(user_id=user_id, roles=frozenset(roles), by=by)


def hold(*, user_id: UUID, roles: frozenset[Role], by: str) -> None:
    """Make the user's roles exactly these, in the caller's transaction.

    Raises:
        LastAdministrator: `access.last_administrator`.
    """
    db.require_transaction()
    now = clock.now()
    held = roles_of(
        StaffRole.objects.select_for_update()
        .filter(user_id=user_id, revoked_at=None)
        .values_list("role", flat=True)
    )
    if Role.ADMIN in held - roles:
        keep_an_administrator(besides=user_id)
    StaffRole.objects.filter(
        user_id=user_id, revoked_at=None, role__in=[role.value for role in held - roles]
    ).update(revoked_at=now, revoked_by=by)
    StaffRole.objects.bulk_create(
        StaffRole(user_id=user_id, role=role.value, granted_at=now, granted_by=by)
        for role in sorted(roles - held)
    )
    record(
        actor=by,
        action="access.staff_roles_set",
        subject=str(user_id),
        data={"roles": sorted(roles), "before": sorted(held)},
    )


def keep_an_administrator(*, besides: UUID) -> None:
    """Refuse to go on unless another administrator may enter; later callers wait for this one.

    Raises:
        LastAdministrator: `access.last_administrator`.
    """
    holders = StaffRole.objects.select_for_update().filter(role=Role.ADMIN.value, revoked_at=None)
    others = [row.user_id for row in holders if row.user_id != besides]
    if not User.objects.filter(
        id__in=others, status="active", staff__joined_at__isnull=False
    ).exists():
        raise LastAdministrator


def _facts(roles: Collection[Role]) -> dict[str, list[str]]:
    return {"roles": sorted(role.value for role in roles)}

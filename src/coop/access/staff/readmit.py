"""Give somebody known a fresh code, and other roles if wanted: the operator's own way in.

It asks nobody: whoever operates the machine can read and write everything anyhow. So a cooperative
in which nobody else can decide any more is never shut out.
"""

from collections.abc import Collection
from uuid import UUID

from coop.access.staff.invitation import write_invitation
from coop.access.staff.new_passkey import write_code
from coop.access.staff.queries import staff_member
from coop.access.staff.roles import StaffNotFound, hold
from coop.access.staff.rules import OPERATOR, Role
from coop.kernel import db


def readmit(*, user_id: UUID, roles: Collection[Role]) -> str:
    """Make the roles these, and return a code with which a passkey is registered.

    Who has joined is told, and every administrator, and their sessions end.

    Raises:
        StaffNotFound: `access.staff_not_found`, or they are disabled.
        LastAdministrator: `access.last_administrator`.
    """
    with db.transaction():
        known = staff_member(user_id)
        if known is None or not known.active:
            raise StaffNotFound
        if frozenset(roles) != known.roles:
            hold(user_id=user_id, roles=frozenset(roles), by=OPERATOR)
        if known.joined_at is None:
            return write_invitation(user_id=user_id, by=OPERATOR)
        return write_code(user_id=user_id, by=OPERATOR)

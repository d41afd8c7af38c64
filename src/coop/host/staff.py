"""`coop staff`: the operator's own way to let people into the back office, and to shut them out."""

import time
from collections.abc import Sequence

from coop.access.staff.rules import (
    FIRST_LINK_LENGTH,
    OPERATOR,
    Role,
    seal_first_link,
    staff_username,
)
from coop.host.cooperative import cooperative
from coop.host.say import MISUSED, OK, Stop, say
from coop.kernel.ids import short_code

FIRST_LINK_DAYS = 7
GROUP = 5


def new_first_link(*, key: str, days: int = FIRST_LINK_DAYS) -> tuple[str, str]:
    """Return the path of a fresh link for the first administrator, and what the settings keep."""
    secret = short_code(FIRST_LINK_LENGTH)
    sealed = seal_first_link(secret=secret, expires=int(time.time()) + days * 86_400, key=key)
    shown = "-".join(secret[at : at + GROUP] for at in range(0, len(secret), GROUP))
    return f"/personal/primera#{shown}", sealed


def staff(*, what: str, name: str | None, roles: Sequence[str]) -> int:
    """Invite one of the staff, list them all, or disable one.

    Raises:
        Stop: with what to do instead.
    """
    if what != "list" and not name:
        raise Stop(f"Say whom: coop staff {what} 'Ana Pérez'", MISUSED)
    with cooperative():
        import django

        django.setup()
        if what == "list":
            return _list()
        assert name
        return _invite(name, roles) if what == "invite" else _disable(name)


def _invite(name: str, words: Sequence[str]) -> int:
    """Give the roles and print a code; of somebody known it is a code for another passkey."""
    from coop.access.staff.invitation import HOURS
    from coop.access.staff.invite import StaffNameUnusable, invite
    from coop.access.staff.queries import staff_named
    from coop.access.staff.readmit import readmit
    from coop.pages.ports import slot

    known = staff_named(staff_username(name))
    if known is not None and not known.active:
        raise Stop(f"{known.name} is disabled; an administrator can enable them again.", MISUSED)
    roles = frozenset(Role(word) for word in words) or (known.roles if known else frozenset())
    if not roles:
        raise Stop(f"Say what {name} does: --role {' | '.join(Role)}", MISUSED)
    try:
        code = (
            readmit(user_id=known.user_id, roles=roles)
            if known
            else invite(name=name, roles=roles, by=OPERATOR, reason="coop staff invite").code
        )
    except StaffNameUnusable as refused:
        raise Stop("A name has 3 to 60 Latin letters: 'Ana Pérez'.", MISUSED) from refused
    say(f"{name}: {', '.join(sorted(roles))}")
    say(f"  code   {code}   good once, for {HOURS} hours")
    say(f"  type it at {slot.get().public_url}/personal/invitacion")
    return OK


def _list() -> int:
    from coop.access.staff.queries import all_staff

    for one in all_staff():
        state = "disabled" if not one.active else "joined" if one.joined_at else "invited"
        say(f"{one.name:<40} {state:<9} {', '.join(sorted(one.roles))}")
    return OK


def _disable(name: str) -> int:
    from coop.access.staff.disable import disable
    from coop.access.staff.queries import staff_named
    from coop.access.staff.roles import LastAdministrator

    known = staff_named(staff_username(name))
    if known is None:
        raise Stop(f"Nobody of the staff is called {name}. See: coop staff list", MISUSED)
    try:
        disable(user_id=known.user_id, by=OPERATOR, reason="coop staff disable")
    except LastAdministrator as refused:
        message = f"{known.name} is the only administrator. Invite another one first."
        raise Stop(message, MISUSED) from refused
    say(f"{known.name} is disabled, and every session of theirs has ended.")
    return OK

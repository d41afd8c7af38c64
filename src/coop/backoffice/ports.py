"""What needs four eyes: for each kind of request, who decides and which verb then does it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from coop.access.staff.rules import Role
from coop.approvals.queries import Request
from coop.kernel.slots import Slot


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of request: the roles that decide, and the act with the opaque id of who does it.

    The act may return a code, which is shown once to whoever did it. `words.KIND` has its title.
    """

    decided_by: frozenset[Role]
    act: Callable[[Request, str], str | None]


slot: Slot[Mapping[str, Kind]] = Slot("backoffice")

"""Reading as staff writes nothing but who looked: the trail of what the staff see."""

import pytest

from coop.access.staff.rules import Role
from tests.colleagues import make_colleague
from tests.rooms.web.reading import walk
from tests.world import Made


@pytest.mark.parametrize("role", list(Role))
def test_no_get_of_staff_writes_anything_but_the_trail(role: Role, marisol: Made) -> None:
    colleague = make_colleague("Una Colega", role)
    known = {"person_id": marisol.person_id, "user_id": marisol.user_id}
    wrong, statuses = walk(colleague.client(), known, also={"audit_entry"})
    assert not wrong
    assert statuses.count(200) > 10

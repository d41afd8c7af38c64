"""An errand's life is one table of steps, taken in one module."""

import itertools
import re
from pathlib import Path

import pytest

from coop.access.errands import errand
from coop.access.errands.rules import STEPS, Status
from coop.access.models import Errand
from coop.kernel import db
from tests.rooms.access.recovering import asked
from tests.rooms.access.world import someone

ACCESS = Path(errand.__file__).parents[1]
WRITES = re.compile(r"(?:UPDATE|INSERT INTO|DELETE FROM)\s+access_(errand|contactcode)\b")
HOMES = {"errand": "errands/errand.py", "contactcode": "codes/contact_code.py"}


def at(status: Status) -> Errand:
    row = Errand.objects.get(id=asked())
    row.status = status
    row.save(update_fields=["status"])
    return row


@pytest.mark.django_db
@pytest.mark.parametrize(("old", "new"), [*itertools.product(Status, Status)])
def test_an_errand_takes_the_steps_of_its_life_and_no_other(old: Status, new: Status) -> None:
    someone()
    row = at(old)
    if (old, new) in STEPS:
        with db.transaction():
            errand.step(row, new)
        kept = Errand.objects.get(id=row.id)
        assert (row.status, kept.status) == (new, new)
        assert (kept.facts == "") == (new in {Status.DONE, Status.VOID})
    else:
        with pytest.raises(AssertionError), db.transaction():
            errand.step(row, new)
        assert Errand.objects.get(id=row.id).status == old


@pytest.mark.django_db
def test_a_step_from_where_the_errand_no_longer_stands_is_not_taken() -> None:
    someone()
    row = at(Status.PROVED)
    Errand.objects.filter(id=row.id).update(status="void")
    with pytest.raises(errand.ErrandEnded), db.transaction():
        errand.step(row, Status.DONE)


def test_errands_and_mailed_codes_are_written_in_one_module_each() -> None:
    found = {
        (name, str(path.relative_to(ACCESS)))
        for path in ACCESS.rglob("*.py")
        for name in WRITES.findall(path.read_text(encoding="utf-8"))
    }
    assert found == {("errand", HOMES["errand"]), ("contactcode", HOMES["contactcode"])}

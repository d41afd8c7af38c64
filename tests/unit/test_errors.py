import pytest

from coop.kernel.errors import Broken, Problem, Refused
from coop.kernel.slots import Slot, SlotEmpty


def test_two_errors_cannot_share_a_code() -> None:
    class Sample(Refused):
        code = "tests.sample"

    try:
        with pytest.raises(TypeError, match=r"tests\.sample"):

            class Impostor(Broken):
                code = "tests.sample"
    finally:
        del Problem.registry[Sample.code]


def test_an_empty_slot_says_which_one() -> None:
    slot: Slot[int] = Slot("tests")
    with pytest.raises(SlotEmpty, match="tests"):
        slot.get()
    with slot.replaced(3):
        assert slot.get() == 3
    slot.fill(0)
    assert slot.get() == 0

"""An unusual sign-in is told, and for a day less may go to new payees."""

import pytest

from coop.access.door.wary import person_is_wary
from coop.access.rules import odd_hour
from coop.access.signed_in import NotSignedIn, SignedIn
from coop.kernel import db
from tests.hours import at
from tests.mailed import templates
from tests.rooms.access.world import Someone, enter, half, someone


def why() -> str:
    found = db.fetch_one("SELECT wary FROM access_signin ORDER BY at DESC LIMIT 1")
    return str(found[0])


@pytest.fixture
def rosa(db: None) -> Someone:
    return someone(factor=True)


@pytest.fixture
def usual(rosa: Someone) -> SignedIn:
    """Two days ago on a device that is recognised."""
    with at(days=-2):
        return enter(keep=True)


def test_a_first_sign_in_is_by_a_new_device_and_told_to_nobody(rosa: Someone) -> None:
    with at():
        enter()
        assert why() == "new_device"
        assert person_is_wary(rosa.person_id)
    assert templates() == ["factor_added"]
    with at(hours=24):
        assert not person_is_wary(rosa.person_id)


def test_the_recognised_device_at_a_usual_hour_is_nothing(rosa: Someone, usual: SignedIn) -> None:
    with at():
        enter(device=usual.device_secret, address="198.51.100.77")
        assert why() == ""
        assert not person_is_wary(rosa.person_id)
    assert "new_sign_in" not in templates()


def test_at_night_it_is_unusual_and_told(rosa: Someone, usual: SignedIn) -> None:
    with at(hours=14):  # 2 in the morning
        second = enter(device=usual.device_secret)
        assert why() == "odd_hour"
    assert templates().count("new_sign_in") == 1
    with at(hours=38):  # the next night it is known
        enter(device=second.device_secret)
        assert why() == ""


def test_after_many_failures_anywhere_it_is_unusual_and_told(
    rosa: Someone, usual: SignedIn
) -> None:
    with at():
        for _ in range(5):
            with pytest.raises(NotSignedIn):
                half(password="equivocada")
        enter(device=usual.device_secret)
        assert why() == "failures"
        assert person_is_wary(rosa.person_id)
    assert templates().count("new_sign_in") == 1


@pytest.mark.parametrize(
    ("hour", "seen", "odd"),
    [
        (12, set(), False),
        (5, set(), False),
        (0, set(), True),
        (4, {12, 19}, True),
        (4, {5}, False),
        (0, {23}, False),
        (2, {2}, False),
    ],
)
def test_an_hour_of_the_night_is_odd_for_who_is_never_up(
    hour: int, seen: set[int], *, odd: bool
) -> None:
    assert odd_hour(hour, seen) is odd

"""Whose phone is some minutes off is told so, where it tells a stranger nothing, and no more."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from coop.access.codes.totp import code_at, present_step
from coop.access.door.second_step import ProofWrong
from coop.access.door.second_step import enter as enter_by_proof
from coop.access.errands import recovery
from coop.access.errands.look import look
from coop.access.factors import TOTP
from coop.access.proofs.challenge import Outcome, Redeemed, issue, redeem
from coop.access.proofs.fresh import FactorTriesSpent, FactorWrong, prove
from coop.kernel import clock, db
from tests.mailed import last_code
from tests.rooms.access.world import HOME, Someone, half, someone

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
ORDER = b"order 1, digest of what was shown"


def at(**later: float) -> Any:
    return clock.frozen(now=NOON + timedelta(**later))


@pytest.fixture
def rosa(db: None) -> Someone:
    with at(hours=-1):  # what is begun before a factor is added ends with it
        return someone(factor=True)


def shown(whose: Someone, steps: int) -> str:
    """What a phone shows whose clock is so many half minutes ahead."""
    return code_at(whose.seed, present_step() + steps)


def entered(typed: str) -> None:
    enter_by_proof(half=half(), method=TOTP, proof=typed)


def signed(whose: Someone, typed: str) -> Redeemed:
    issue(user_id=whose.user_id, digest=ORDER)
    with db.transaction():
        return redeem(user_id=whose.user_id, digest=ORDER, proof=typed)


@pytest.mark.parametrize(
    ("steps", "minutes"), [(-10, -5), (-4, -2), (-3, -2), (-2, -1), (2, 1), (4, 2), (5, 3), (10, 5)]
)
def test_a_code_of_some_minutes_off_is_wrong_and_says_so(
    rosa: Someone, steps: int, minutes: int
) -> None:
    with at():
        typed = shown(rosa, steps)
        with pytest.raises(ProofWrong) as refused:
            entered(typed)
        assert refused.value.data == {"minutes_off": minutes}
    with at(minutes=20):
        with pytest.raises(FactorWrong) as again:
            prove(user_id=rosa.user_id, method=TOTP, typed=shown(rosa, steps))
        assert again.value.data == {"minutes_off": minutes}
    with at(minutes=40):
        wrong = signed(rosa, shown(rosa, steps))
        assert (wrong.outcome, wrong.minutes_off) == (Outcome.WRONG, minutes)


@pytest.mark.parametrize("steps", [-11, 11, 40])
def test_a_code_of_any_other_time_says_nothing(rosa: Someone, steps: int) -> None:
    with at():
        for typed in (shown(rosa, steps), "000000", "", "12345"):
            with pytest.raises(ProofWrong) as refused:
                entered(typed)
            assert refused.value.data == {}
            assert signed(rosa, typed).minutes_off == 0


def test_a_code_that_was_used_is_no_sign_of_a_wrong_clock(rosa: Someone) -> None:
    with at():
        used = shown(rosa, 0)
        entered(used)
    with at(minutes=2), pytest.raises(ProofWrong) as refused:
        entered(used)
    assert refused.value.data == {}


def test_a_code_shown_too_early_is_worth_nothing_when_its_time_comes(rosa: Someone) -> None:
    """Else a guess would be good for all the codes of ten minutes, instead of three."""
    with at():
        early = shown(rosa, 6)
        with pytest.raises(ProofWrong):
            entered(early)
    with at(minutes=3), pytest.raises(ProofWrong) as refused:
        entered(early)
    assert refused.value.data == {}
    with at(minutes=3, seconds=30):
        entered(shown(rosa, 0))


def test_it_counts_as_a_wrong_try_and_is_not_said_while_blocked(rosa: Someone) -> None:
    with at():
        for _ in range(5):
            with pytest.raises(ProofWrong):
                entered(shown(rosa, -4))
        with pytest.raises(ProofWrong) as refused:
            entered(shown(rosa, -4))
        assert refused.value.data == {}
        for _ in range(20):
            with pytest.raises(FactorWrong):
                prove(user_id=rosa.user_id, method=TOTP, typed=shown(rosa, -4))
        with pytest.raises(FactorTriesSpent):
            prove(user_id=rosa.user_id, method=TOTP, typed=shown(rosa, -4))


def test_who_recovers_a_password_is_told_nothing_of_the_clock(rosa: Someone) -> None:
    with at():
        errand_id = recovery.begin(typed=rosa.username, address=HOME, language="es")
        look(errand_id=errand_id)
        recovery.prove(errand_id=errand_id, typed=last_code("rosa@correo.example"))
        with pytest.raises(recovery.ProofWrong) as refused:
            recovery.give_factor(errand_id=errand_id, method="totp", proof=shown(rosa, 4))
        assert refused.value.data == {}


def test_a_code_for_another_method_is_no_sign_of_anything(rosa: Someone) -> None:
    with at(), pytest.raises(ProofWrong) as refused:
        enter_by_proof(half=half(), method="recovery", proof=shown(rosa, -4))
    assert refused.value.data == {}

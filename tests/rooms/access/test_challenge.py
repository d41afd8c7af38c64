"""A code authorizes one order once: not later, not elsewhere, not twice at the same instant."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from coop.access.codes.totp import CodeNotYet, FactorPresent, add_totp, present_code
from coop.access.factors import FactorMissing
from coop.access.ports import slot
from coop.access.proofs.challenge import Outcome, issue, redeem
from coop.kernel import clock, db
from coop.kernel.clock import DemonstrationOnly
from coop.kernel.db import TransactionMissing
from tests.database import Clone
from tests.hours import NOON, at
from tests.rooms.access.world import Someone, someone

ORDER, OTHER = b"order 1, digest of what was shown", b"order 2"


def code(whom: Someone, moment: datetime = NOON, steps: int = 0) -> str:
    return str(format_hotp_value(hotp_value(whom.seed, int(moment.timestamp()) // 30 + steps)))


def attempt(whom: Someone, proof: str, digest: bytes = ORDER) -> Outcome:
    with db.transaction():
        return redeem(user_id=whom.user_id, digest=digest, proof=proof).outcome


def ask(whom: Someone, digest: bytes = ORDER) -> int:
    return issue(user_id=whom.user_id, digest=digest).tries_left


def wrong_code(whom: Someone, moment: datetime = NOON) -> str:
    right = {code(whom, moment, step) for step in range(-2, 3)}
    return next(str(n).zfill(6) for n in range(10) if str(n).zfill(6) not in right)


@pytest.mark.django_db
def test_a_fresh_code_authorizes_the_order_it_was_asked_for() -> None:
    rosa = someone(factor=True)
    with at():
        assert ask(rosa) == 5
        assert attempt(rosa, code(rosa)) is Outcome.ACCEPTED


@pytest.mark.django_db
@pytest.mark.parametrize("later", [0, 31, 59, 61, 119])
@pytest.mark.parametrize("digest", [ORDER, OTHER])
def test_a_used_code_is_refused_ever_after_for_the_same_order_and_for_another(
    later: int, digest: bytes
) -> None:
    rosa = someone(factor=True)
    with at():
        ask(rosa)
        ask(rosa, OTHER)
        used = code(rosa, steps=1)  # the latest step that the tolerance takes
        assert attempt(rosa, used) is Outcome.ACCEPTED
    with at(seconds=later):
        ask(rosa, digest)
        assert attempt(rosa, used, digest) is not Outcome.ACCEPTED


@pytest.mark.django_db
def test_a_code_older_than_the_last_one_taken_is_refused_although_it_was_never_used() -> None:
    rosa = someone(factor=True)
    with at():
        ask(rosa)
        ask(rosa, OTHER)
        assert attempt(rosa, code(rosa)) is Outcome.ACCEPTED
        assert attempt(rosa, code(rosa, steps=-1), OTHER) is Outcome.WRONG
        assert attempt(rosa, code(rosa, steps=1), OTHER) is Outcome.ACCEPTED


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("steps", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_phones_clock_may_be_half_a_minute_off(steps: int, taken: bool) -> None:
    rosa = someone(factor=True)
    with at():
        ask(rosa)
        assert (attempt(rosa, code(rosa, steps=steps)) is Outcome.ACCEPTED) == (abs(steps) < 2)


REPLAY = """
import django, os, sys; django.setup()
from datetime import datetime
from uuid import UUID
from coop.access.proofs.challenge import issue, redeem
from coop.kernel import clock, db
user = UUID(os.environ["USER_ID"])
for moment, order in map(str.split, sys.argv[1:]):
    with clock.frozen(now=datetime.fromisoformat(moment)):
        digest = bytes.fromhex(order)
        issue(user_id=user, digest=digest)
        with db.transaction():
            print(redeem(user_id=user, digest=digest, proof=os.environ["PROOF"]).outcome.value)
"""


def test_another_worker_refuses_the_code_at_once_and_after_31_and_59_seconds(
    cloned_database: Clone,
) -> None:
    rosa = someone(factor=True)

    def elsewhere(*tries: tuple[int, bytes]) -> list[str]:
        """Have a process of its own try the code for each order, so many seconds later."""
        environment = {
            **os.environ,
            **cloned_database.environment,
            "USER_ID": str(rosa.user_id),
            "PROOF": code(rosa, steps=1),
        }
        moments = [
            f"{(NOON + timedelta(seconds=later)).isoformat()} {digest.hex()}"
            for later, digest in tries
        ]
        ran = subprocess.run(
            [sys.executable, "-c", REPLAY, *moments],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return ran.stdout.split()

    assert elsewhere((0, ORDER)) == ["accepted"]
    with at():
        ask(rosa, OTHER)
        assert attempt(rosa, code(rosa, steps=1), OTHER) is Outcome.WRONG
    replays = [(later, b"order %d" % later) for later in (0, 31, 59)]
    assert elsewhere(*replays) == ["wrong"] * 3


def test_the_same_code_for_sixteen_orders_at_once_authorizes_one(cloned_database: Clone) -> None:
    rosa = someone(factor=True)
    digests = [b"order %d" % number for number in range(16)]
    for digest in digests:
        ask(rosa, digest)
    now = clock.now()

    def one(digest: bytes) -> Outcome:
        with clock.frozen(now=now):
            return attempt(rosa, code(rosa, now), digest)

    outcomes = cloned_database.together([partial(one, digest) for digest in digests])
    assert sorted(map(str, outcomes)) == ["accepted"] + ["wrong"] * 15


def test_the_same_order_sixteen_times_at_once_is_authorized_once(cloned_database: Clone) -> None:
    rosa = someone(factor=True)
    ask(rosa)
    now = clock.now()

    def one() -> Outcome:
        with clock.frozen(now=now):
            return attempt(rosa, code(rosa, now))

    outcomes = cloned_database.together([one] * 16)
    assert sorted(map(str, outcomes)) == ["accepted"] + ["void"] * 15


def test_rolled_back_the_code_was_not_used(cloned_database: Clone) -> None:
    """The order was refused after its proof (no funds, say): the person may try it again."""
    rosa = someone(factor=True)
    with at():
        ask(rosa)
        with pytest.raises(RuntimeError), db.transaction():
            redeem(user_id=rosa.user_id, digest=ORDER, proof=code(rosa))
            raise RuntimeError
        assert attempt(rosa, code(rosa)) is Outcome.ACCEPTED


@pytest.mark.django_db
def test_five_wrong_proofs_void_it_and_asking_again_does_not_help() -> None:
    rosa = someone(factor=True)
    with at():
        ask(rosa)
        outcomes = [attempt(rosa, wrong_code(rosa)) for _ in range(3)]
        assert ask(rosa) == 2
        outcomes += [attempt(rosa, wrong_code(rosa)) for _ in range(2)]
        assert outcomes == [Outcome.WRONG] * 4 + [Outcome.VOID]
        assert ask(rosa) == 0
        assert attempt(rosa, code(rosa)) is Outcome.VOID


def test_forty_wrong_proofs_at_once_are_five(cloned_database: Clone) -> None:
    rosa = someone(factor=True)
    ask(rosa)
    outcomes = cloned_database.together([lambda: attempt(rosa, "no es un código")] * 40)
    assert sorted(map(str, outcomes)).count("wrong") == 4
    assert sorted(map(str, outcomes)).count("void") == 36
    assert db.fetch_one("SELECT wrong, status FROM access_challenge") == (5, "void")


@pytest.mark.django_db
def test_new_orders_do_not_buy_more_guesses() -> None:
    rosa = someone(factor=True)
    tried = 0
    with at():
        for number in range(10):
            digest = b"order %d" % number
            ask(rosa, digest)
            for _ in range(4):
                tried += attempt(rosa, wrong_code(rosa), digest) is Outcome.WRONG
        assert tried == slot.get().proof_burst
        ask(rosa)
        assert attempt(rosa, code(rosa)) is Outcome.BLOCKED
    with at(minutes=5):
        ask(rosa)
        assert attempt(rosa, code(rosa, NOON + timedelta(minutes=5))) is Outcome.ACCEPTED


@pytest.mark.django_db
def test_it_lives_two_minutes_and_asked_again_two_more() -> None:
    rosa = someone(factor=True)
    with at():
        assert issue(user_id=rosa.user_id, digest=ORDER).expires_at == NOON + timedelta(minutes=2)
    with at(seconds=120):
        late = code(rosa, NOON + timedelta(seconds=120))
        assert attempt(rosa, late) is Outcome.EXPIRED
        ask(rosa)
        assert attempt(rosa, late) is Outcome.ACCEPTED


@pytest.mark.django_db
def test_a_digest_that_nobody_issued_or_another_users_is_not_redeemed() -> None:
    rosa, pedro = someone(factor=True), someone("pedro.rios", factor=True)
    with at():
        ask(rosa)
        assert attempt(pedro, code(pedro)) is Outcome.EXPIRED
        assert attempt(rosa, code(rosa), OTHER) is Outcome.EXPIRED
        assert attempt(rosa, code(pedro)) is Outcome.WRONG


@pytest.mark.django_db
def test_spaces_and_hyphens_that_come_with_a_paste_are_borne() -> None:
    rosa = someone(factor=True)
    for number, shape in enumerate(["{} {}", " {}{}\n", "{}-{}", "{}\N{NO-BREAK SPACE}{}"]):
        moment = NOON + timedelta(minutes=number)
        with clock.frozen(now=moment):
            ask(rosa, shape.encode())
            right = code(rosa, moment)
            typed = shape.format(right[:3], right[3:])
            assert attempt(rosa, typed, shape.encode()) is Outcome.ACCEPTED


@pytest.mark.django_db
@pytest.mark.parametrize("zero", ["\N{ARABIC-INDIC DIGIT ZERO}", "\N{FULLWIDTH DIGIT ZERO}"])
def test_digits_of_other_scripts_and_other_texts_are_wrong(zero: str) -> None:
    rosa = someone(factor=True)
    with at():
        right = code(rosa)
        ask(rosa)
        for typed in ("".join(chr(ord(zero) + int(d)) for d in right), right + "0"):
            assert attempt(rosa, typed) is Outcome.WRONG
        ask(rosa, OTHER)
        for typed in ("", "\x00", "------", right[:5]):
            assert attempt(rosa, typed, OTHER) is Outcome.WRONG


@pytest.mark.django_db
def test_the_seed_is_kept_sealed() -> None:
    rosa = someone(factor=True)
    kept = Authenticator.objects.get(user_id=rosa.user_id).data["secret"]
    assert rosa.seed not in kept
    assert kept.startswith("gAAAA")  # a Fernet token


@pytest.mark.django_db
def test_one_generator_each_and_none_means_no_orders() -> None:
    rosa, pedro = someone(factor=True), someone("pedro.rios")
    with pytest.raises(FactorPresent):
        add_totp(user_id=rosa.user_id)
    with pytest.raises(FactorMissing):
        ask(pedro)


def test_a_proof_outside_the_orders_transaction_is_a_fault(cloned_database: Clone) -> None:
    rosa = someone(factor=True)
    with pytest.raises(TransactionMissing):
        redeem(user_id=rosa.user_id, digest=ORDER, proof="123456")


@pytest.mark.django_db
def test_a_demonstration_shows_the_codes_that_would_be_taken_and_production_none() -> None:
    rosa = someone(factor=True)
    with at():
        for digest in (ORDER, OTHER):
            ask(rosa, digest)
            assert attempt(rosa, present_code(user_id=rosa.user_id), digest) is Outcome.ACCEPTED
        with pytest.raises(CodeNotYet) as wait:
            present_code(user_id=rosa.user_id)
        assert wait.value.data == {"seconds": 30}
    with slot.replaced(replace(slot.get(), demonstration=False)), pytest.raises(DemonstrationOnly):
        present_code(user_id=rosa.user_id)

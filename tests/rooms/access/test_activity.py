"""What its owner reads of an access: every change of a factor and every proof, under their name."""

import pytest

from coop.access.codes.totp import present_code
from coop.access.desk.block import block, unblock
from coop.access.desk.unlock import unlock
from coop.access.errands import recovery
from coop.access.errands.look import look
from coop.access.proofs.challenge import issue, redeem
from coop.access.sessions.activity import activity_of
from coop.access.tokens import pairing
from coop.access.tokens.token import revoke_token
from coop.kernel import db
from tests.mailed import last_code
from tests.phone import bring, pair
from tests.rooms.access.world import HOME, Someone, someone

REASON = "Lo pidió por teléfono"


@pytest.fixture
def rosa(db: None) -> Someone:
    return someone(factor=True)


def done(whose: Someone) -> list[str]:
    return [deed.action for deed in reversed(activity_of(whose.user_id))][2:]


def test_a_token_that_comes_and_goes_is_read_by_its_owner(rosa: Someone) -> None:
    begun = pairing.begin(user_id=rosa.user_id)
    bring(begun.secret)
    with pytest.raises(pairing.AnswerWrong):
        pairing.finish(user_id=rosa.user_id, pairing_id=begun.id, typed="00000000")
    phone = pair(rosa.user_id)
    revoke_token(user_id=rosa.user_id, token_id=phone.token_id)
    assert done(rosa) == [
        "access.token_pairing_begun",
        "access.token_joined",
        "access.token_pairing_answer_wrong",
        "access.token_pairing_begun",
        "access.token_joined",
        "access.token_added",
        "access.token_removed",
    ]
    assert activity_of(someone("pedro.rios").user_id)[0].action == "access.enrolled"


def test_the_proofs_of_a_recovery_are_read_by_its_owner(rosa: Someone) -> None:
    errand_id = recovery.begin(typed=rosa.username, address=HOME, language="es")
    look(errand_id=errand_id)
    recovery.prove(errand_id=errand_id, typed=last_code("rosa@correo.example"))
    with pytest.raises(recovery.ProofWrong):
        recovery.give_factor(errand_id=errand_id, method="totp", proof="000000")
    code = present_code(user_id=rosa.user_id)
    recovery.give_factor(errand_id=errand_id, method="totp", proof=code)
    assert done(rosa) == ["access.recovery_proof_wrong", "access.recovery_proved"]


def test_a_wrong_proof_of_an_order_is_read_by_its_owner(rosa: Someone) -> None:
    issue(user_id=rosa.user_id, digest=b"order 1")
    for _ in range(5):
        with db.transaction():
            redeem(user_id=rosa.user_id, digest=b"order 1", proof="000000")
    assert done(rosa) == ["access.proof_wrong"] * 4 + ["access.proof_voided"]


def test_what_staff_did_is_read_by_the_owner(rosa: Someone) -> None:
    for act in (unlock, block, unblock):
        act(person_id=rosa.person_id, by="adviser", reason=REASON)
    assert done(rosa) == ["access.unlocked", "access.blocked", "access.unblocked"]
    assert [deed.own for deed in activity_of(rosa.user_id)][:3] == [False] * 3

"""Every way in after the name: token, recovery code, passkey; each good once, for one user."""

from datetime import timedelta

import pytest

from coop.access.codes import recovery_codes
from coop.access.codes.totp import present_code
from coop.access.door.second_step import HalfEnded, ProofWrong
from coop.access.door.second_step import enter as enter_by_proof
from coop.access.door.second_step import enter_by_passkey as second_by_passkey
from coop.access.factors import PASSKEY, TOKEN, TOTP
from coop.access.models import User
from coop.access.passkeys.ceremony import CeremonyOver
from coop.access.passkeys.passkey import begin_sign_in
from coop.access.passkeys.relying_party import PasskeyRefused
from coop.access.proofs.typed import RECOVERY
from coop.access.signed_in import NotSignedIn
from coop.kernel import clock
from tests.mailed import templates
from tests.phone import pair
from tests.rooms.access.world import alone, enter, half, registered, someone

pytestmark = pytest.mark.django_db


def test_a_token_answers_the_number_of_its_own_half_open_sign_in_once() -> None:
    rosa = someone()
    phone = pair(rosa.user_id)
    found, other = half(), half()
    assert found.methods == (TOKEN,)
    assert found.nonce != other.nonce
    answer = phone.enter(found.nonce)
    for wrong in (phone.pay(100, "123456", found.nonce), phone.change(found.nonce)):
        with pytest.raises(ProofWrong):
            enter_by_proof(half=found, method=TOKEN, proof=wrong)
    with pytest.raises(ProofWrong):
        enter_by_proof(half=other, method=TOKEN, proof=answer)
    assert enter_by_proof(half=found, method=TOKEN, proof=answer).user_id == rosa.user_id
    with pytest.raises(ProofWrong):
        enter_by_proof(half=found, method=TOKEN, proof=answer)


def test_a_recovery_code_opens_once_and_is_told_by_mail() -> None:
    rosa = someone(factor=True)
    code = recovery_codes.make(user_id=rosa.user_id)[0]
    found = half()
    assert found.methods == (TOTP, RECOVERY)
    written = " ".join(code[at : at + 4] for at in range(0, 20, 4))
    enter_by_proof(half=found, method=RECOVERY, proof=written)
    assert templates().count("recovery_code_used") == 1
    with pytest.raises(ProofWrong):
        enter_by_proof(half=half(), method=RECOVERY, proof=code)


def test_recovery_codes_without_a_factor_ask_for_nothing() -> None:
    rosa = someone()
    recovery_codes.make(user_id=rosa.user_id)
    assert half().methods == ()


def test_the_weakest_proof_is_not_taken_for_another_method() -> None:
    rosa = someone(factor=True)
    code = recovery_codes.make(user_id=rosa.user_id)[0]
    for method, proof in ((TOTP, code), (RECOVERY, present_code(user_id=rosa.user_id))):
        with pytest.raises(ProofWrong):
            enter_by_proof(half=half(), method=method, proof=proof)


def test_a_passkey_is_the_second_step_of_its_owner_alone() -> None:
    rosa, pedro = someone(), someone("pedro.rios")
    device, stranger = registered(rosa), registered(pedro)
    found = half()
    assert found.methods == (PASSKEY,)
    for other in (begin_sign_in(), begin_sign_in(user_id=pedro.user_id)):
        with pytest.raises(PasskeyRefused):
            second_by_passkey(
                half=found, ceremony_id=other.id, credential=stranger.get(other.options)
            )
    asked = begin_sign_in(user_id=rosa.user_id)
    credential = device.get(asked.options)
    who = second_by_passkey(half=found, ceremony_id=asked.id, credential=credential, keep=True)
    assert who.user_id == rosa.user_id
    assert who.device_secret
    with pytest.raises(CeremonyOver):
        second_by_passkey(half=found, ceremony_id=asked.id, credential=credential)


def test_a_passkey_that_comes_after_five_minutes_begins_again() -> None:
    rosa = someone()
    device, found = registered(rosa), half()
    with clock.frozen(now=clock.now() + timedelta(minutes=5)), pytest.raises(HalfEnded):
        asked = begin_sign_in(user_id=rosa.user_id)
        second_by_passkey(half=found, ceremony_id=asked.id, credential=device.get(asked.options))


def test_a_passkey_comes_in_alone_and_its_browser_is_recognised() -> None:
    rosa = someone()
    device = registered(rosa)
    first = alone(device)
    assert first.user_id == rosa.user_id
    again = alone(device, cookie=first.device_secret)
    assert again.device_id == first.device_id
    assert again.device_secret != first.device_secret


def test_no_lock_out_of_the_password_keeps_a_passkey_out() -> None:
    rosa = someone(factor=True)
    device = registered(rosa)
    for _ in range(7):
        with pytest.raises(NotSignedIn):
            half(password="equivocada")
    with pytest.raises(NotSignedIn):
        enter()
    assert alone(device).user_id == rosa.user_id


def test_a_passkey_of_a_blocked_user_opens_nothing() -> None:
    rosa = someone()
    device = registered(rosa)
    User.objects.filter(id=rosa.user_id).update(status="blocked")
    with pytest.raises(NotSignedIn):
        alone(device)

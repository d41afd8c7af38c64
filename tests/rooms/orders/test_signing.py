"""What signs an order signs that order as it was shown, by the method that the server takes."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from coop.access.codes.totp import present_code
from coop.access.passkeys.change import remove_passkey
from coop.access.passkeys.passkey import begin_register, finish_register
from coop.access.passkeys.rows import passkeys_of
from coop.access.proofs.challenge import DOMAIN, Challenge, issue, signed_over
from coop.access.tokens.rules import last6
from coop.kernel import clock, db
from coop.orders.challenge import MethodTooWeak, OrderClosed, challenge
from coop.orders.confirm import PasskeyWrong, ProofExpired, ProofVoid, ProofWrong
from coop.orders.order import Order
from coop.orders.ports import slot
from coop.orders.rules import Status
from coop.transfers.confirm import confirm
from coop.transfers.edit import edit
from tests.authenticator import Device
from tests.database import Clone
from tests.phone import Phone, pair
from tests.rooms.orders import world


def with_passkey(whose: world.Member, device: Device | None = None) -> Device:
    device = device or Device()
    asked = begin_register(user_id=whose.user_id, name="Mi teléfono")
    answer = device.create(asked.options)
    finish_register(user_id=whose.user_id, ceremony_id=asked.id, credential=answer)
    return device


def sign(whose: world.Member, order: Order, proof: str, method: str) -> Order:
    return confirm(
        person_id=whose.id,
        user_id=whose.user_id,
        order_id=order.id,
        proof=proof,
        method=method,
        address=world.HERE,
        seen=order.digest.hex(),
    )


def asked_of(whose: world.Member, order: Order) -> Challenge:
    return challenge(person_id=whose.id, user_id=whose.user_id, order_id=order.id)


def test_a_passkey_signs_the_order_that_was_shown(cloned_database: Clone) -> None:
    marisol = world.member()
    device = with_passkey(marisol)
    order = world.own(marisol, 900_00)
    asked = asked_of(marisol, order)
    assert asked.methods == ("passkey",)
    assert json.loads(asked.options)["userVerification"] == "required"
    done = sign(marisol, order, device.get(asked.options), "passkey")
    assert done.status is Status.POSTED
    again = sign(marisol, order, "cualquier cosa", "passkey")
    assert again.receipt_code == done.receipt_code
    methods = db.fetch_all(
        "SELECT data->>'method' FROM audit_entry WHERE action = 'orders.confirmed'"
    )
    assert methods == [("passkey",)]


def test_what_is_signed_is_made_of_domain_digest_and_nonce(cloned_database: Clone) -> None:
    marisol = world.member()
    with_passkey(marisol)
    order = world.own(marisol, 1_00)
    first, again = asked_of(marisol, order), asked_of(marisol, order)
    assert first.options == again.options  # another tab asks the same
    (nonce,) = db.fetch_one("SELECT nonce FROM access_challenge")
    assert len(bytes(nonce)) == 32
    assert DOMAIN.startswith(b"coop.order")
    other = signed_over(order.digest, bytes(32))
    assert other != signed_over(order.digest, bytes(nonce))
    with clock.frozen(now=clock.now() + timedelta(minutes=3)):
        assert asked_of(marisol, order).options != first.options


def test_a_payee_changed_after_the_review_is_not_signed(cloned_database: Clone) -> None:
    marisol = world.member()
    device = with_passkey(marisol)
    order = world.own(marisol, 20_00)
    answer = device.get(asked_of(marisol, order).options)
    changed = edit(
        person_id=marisol.id, user_id=marisol.user_id, order_id=order.id, amount_cents=90_00
    )
    with pytest.raises(ProofExpired):  # nobody asked for a proof of what it is now
        sign(marisol, changed, answer, "passkey")
    asked_of(marisol, changed)
    with pytest.raises(PasskeyWrong):
        sign(marisol, changed, answer, "passkey")
    assert world.available(marisol) == 1_000_00


def test_an_answer_for_one_order_authorizes_no_other(cloned_database: Clone) -> None:
    marisol = world.member()
    device = with_passkey(marisol)
    one, other = world.own(marisol, 1_00), world.own(marisol, 90_00)
    answer = device.get(asked_of(marisol, one).options)
    asked_of(marisol, other)
    with pytest.raises(PasskeyWrong) as wrong:
        sign(marisol, other, answer, "passkey")
    assert wrong.value.data == {"tries_left": 4}
    assert sign(marisol, one, answer, "passkey").status is Status.POSTED


@pytest.mark.parametrize(
    "spoil",
    [
        lambda device: replace(device, verified=False),
        lambda device: replace(device, origin="https://relevo.example"),
        lambda device: replace(device, framed=True),
        lambda device: replace(device, counter=-1 + device.counter, step=0),
        lambda device: Device(credential_id=device.credential_id, handle=device.handle, counter=9),
    ],
    ids=["unverified", "relayed", "framed", "counter back", "another key"],
)
def test_a_spoiled_signature_is_a_wrong_proof(
    cloned_database: Clone, spoil: Callable[[Device], Device]
) -> None:
    marisol = world.member()
    device = with_passkey(marisol, Device(counter=5))
    order = world.own(marisol, 20_00)
    asked = asked_of(marisol, order)
    with pytest.raises(PasskeyWrong):
        sign(marisol, order, spoil(device).get(asked.options), "passkey")
    assert sign(marisol, order, device.get(asked.options), "passkey").status is Status.POSTED


def test_another_persons_passkey_and_a_removed_one_do_not_sign(cloned_database: Clone) -> None:
    marisol, ruben = world.member("marisol"), world.member("ruben")
    mine, theirs = with_passkey(marisol), with_passkey(ruben)
    order = world.own(marisol, 20_00)
    asked = asked_of(marisol, order)
    with pytest.raises(PasskeyWrong):
        sign(marisol, order, theirs.get(asked.options), "passkey")
    with_passkey(marisol, Device())
    first = passkeys_of(marisol.user_id)[0]
    remove_passkey(user_id=marisol.user_id, passkey_id=first.id)
    with pytest.raises(PasskeyWrong):
        sign(marisol, order, mine.get(asked.options), "passkey")


def test_a_code_where_the_server_asked_for_a_passkey_is_a_wrong_proof(
    cloned_database: Clone,
) -> None:
    marisol = world.member()
    device = with_passkey(marisol)
    order = world.own(marisol, 20_00)
    asked = asked_of(marisol, order)
    for method in ("totp", "token", "inventado"):
        with pytest.raises(ProofWrong):
            sign(marisol, order, present_code(user_id=marisol.user_id), method)
    assert world.available(marisol) == 1_000_00
    assert sign(marisol, order, device.get(asked.options), "passkey").status is Status.POSTED


def test_five_wrong_proofs_of_any_method_void_the_order(cloned_database: Clone) -> None:
    marisol = world.member()
    device = with_passkey(marisol)
    order = world.own(marisol, 20_00)
    asked = asked_of(marisol, order)
    tries = [("x", "passkey"), ("000000", "totp"), ("00000000", "token"), ("{}", "passkey")]
    for proof, method in tries:
        with pytest.raises(ProofWrong):
            sign(marisol, order, proof, method)
    with pytest.raises(ProofVoid):
        sign(marisol, order, "x", "passkey")
    with pytest.raises(OrderClosed):
        sign(marisol, order, device.get(asked.options), "passkey")


def test_one_signature_eight_times_at_once_is_one_posting(cloned_database: Clone) -> None:
    marisol = world.member()
    device = with_passkey(marisol)
    order = world.own(marisol, 20_00)
    answer = device.get(asked_of(marisol, order).options)
    outcomes = cloned_database.together([lambda: sign(marisol, order, answer, "passkey")] * 8)
    receipts = {one.receipt_code for one in outcomes if isinstance(one, Order)}
    assert len(receipts) == 1
    assert len([one for one in outcomes if isinstance(one, Order)]) == 8
    assert world.available(marisol) == 980_00


def test_an_old_signature_is_worth_nothing_when_it_is_asked_again(cloned_database: Clone) -> None:
    marisol = world.member()
    device = with_passkey(marisol)
    order = world.own(marisol, 20_00)
    answer = device.get(asked_of(marisol, order).options)
    with clock.frozen(now=clock.now() + timedelta(minutes=3)):
        with pytest.raises(ProofExpired):
            sign(marisol, order, answer, "passkey")
        asked_of(marisol, order)
        with pytest.raises(PasskeyWrong):
            sign(marisol, order, answer, "passkey")


def test_a_code_alone_authorizes_only_up_to_its_limit(cloned_database: Clone) -> None:
    marisol = world.member()
    limit = slot.get().totp_cents
    assert limit == 500_00
    assert world.proven(marisol, world.own(marisol, limit)).status is Status.POSTED
    order = world.own(marisol, limit - 50_00)
    world.challenged(marisol, order)
    code = present_code(user_id=marisol.user_id)
    lower = replace(slot.get(), totp_cents=1_00)
    with slot.replaced(lower), pytest.raises(MethodTooWeak):  # again, under the lock
        sign(marisol, order, code, "totp")
    with slot.replaced(lower), pytest.raises(MethodTooWeak) as weak:
        world.challenged(marisol, order)
    assert weak.value.data == {"limit_cents": 1_00}
    assert sign(marisol, order, code, "totp").status is Status.POSTED  # it was not used up


def test_removing_the_passkey_does_not_lift_the_limit_of_codes(cloned_database: Clone) -> None:
    marisol = world.member()
    with_passkey(marisol)
    order = world.own(marisol, 900_00)
    asked_of(marisol, order)
    (only,) = passkeys_of(marisol.user_id)
    remove_passkey(user_id=marisol.user_id, passkey_id=only.id)
    with pytest.raises(MethodTooWeak):
        sign(marisol, order, present_code(user_id=marisol.user_id), "totp")
    assert world.available(marisol) == 1_000_00


def answer_of(phone: Phone, asked: Challenge) -> str:
    assert asked.question is not None
    question = asked.question
    return phone.pay(question.amount_cents, question.destination_last6, question.nonce)


def test_a_token_answers_the_orders_own_facts(cloned_database: Clone) -> None:
    marisol, ruben = world.member("marisol"), world.member("ruben")
    phone = pair(marisol.user_id)
    order = world.third_party(marisol, world.payee_of(marisol, ruben), 250_00)
    asked = asked_of(marisol, order)
    assert asked.methods == ("token",)
    assert asked.question is not None
    assert asked.question.amount_cents == 250_00
    assert asked.question.destination_last6 == last6(ruben.number)
    assert asked_of(marisol, order).question == asked.question
    with pytest.raises(ProofWrong):  # amount and account as a relay would have them
        sign(marisol, order, phone.pay(250_00, "999999", asked.question.nonce), "token")
    with pytest.raises(ProofWrong):
        sign(marisol, order, present_code(user_id=marisol.user_id), "totp")
    assert sign(marisol, order, answer_of(phone, asked), "token").status is Status.POSTED


def test_who_has_both_signs_with_either(cloned_database: Clone) -> None:
    marisol = world.member()
    phone, device = pair(marisol.user_id), with_passkey(marisol)
    for method in ("token", "passkey"):
        order = world.own(marisol, 600_00 if method == "token" else 100_00)
        asked = asked_of(marisol, order)
        assert asked.methods == ("passkey", "token")
        proof = answer_of(phone, asked) if method == "token" else device.get(asked.options)
        assert sign(marisol, order, proof, method).status is Status.POSTED


def test_a_tokens_answer_for_one_order_authorizes_no_other(cloned_database: Clone) -> None:
    marisol = world.member()
    phone = pair(marisol.user_id)
    one, other = world.own(marisol, 20_00), world.own(marisol, 20_00)
    answer = answer_of(phone, asked_of(marisol, one))
    asked_of(marisol, other)
    with pytest.raises(ProofWrong):
        sign(marisol, other, answer, "token")
    assert sign(marisol, one, answer, "token").status is Status.POSTED


def test_a_challenge_of_before_this_release_gets_its_nonce_when_asked_again(
    cloned_database: Clone,
) -> None:
    marisol = world.member()
    with_passkey(marisol)
    issue(user_id=marisol.user_id, digest=b"order")
    db.execute("UPDATE access_challenge SET nonce = '', token_nonce = ''")
    issue(user_id=marisol.user_id, digest=b"order")
    (nonce,) = db.fetch_one("SELECT nonce FROM access_challenge")
    assert len(bytes(nonce)) == 32

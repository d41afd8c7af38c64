"""A token answers one order once; no clock matters, and a removed one answers no more."""

import secrets
from datetime import timedelta
from uuid import uuid4

import pytest

from coop.access.codes.totp import add_totp
from coop.access.factors import LastFactor
from coop.access.models import Token, TokenPairing
from coop.access.tokens import token
from coop.kernel import clock, db
from coop.kernel.db import TransactionMissing
from tests.database import Clone
from tests.phone import Phone, pair
from tests.rooms.access.world import Someone, someone

CENTS, LAST = 5_000, "123456"


def take(whom: Someone, nonce: str, typed: str, cents: int = CENTS, last: str = LAST) -> bool:
    with db.transaction():
        return token.take(
            user_id=whom.user_id,
            amount_cents=cents,
            destination_last6=last,
            nonce=nonce,
            typed=typed,
        )


def enter(whom: Someone, nonce: str, typed: str) -> bool:
    with db.transaction():
        return token.take_sign_in(user_id=whom.user_id, nonce=nonce, typed=typed)


@pytest.fixture
def rosa(db: None) -> Someone:
    return someone()


@pytest.fixture
def phone(rosa: Someone) -> Phone:
    return pair(rosa.user_id)


def test_a_token_answers_the_order_it_was_asked_about_once(rosa: Someone, phone: Phone) -> None:
    nonce = token.fresh_nonce(user_id=rosa.user_id)
    right = phone.pay(CENTS, LAST, nonce)
    assert take(rosa, nonce, f" {right[:4]} {right[4:]}\n")
    assert not take(rosa, nonce, right)


@pytest.mark.parametrize("cents", [1, 4_999, 5_001, 50_000, 80_000])
def test_another_amount_is_refused(rosa: Someone, phone: Phone, cents: int) -> None:
    assert not take(rosa, "000001", phone.pay(CENTS, LAST, "000001"), cents=cents)
    assert take(rosa, "000001", phone.pay(CENTS, LAST, "000001"))


@pytest.mark.parametrize("last", ["123457", "654321", "000000"])
def test_another_destination_is_refused(rosa: Someone, phone: Phone, last: str) -> None:
    assert not take(rosa, "000001", phone.pay(CENTS, LAST, "000001"), last=last)


def test_another_number_another_purpose_and_other_texts_are_refused(
    rosa: Someone, phone: Phone
) -> None:
    right = phone.pay(CENTS, LAST, "000001")
    assert not take(rosa, "000002", right)
    assert not take(rosa, "000001", phone.enter("000001"))
    for typed in ("", "--------", "12345678\0", right[:7], right + "0"):
        assert not take(rosa, "000001", typed)


def test_another_persons_token_does_not_answer(rosa: Someone, phone: Phone) -> None:
    pedro = someone("pedro.rios")
    assert not take(pedro, "000001", phone.pay(CENTS, LAST, "000001"))
    theirs = pair(pedro.user_id)
    assert not take(rosa, "000001", theirs.pay(CENTS, LAST, "000001"))
    assert not take(pedro, "000001", phone.pay(CENTS, LAST, "000001"))


def test_a_phones_clock_does_not_matter(rosa: Someone, phone: Phone) -> None:
    right = phone.pay(CENTS, LAST, "000001")
    with clock.frozen(now=clock.now() + timedelta(days=400)):
        assert take(rosa, "000001", right)


def test_each_of_two_phones_answers_and_the_one_that_did_is_noted(
    rosa: Someone, phone: Phone
) -> None:
    second = pair(rosa.user_id)
    assert take(rosa, "000001", second.pay(CENTS, LAST, "000001"))
    used = {one.id: one.used_at for one in token.tokens_of(rosa.user_id)}
    assert used[second.token_id] is not None
    assert used[phone.token_id] is None
    assert take(rosa, "000002", phone.pay(CENTS, LAST, "000002"))
    assert not take(rosa, "000002", second.pay(CENTS, LAST, "000002"))


def test_a_sign_in_is_answered_once_and_is_good_for_nothing_else(
    rosa: Someone, phone: Phone
) -> None:
    nonce = token.sign_in_question(user_id=rosa.user_id)
    assert token.sign_in_fragment(nonce) == f"v1.in.{nonce}"
    assert not enter(rosa, nonce, phone.pay(CENTS, LAST, nonce))
    assert not take(rosa, nonce, phone.enter(nonce))
    assert enter(rosa, nonce, phone.enter(nonce))
    assert not enter(rosa, nonce, phone.enter(nonce))


def test_a_number_that_was_answered_is_not_asked_again(
    rosa: Someone, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter([1, 1, 2])
    monkeypatch.setattr(secrets, "randbelow", lambda _: next(drawn))
    assert token.fresh_nonce(user_id=rosa.user_id) == "000001"
    assert take(rosa, "000001", phone.pay(CENTS, LAST, "000001"))
    assert token.fresh_nonce(user_id=rosa.user_id) == "000002"


def test_a_removed_token_answers_no_more_and_its_key_is_gone(rosa: Someone, phone: Phone) -> None:
    assert token.tokens_of(rosa.user_id)
    add_totp(user_id=rosa.user_id)
    token.revoke_token(user_id=rosa.user_id, token_id=phone.token_id)
    assert not token.tokens_of(rosa.user_id)
    assert not take(rosa, "000001", phone.pay(CENTS, LAST, "000001"))
    assert Token.objects.get(id=phone.token_id).sealed == ""
    with pytest.raises(token.TokenNotFound):
        token.revoke_token(user_id=rosa.user_id, token_id=phone.token_id)


def test_the_only_factor_is_not_given_up(rosa: Someone, phone: Phone) -> None:
    with pytest.raises(LastFactor):
        token.revoke_token(user_id=rosa.user_id, token_id=phone.token_id)
    assert take(rosa, "000001", phone.pay(CENTS, LAST, "000001"))


def test_nobody_removes_another_persons_token(rosa: Someone, phone: Phone) -> None:
    pedro = someone("pedro.rios")
    for token_id in (phone.token_id, uuid4()):
        with pytest.raises(token.TokenNotFound):
            token.revoke_token(user_id=pedro.user_id, token_id=token_id)
    assert token.tokens_of(rosa.user_id)


def test_all_tokens_of_a_user_can_be_removed_at_once(rosa: Someone, phone: Phone) -> None:
    pair(rosa.user_id)
    with db.transaction():
        assert token.revoke_tokens(user_id=rosa.user_id, by="staff") == 2
        assert token.revoke_tokens(user_id=rosa.user_id, by="staff") == 0
    assert _notices(rosa) == ["token_added"] * 2 + ["token_removed"] * 2


def test_the_question_bears_the_facts_the_name_and_a_mark_for_each_token(
    rosa: Someone, phone: Phone
) -> None:
    pair(rosa.user_id)
    asked = token.question(
        user_id=rosa.user_id,
        amount_cents=CENTS,
        destination_last6=LAST,
        payee="Clara Núñez",
        nonce="000001",
    )
    version, purpose, cents, last, nonce, name, marks = asked.fragment.split(".")
    assert (version, purpose, cents, last, nonce) == ("v1", "pay", "5000", LAST, "000001")
    assert name == "Q2xhcmEgTsO6w7Fleg"
    assert len(set(marks.split("~"))) == 2
    assert asked.nonce == "000001"


def test_keys_are_kept_sealed(phone: Phone) -> None:
    kept = Token.objects.get(id=phone.token_id).sealed
    assert kept.startswith("gAAAA")  # a Fernet token
    assert phone.key.hex() not in kept
    assert TokenPairing.objects.get().sealed == ""


def test_an_answer_outside_a_transaction_is_a_fault(cloned_database: Clone) -> None:
    rosa = someone()
    with pytest.raises(TransactionMissing):
        token.take_sign_in(user_id=rosa.user_id, nonce="000001", typed="12345678")


def test_rolled_back_the_answer_was_not_used(cloned_database: Clone) -> None:
    rosa = someone()
    phone = pair(rosa.user_id)
    right = phone.enter("000001")
    with pytest.raises(RuntimeError), db.transaction():
        assert token.take_sign_in(user_id=rosa.user_id, nonce="000001", typed=right)
        raise RuntimeError
    assert enter(rosa, "000001", right)


def test_the_same_answer_sixteen_times_at_once_is_taken_once(cloned_database: Clone) -> None:
    rosa = someone()
    phone = pair(rosa.user_id)
    right = phone.pay(CENTS, LAST, "000001")
    taken = cloned_database.together([lambda: take(rosa, "000001", right)] * 16)
    assert sorted(map(str, taken)) == ["False"] * 15 + ["True"]


def _notices(whom: Someone) -> list[str]:
    found = db.fetch_all(
        "SELECT template FROM notifications_notice WHERE person_id = %s ORDER BY template",
        [whom.person_id],
    )
    return [name for (name,) in found]

"""A phone becomes a token only when its first answer came back to the member's own page."""

import pytest

from coop.access.models import TokenPairing
from coop.access.signed_in import TooManyTries
from coop.access.tokens import token
from coop.access.tokens.keys import text
from coop.access.tokens.pairing import (
    MOST_TOKENS,
    AnswerWrong,
    PairingEnded,
    PairingUnknown,
    PairingWaits,
    TokensTooMany,
    begin,
    finish,
    join,
    progress,
)
from coop.kernel import clock, db
from tests.database import Clone
from tests.phone import bring, first_answer, pair
from tests.rooms.access.world import Someone, someone

POINT = text(b"\4" + b"\0" * 64)


@pytest.fixture
def rosa(db: None) -> Someone:
    return someone()


def test_until_its_first_answer_a_phone_is_no_token(rosa: Someone) -> None:
    pairing = begin(user_id=rosa.user_id)
    with pytest.raises(PairingWaits):
        finish(user_id=rosa.user_id, pairing_id=pairing.id, typed="12345678")
    key, joined = bring(pairing.secret)
    assert not token.tokens_of(rosa.user_id)
    found = progress(user_id=rosa.user_id, pairing_id=pairing.id)
    assert found is not None
    assert found.phone == "Chrome en Android"
    typed = first_answer(key, joined)
    made = finish(user_id=rosa.user_id, pairing_id=pairing.id, typed=typed)
    assert [one.id for one in token.tokens_of(rosa.user_id)] == [made]
    assert progress(user_id=rosa.user_id, pairing_id=pairing.id) is None
    with pytest.raises(PairingEnded):
        finish(user_id=rosa.user_id, pairing_id=pairing.id, typed=typed)


def test_the_first_phone_that_brings_the_secret_has_it(rosa: Someone) -> None:
    """A stolen secret costs the member a new pairing, and gives the thief nothing."""
    pairing = begin(user_id=rosa.user_id)
    bring(pairing.secret, address="198.51.100.9")
    with pytest.raises(PairingUnknown):
        bring(pairing.secret)
    again = begin(user_id=rosa.user_id)
    with pytest.raises(PairingEnded):
        finish(user_id=rosa.user_id, pairing_id=pairing.id, typed="12345678")
    key, joined = bring(again.secret)
    finish(user_id=rosa.user_id, pairing_id=again.id, typed=first_answer(key, joined))
    assert len(token.tokens_of(rosa.user_id)) == 1


def test_five_wrong_answers_end_it(rosa: Someone) -> None:
    pairing = begin(user_id=rosa.user_id)
    key, joined = bring(pairing.secret)
    wrong = f"{(int(first_answer(key, joined)) + 1) % 10**8:08}"
    for left in (4, 3, 2, 1):
        with pytest.raises(AnswerWrong) as refused:
            finish(user_id=rosa.user_id, pairing_id=pairing.id, typed=wrong)
        assert refused.value.data == {"tries_left": left}
    for typed in (wrong, first_answer(key, joined)):
        with pytest.raises(PairingEnded):
            finish(user_id=rosa.user_id, pairing_id=pairing.id, typed=typed)
    assert not token.tokens_of(rosa.user_id)
    assert TokenPairing.objects.get().sealed == ""


def test_it_lives_ten_minutes(rosa: Someone) -> None:
    pairing = begin(user_id=rosa.user_id)
    with clock.frozen(now=pairing.expires_at), pytest.raises(PairingUnknown):
        bring(pairing.secret, address="198.51.100.9")
    key, joined = bring(pairing.secret)
    typed = first_answer(key, joined)
    with clock.frozen(now=pairing.expires_at), pytest.raises(PairingEnded):
        finish(user_id=rosa.user_id, pairing_id=pairing.id, typed=typed)
    finish(user_id=rosa.user_id, pairing_id=pairing.id, typed=typed)


def test_another_member_cannot_finish_it(rosa: Someone) -> None:
    pedro = someone("pedro.rios")
    pairing = begin(user_id=rosa.user_id)
    key, joined = bring(pairing.secret)
    with pytest.raises(PairingEnded):
        finish(user_id=pedro.user_id, pairing_id=pairing.id, typed=first_answer(key, joined))
    assert progress(user_id=pedro.user_id, pairing_id=pairing.id) is None


@pytest.mark.parametrize("secret", ["", "no", "ABCDEFGHJKMN", "A" * 4000, "\0" * 12])
def test_an_unknown_secret_is_refused_in_one_way(rosa: Someone, secret: str) -> None:
    with pytest.raises(PairingUnknown):
        bring(secret)


@pytest.mark.parametrize("public", ["", "x" * 87, POINT, POINT[:-1], POINT + "A", "é" * 87])
def test_what_is_no_point_of_the_curve_uses_nothing_up(rosa: Someone, public: str) -> None:
    pairing = begin(user_id=rosa.user_id)
    with pytest.raises(PairingUnknown):
        join(secret=pairing.secret, phone_public=public, name="", address="203.0.113.7")
    bring(pairing.secret)


def test_guesses_from_one_network_are_few(rosa: Someone) -> None:
    for _ in range(20):
        with pytest.raises(PairingUnknown):
            bring("ABCDEFGHJKMN", address="198.51.100.9")
    pairing = begin(user_id=rosa.user_id)
    with pytest.raises(TooManyTries):
        bring(pairing.secret, address="198.51.100.9")
    bring(pairing.secret)


def test_a_member_has_a_few_tokens_at_most(rosa: Someone) -> None:
    for _ in range(MOST_TOKENS):
        pair(rosa.user_id)
    with pytest.raises(TokensTooMany):
        begin(user_id=rosa.user_id)


def test_neither_secret_nor_key_is_kept_in_the_clear(rosa: Someone) -> None:
    pairing = begin(user_id=rosa.user_id)
    key, _ = bring(pairing.secret)
    row = TokenPairing.objects.get(id=pairing.id)
    assert pairing.secret.encode() not in bytes(row.secret)
    assert key.hex() not in row.sealed
    (trail,) = db.fetch_one("SELECT string_agg(data::text || subject, ' ') FROM audit_entry")
    assert pairing.secret not in trail


def test_of_sixteen_phones_at_once_one_joins(cloned_database: Clone) -> None:
    rosa = someone()
    pairing = begin(user_id=rosa.user_id)

    def one() -> bool:
        try:
            bring(pairing.secret)
        except PairingUnknown:
            return False
        return True

    assert sorted(map(str, cloned_database.together([one] * 16))) == ["False"] * 15 + ["True"]


def test_finished_sixteen_times_at_once_it_makes_one_token(cloned_database: Clone) -> None:
    rosa = someone()
    pairing = begin(user_id=rosa.user_id)
    key, joined = bring(pairing.secret)
    typed = first_answer(key, joined)

    def one() -> bool:
        try:
            finish(user_id=rosa.user_id, pairing_id=pairing.id, typed=typed)
        except PairingEnded:
            return False
        return True

    assert sorted(map(str, cloned_database.together([one] * 16))) == ["False"] * 15 + ["True"]
    assert len(token.tokens_of(rosa.user_id)) == 1


def test_begun_sixteen_times_at_once_one_is_open(cloned_database: Clone) -> None:
    rosa = someone()
    cloned_database.together([lambda: begin(user_id=rosa.user_id)] * 16)
    assert TokenPairing.objects.filter(status="open").count() == 1

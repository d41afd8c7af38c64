"""Of two who came in by the password alone, one binds the first factor and the other is out."""

from collections.abc import Callable
from functools import partial

import pytest

from coop.access.codes.new_totp import activate, pending
from coop.access.codes.totp import code_at, present_step
from coop.access.door.session import state
from coop.access.factors import FirstFactorBound, factors_of
from coop.access.passkeys.passkey import begin_register, finish_register
from coop.access.passwords.change import change_password
from coop.access.sessions.live import SessionNotFound
from coop.access.sessions.sign_out import sign_out_everywhere
from coop.access.sessions.store import SessionStore
from coop.access.tokens.pairing import begin as begin_pairing
from coop.access.tokens.pairing import finish as finish_pairing
from tests.authenticator import Device
from tests.database import Clone
from tests.phone import bring, first_answer
from tests.rooms.access.requests import NEW, again, signed_in
from tests.rooms.access.world import PASSWORD, Someone, someone

Bind = Callable[[], object]


def passkey(rosa: Someone, store: SessionStore) -> Bind:
    asked = begin_register(user_id=rosa.user_id, name="Mi teléfono")
    credential = Device().create(asked.options)
    return partial(
        finish_register,
        user_id=rosa.user_id,
        ceremony_id=asked.id,
        credential=credential,
        first=True,
        keep=store.session_key,
    )


def token(rosa: Someone, store: SessionStore) -> Bind:
    pairing = begin_pairing(user_id=rosa.user_id)
    typed = first_answer(*bring(pairing.secret))
    return partial(
        finish_pairing,
        user_id=rosa.user_id,
        pairing_id=pairing.id,
        typed=typed,
        first=True,
        keep=store.session_key,
    )


def generator(rosa: Someone, store: SessionStore) -> Bind:
    seed = pending(store, username="rosa", issuer="Cooperativa").key.replace(" ", "")
    store.save()
    typed = code_at(seed, present_step())
    return partial(activate, store, user_id=rosa.user_id, typed=typed, first=True)


WAYS = [
    (passkey, passkey),
    (passkey, generator),
    (generator, token),
    (token, passkey),
    (generator, generator),
]
Way = Callable[[Someone, SessionStore], Bind]


@pytest.mark.django_db
@pytest.mark.parametrize(("one", "other"), WAYS)
def test_the_second_to_bind_a_first_factor_is_refused_and_out(one: Way, other: Way) -> None:
    rosa = someone()
    mine, theirs = again(signed_in()), again(signed_in())
    mine_binds, they_bind = one(rosa, mine), other(rosa, theirs)
    mine_binds()
    had = factors_of(rosa.user_id)
    assert [state(again(store)).why for store in (mine, theirs)] == ["active", "none"]
    with pytest.raises(FirstFactorBound):
        they_bind()
    assert factors_of(rosa.user_id) == had
    assert [state(again(store)).why for store in (mine, theirs)] == ["active", "none"]


@pytest.mark.parametrize(("one", "other"), WAYS)
def test_of_two_first_factors_at_once_one_is_bound_and_one_session_stays(
    cloned_database: Clone, one: Way, other: Way
) -> None:
    rosa = someone()
    stores = [again(signed_in()), again(signed_in())]
    calls = [one(rosa, stores[0]), other(rosa, stores[1])]
    outcomes = cloned_database.together(calls)
    refused = [found for found in outcomes if isinstance(found, Exception)]
    assert [type(found) for found in refused] == [FirstFactorBound]
    lives = [state(again(store)).active for store in stores]
    assert lives == [not isinstance(found, Exception) for found in outcomes]


@pytest.mark.django_db
@pytest.mark.parametrize("way", [passkey, token, generator])
def test_a_session_that_was_ended_meanwhile_binds_nothing(way: Way) -> None:
    rosa = someone()
    store = again(signed_in())
    bind = way(rosa, store)
    sign_out_everywhere(user_id=rosa.user_id)
    with pytest.raises(SessionNotFound):
        bind()
    assert factors_of(rosa.user_id) == ()


@pytest.mark.django_db
def test_a_session_that_was_ended_meanwhile_changes_no_password() -> None:
    rosa = someone()
    store = again(signed_in())
    sign_out_everywhere(user_id=rosa.user_id)
    with pytest.raises(SessionNotFound):
        change_password(
            user_id=rosa.user_id, present=PASSWORD, new=NEW, session_key=store.session_key
        )
    change_password(user_id=rosa.user_id, present=PASSWORD, new=NEW, session_key=None)


@pytest.mark.django_db
def test_a_factor_more_leaves_the_other_sessions() -> None:
    rosa = someone(factor=True)
    stores = [again(signed_in()), again(signed_in())]
    asked = begin_register(user_id=rosa.user_id, name="Mi teléfono")
    finish_register(
        user_id=rosa.user_id, ceremony_id=asked.id, credential=Device().create(asked.options)
    )
    assert all(state(again(store)).active for store in stores)

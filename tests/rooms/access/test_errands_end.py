"""What somebody began without being signed in ends when the user's access changes."""

from collections.abc import Callable
from datetime import timedelta
from threading import Event
from time import sleep
from uuid import UUID

import pytest

from coop.access.codes import recovery_codes
from coop.access.codes.new_totp import activate as bind_generator
from coop.access.codes.new_totp import pending
from coop.access.codes.one_time_code import make as make_code
from coop.access.codes.totp import code_at, present_step
from coop.access.desk.block import block, unblock
from coop.access.desk.reset_factors import ask_reset, reset_factors
from coop.access.door.block_myself import block_myself
from coop.access.errands import activation, enrolment, errand, recovery
from coop.access.errands.errand import CodeWrong, ErrandEnded
from coop.access.errands.recovery import FactorNotGiven
from coop.access.passkeys.change import remove_passkey
from coop.access.passkeys.rows import passkeys_of
from coop.access.passwords.change import change_password
from coop.access.ports import slot
from coop.access.sessions.sign_out import end_errands, sign_out_everywhere
from coop.access.sessions.store import SessionStore
from coop.access.tokens.token import revoke_token, tokens_of
from coop.approvals.decide import decide
from coop.kernel import clock, db
from coop.members.queries import person as member
from tests import make
from tests.database import Clone
from tests.mailed import last_code
from tests.phone import pair
from tests.rooms.access.recovering import MAIL, NEW, asked, given, opens, proved
from tests.rooms.access.world import HOME, PASSWORD, Someone, registered, someone

WHY = "lo pidió por teléfono"


@pytest.fixture
def rosa(db: None) -> Someone:
    """Somebody with a generator, a passkey and a token, so that one of them may go."""
    found = someone(factor=True)
    registered(found)
    pair(found.user_id)
    return found


def another_password(rosa: Someone) -> None:
    change_password(
        user_id=rosa.user_id, present=PASSWORD, new="mango-verde-con-sal-9", session_key=None
    )


def blocked_by_the_owner(rosa: Someone) -> None:
    block_myself(user_id=rosa.user_id)
    unblock(person_id=rosa.person_id, by="staff", reason=WHY)


def blocked_by_staff(rosa: Someone) -> None:
    block(person_id=rosa.person_id, by="staff", reason=WHY)
    unblock(person_id=rosa.person_id, by="staff", reason=WHY)


def factors_reset(rosa: Someone) -> None:
    request_id = ask_reset(person_id=rosa.person_id, by="uno", reason=WHY, document_checked=True)
    decide(request_id=request_id, by="dos", approve=True, reason=WHY)
    reset_factors(
        user_id=rosa.user_id,
        proven={"document_checked": True},
        request_id=request_id,
        by="dos",
    )


def another_generator(rosa: Someone) -> None:
    store = SessionStore()
    seed = pending(store, username="rosa", issuer="Cooperativa").key.replace(" ", "")
    bind_generator(store, user_id=rosa.user_id, typed=code_at(seed, present_step()))


def a_passkey_more(rosa: Someone) -> None:
    registered(rosa, name="Otro teléfono")


def a_passkey_less(rosa: Someone) -> None:
    remove_passkey(user_id=rosa.user_id, passkey_id=passkeys_of(rosa.user_id)[0].id)


def a_token_more(rosa: Someone) -> None:
    pair(rosa.user_id)


def a_token_less(rosa: Someone) -> None:
    revoke_token(user_id=rosa.user_id, token_id=tokens_of(rosa.user_id)[0].id)


def other_recovery_codes(rosa: Someone) -> None:
    recovery_codes.make(user_id=rosa.user_id)


def everything_closed(rosa: Someone) -> None:
    sign_out_everywhere(user_id=rosa.user_id)


CHANGES = (
    another_password,
    blocked_by_the_owner,
    blocked_by_staff,
    factors_reset,
    another_generator,
    a_passkey_more,
    a_passkey_less,
    a_token_more,
    a_token_less,
    other_recovery_codes,
    everything_closed,
)
Change = Callable[[Someone], None]


@pytest.mark.parametrize("change", CHANGES)
def test_a_recovery_ends_when_the_users_access_changes(rosa: Someone, change: Change) -> None:
    errand_id = given(rosa)
    change(rosa)
    assert errand.view(errand_id, kinds=recovery.KINDS) is None
    with pytest.raises(ErrandEnded):
        recovery.finish(errand_id=errand_id, password=NEW)
    assert not opens(NEW)


@pytest.mark.parametrize("change", [another_password, blocked_by_staff, a_passkey_more])
def test_an_activation_ends_too(rosa: Someone, change: Change) -> None:
    make.account(rosa.person_id)
    with db.transaction():
        code = make_code(purpose="activation", by="staff", hours=24, user_id=rosa.user_id)
    number = member(rosa.person_id).document_number
    errand_id = activation.begin(document_number=number, typed=code, address=HOME, language="es")
    version = slot.get().terms_version
    enrolment.accept_terms(errand_id=errand_id, version=version, language="es")
    change(rosa)
    with pytest.raises(ErrandEnded):
        enrolment.finish(errand_id=errand_id, password=NEW)
    assert not opens(NEW)


def test_a_recovery_begun_afterwards_goes_on(rosa: Someone) -> None:
    another_password(rosa)
    recovery.finish(errand_id=given(rosa), password=NEW)
    assert opens(NEW)


def test_a_stranger_does_not_see_that_the_users_access_changed(rosa: Someone) -> None:
    """Or a page left open would tell that the typed name is somebody's."""
    hers, nobodys = asked(), asked("nadie.aqui")
    another_password(rosa)
    seen = [errand.view(one, kinds=recovery.KINDS) for one in (hers, nobodys)]
    assert all(one is not None and not one.proved for one in seen)
    for one in (hers, nobodys):
        with pytest.raises(CodeWrong):
            recovery.prove(errand_id=one, typed="00000000")
    recovery.prove(errand_id=hers, typed=last_code(MAIL))
    with pytest.raises(ErrandEnded):
        recovery.ask_passkey(errand_id=hers)


def test_a_factor_that_was_proven_serves_for_ten_minutes(rosa: Someone) -> None:
    begun = clock.now()
    with clock.frozen(now=begun):
        errand_id = given(rosa)
    with clock.frozen(now=begun + timedelta(minutes=10)):
        seen = errand.view(errand_id, kinds=recovery.KINDS)
        assert seen is not None
        assert not seen.factor_given
        with pytest.raises(FactorNotGiven):
            recovery.finish(errand_id=errand_id, password=NEW)
    with clock.frozen(now=begun + timedelta(minutes=9, seconds=59)):
        recovery.finish(errand_id=errand_id, password=NEW)
    assert opens(NEW)


def test_a_recovery_waits_for_a_change_on_its_way_and_is_over(cloned_database: Clone) -> None:
    rosa = someone(factor=True)
    errand_id = given(rosa)
    asked_for = Event()

    def change() -> None:
        with db.transaction():
            end_errands(rosa.user_id)
            asked_for.set()
            sleep(0.5)

    def finish() -> None:
        asked_for.wait(10)
        recovery.finish(errand_id=errand_id, password=NEW)

    _, refused = cloned_database.together([change, finish])
    assert isinstance(refused, ErrandEnded)
    assert opens(PASSWORD)


def test_of_two_recoveries_at_once_one_sets_the_password(cloned_database: Clone) -> None:
    rosa = someone(factor=True)
    codes = recovery_codes.make(user_id=rosa.user_id)
    errands = [given(rosa), _given_by_codes(codes)]
    calls = [_finishing(one, f"frase larga numero {turn} mas") for turn, one in enumerate(errands)]
    outcomes = cloned_database.together(calls)
    assert outcomes.count(None) == 1
    assert sum(isinstance(one, ErrandEnded) for one in outcomes) == 1


def _given_by_codes(codes: tuple[str, ...]) -> UUID:
    errand_id = proved()
    recovery.give_factor(errand_id=errand_id, method="codes", proof="\n".join(codes[:2]))
    return errand_id


def _finishing(errand_id: UUID, password: str) -> Callable[[], None]:
    return lambda: recovery.finish(errand_id=errand_id, password=password)

"""Payees: a holder is confirmed, never disclosed."""

from typing import TYPE_CHECKING

import pytest

from coop.kernel import db
from coop.payees import ports
from coop.payees.confirm_holder import LookupsThrottled, confirm_holder
from coop.payees.payee import HolderMatch
from coop.payees.queries import PayeeNotFound, payee, payees_of
from coop.payees.remove_payee import remove_payee
from coop.payees.rename_payee import rename_payee
from coop.payees.save_payee import (
    AliasTooLong,
    HolderNotMatched,
    HolderUnavailable,
    OwnAccount,
    PayeesTooMany,
    save_payee,
)
from coop.products.set_account_status import set_account_status
from tests import make
from tests.rooms.orders import world

if TYPE_CHECKING:
    from coop.payees.payee import PayeeView

pytestmark = pytest.mark.django_db


def ask(whose: world.Member, number: str, name: str) -> HolderMatch:
    return confirm_holder(person_id=whose.id, account_number=number, name=name)


def save(whose: world.Member, number: str, name: str, alias: str = "") -> "PayeeView":
    return save_payee(
        person_id=whose.id,
        user_id=whose.user_id,
        account_number=number,
        name=name,
        alias=alias,
    )


def test_a_right_name_shows_the_registered_one_and_a_wrong_one_nothing() -> None:
    marisol, ruben = world.member("marisol"), world.member("ruben")
    registered = "Rubén Darío Castillo Núñez"
    assert ask(marisol, ruben.number, "ruben castillo") == HolderMatch("match", registered)
    assert ask(marisol, ruben.number, "Ruben Castilo") == HolderMatch("close", registered)
    wrong = ask(marisol, ruben.number, "Pedro Pérez")
    assert wrong == HolderMatch("none", None)
    assert ask(marisol, "0000000000", "Ruben Castillo") == wrong
    assert ask(marisol, "x" * 1_000_000, "y" * 1_000_000) == wrong
    assert ask(marisol, ruben.number, "") == wrong
    trail = db.fetch_all("SELECT data FROM audit_entry WHERE action = 'payees.holder_looked_up'")
    assert len(trail) == 6
    assert ruben.number not in str(trail)


def test_look_ups_are_counted_for_the_person() -> None:
    marisol, ruben = world.member("marisol"), world.member("ruben")
    with ports.slot.replaced(ports.Settings(3, 60, 200)):
        for _ in range(3):
            ask(marisol, ruben.number, "nobody at all")
        with pytest.raises(LookupsThrottled):
            ask(marisol, ruben.number, "Rubén Castillo")
        assert ask(ruben, marisol.number, "Marisol Ríos").outcome == "match"


def test_a_payee_is_saved_once_told_of_renamed_and_removed() -> None:
    marisol, ruben = world.member("marisol"), world.member("ruben")
    saved = save(marisol, ruben.number, ruben.name)
    assert saved.alias == "Rubén Darío Castillo Núñez"
    assert saved.number_masked == f"••{ruben.number[-4:]}"
    assert save(marisol, ruben.number, ruben.name, "Taller").id == saved.id
    renamed = rename_payee(
        person_id=marisol.id,
        user_id=marisol.user_id,
        payee_id=saved.id,
        alias="<b>Rubén</b>\u202e",
    )
    assert renamed.alias == "<b>Rubén</b>"
    assert payees_of(marisol.id) == (renamed,)
    assert payees_of(ruben.id) == ()
    (told,) = db.fetch_one("SELECT count(*) FROM notifications_notice WHERE about = %s", [saved.id])
    assert told == 1
    with pytest.raises(PayeeNotFound):
        payee(person_id=ruben.id, payee_id=saved.id)
    remove_payee(person_id=marisol.id, user_id=marisol.user_id, payee_id=saved.id)
    with pytest.raises(PayeeNotFound):
        remove_payee(person_id=marisol.id, user_id=marisol.user_id, payee_id=saved.id)
    assert payees_of(marisol.id) == ()


def test_what_cannot_be_a_payee_is_refused_by_name() -> None:
    marisol, ruben = world.member("marisol"), world.member("ruben")
    with pytest.raises(HolderNotMatched):
        save(marisol, ruben.number, "Pedro Pérez")
    with pytest.raises(OwnAccount):
        save(marisol, marisol.number, marisol.name)
    with pytest.raises(AliasTooLong):
        save(marisol, ruben.number, ruben.name, "a" * 41)
    with ports.slot.replaced(ports.Settings(20, 60, 0)), pytest.raises(PayeesTooMany):
        save(marisol, ruben.number, ruben.name)
    shares = make.account(ruben.id, type_code="APO")
    number = world.number(shares)
    assert shares
    assert ask(marisol, number, ruben.name) == HolderMatch("unavailable", None)
    with pytest.raises(HolderUnavailable):
        save(marisol, number, ruben.name)


def test_an_account_blocked_after_it_was_saved_receives_nothing() -> None:
    marisol, ruben = world.member("marisol"), world.member("ruben")
    drafted = world.third_party(marisol, world.payee_of(marisol, ruben))
    set_account_status(account_id=ruben.account, status="blocked", reason="Por orden judicial")
    with pytest.raises(Exception, match="destination_closed"):
        world.proven(marisol, drafted)
    assert world.available(marisol) == 1_000_00

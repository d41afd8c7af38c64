"""Somebody else holds a lock for long: the page says so in time, and nothing is lost."""

from coop.kernel import db
from tests.database import Clone
from tests.served import drafted, serving, visit
from tests.world import make_member

BUSY = "El sistema está ocupado y no se envió nada."


def test_a_lock_held_elsewhere_is_told_and_the_same_press_works_later(
    cloned_database: Clone,
) -> None:
    elena = make_member("elena.p")
    with serving(cloned_database, COOP_WEB_LOCK_SECONDS="1") as port:
        inside = visit(elena, port, origin=elena.savings, destination=elena.second)
        press = drafted(inside, 12_00, elena.code())
        with cloned_database.owner() as owner, owner.transaction():
            owner.execute("SELECT FROM orders_order FOR UPDATE")
            status, text = press()
        assert (status, BUSY in text) == (503, True)
        assert press()[0] == 302
        assert press()[0] == 302
    assert db.fetch_one("SELECT count(*) FROM ledger_entry WHERE kind = 'transfer_own'") == (1,)


def test_a_page_that_cannot_read_its_session_in_time_keeps_it(cloned_database: Clone) -> None:
    elena = make_member("elena.p")
    settings = {"COOP_WEB_LOCK_SECONDS": "20", "COOP_WEB_STATEMENT_SECONDS": "1"}
    with serving(cloned_database, **settings) as port:
        browser = visit(elena, port, origin=elena.savings, destination=elena.second).browser
        with cloned_database.owner() as owner, owner.transaction():
            owner.execute("LOCK TABLE access_session")
            status, text = browser.get("/cuentas")
        assert (status, BUSY in text) == (503, True)
        assert browser.get("/cuentas")[0] == 200


def test_only_pages_are_in_a_hurry(cloned_database: Clone) -> None:
    for name in ("lock_timeout", "statement_timeout"):
        assert db.fetch_one(f"SHOW {name}") == ("0",)

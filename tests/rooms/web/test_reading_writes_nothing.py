"""A walk over the whole URLconf: reading writes nothing but what keeps the reader's own place."""

from uuid import UUID

import pytest
from django.test import Client

from coop.payees.save_payee import save_payee
from tests.rooms.web.reading import walk, written
from tests.world import Made


@pytest.fixture
def known(browser: Client, marisol: Made, ruben: Made) -> dict[str, UUID]:
    """Return ids of Marisol's own: an account, a payee, an order under review."""
    saved = save_payee(
        person_id=marisol.person_id,
        user_id=marisol.user_id,
        account_number=ruben.savings_number,
        name="Rubén Darío Castillero",
        alias="Rubén",
    )
    form = {"key": str(UUID(int=9)), "origin": str(marisol.savings)}
    form |= {"destination": str(marisol.second), "amount": "1.00"}
    review = browser.post("/transferir/propia", form).headers["Location"]
    order_id = UUID(review.split("/")[2])
    return {"account_id": marisol.savings, "order_id": order_id, "payee_id": saved.id}


def test_no_get_writes_anything(browser: Client, known: dict[str, UUID]) -> None:
    wrong, statuses = walk(browser, known)
    assert not wrong
    assert statuses.count(200) > 25


def test_no_get_of_a_stranger_writes_anything(stranger: Client, known: dict[str, UUID]) -> None:
    wrong, statuses = walk(stranger, known)
    assert not wrong
    assert statuses.count(200) > 10


@pytest.mark.parametrize(
    ("sql", "tables"),
    [
        ('INSERT INTO "orders_order" (id) VALUES (1)', {"orders_order"}),
        ("update access_user SET x = 1", {"access_user"}),
        ("DELETE FROM payees_payee WHERE id = 1", {"payees_payee"}),
        ("SELECT 1 FROM access_user FOR UPDATE", set()),
        ("SELECT * FROM a FOR NO KEY UPDATE OF b", set()),
    ],
)
def test_the_walk_knows_a_write_when_it_sees_one(sql: str, tables: set[str]) -> None:
    assert written(sql) == tables

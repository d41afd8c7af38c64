"""A walk over the whole URLconf: reading writes nothing but what keeps the reader's own place."""

import re
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coop.payees.save_payee import save_payee
from tests.rooms.web.every_page import Page, every_page
from tests.world import Made

WRITES = re.compile(
    r"\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|MERGE\s+INTO|TRUNCATE)\s+(?:ONLY\s+)?\"?([a-z_]+)",
    re.IGNORECASE,
)
MAY = {  # what a mere reading may write, and why
    "access_session": "the reader's own session: its last minute, a second step under way",
    "access_throttle": "the count of who asks",
    "access_challenge": "the nonce of a review; asked again it is the same one, and moves nothing",
}
ALSO: dict[str, set[str]] = {}


def written(sql: str) -> set[str]:
    return {table for table in WRITES.findall(sql) if table.lower() not in {"set", "of", "skip"}}


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


def _read(browser: Client, page: Page, known: dict[str, UUID]) -> tuple[int, set[str]]:
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(page.address(**known))
    tables = {table for one in asked for table in written(one["sql"])}
    return answer.status_code, tables - set(MAY) - ALSO.get(page.name, set())


def _walk(browser: Client, known: dict[str, UUID]) -> tuple[dict[str, set[str]], list[int]]:
    wrong, statuses = {}, []
    for page in every_page():
        status, tables = _read(browser, page, known)
        statuses.append(status)
        assert status < 500, page.route
        if tables:
            wrong[page.route] = tables
    return wrong, statuses


def test_no_get_writes_anything(browser: Client, known: dict[str, UUID]) -> None:
    wrong, statuses = _walk(browser, known)
    assert not wrong
    assert statuses.count(200) > 25


def test_no_get_of_a_stranger_writes_anything(stranger: Client, known: dict[str, UUID]) -> None:
    wrong, statuses = _walk(stranger, known)
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

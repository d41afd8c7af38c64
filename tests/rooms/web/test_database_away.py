"""The database goes away in the middle of a session, and comes back."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connections
from django.test import Client

from tests.database import Clone
from tests.world import Made, make_member, signed

PAGES = ["/inicio", "/cuentas", "/historial", "/perfil", "/transferir/propia", "/nada"]


@pytest.fixture
def elena(cloned_database: Clone) -> Made:
    return make_member("elena.p")


@pytest.fixture
def visitor(elena: Made) -> Client:
    client = elena.client()
    client.raise_request_exception = False
    return client


def _typed(whose: Made) -> dict[str, str]:
    return {
        "key": "0191a6f0-0000-7000-8000-000000000001",
        "origin": str(whose.savings),
        "destination": str(whose.second),
        "amount": "12.00",
    }


@contextmanager
def away() -> Iterator[None]:
    """Have the database refuse connections: nobody listens where it was."""
    connection = connections["default"]
    connection.close()
    before = connection.settings_dict["HOST"]
    connection.settings_dict["HOST"] = "/nonexistent"
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["HOST"] = before


@pytest.mark.parametrize("page", PAGES)
def test_a_page_without_the_database_says_so_in_our_words(visitor: Client, page: str) -> None:
    with away():
        answer = visitor.get(page)
    assert answer.status_code == 503
    words = answer.content.decode()
    assert "Intente de nuevo en unos minutos. No se envió nada." in words
    assert "no-store" in answer.headers["Cache-Control"]
    assert "sesion" not in answer.cookies


def test_nobody_signs_in_without_the_database(visitor: Client) -> None:
    stranger = Client(HTTP_HOST="localhost:8000", raise_request_exception=False)
    with away():
        answer = stranger.post("/entrar", {"username": "elena.p", "password": "x" * 12})
    assert answer.status_code == 503


def test_the_session_and_the_draft_outlive_the_database(elena: Made, visitor: Client) -> None:
    review = visitor.post("/transferir/propia", _typed(elena)).headers["Location"]
    with away():
        assert visitor.post(review, {"code": "123456"}).status_code == 503
    answer = visitor.get(review)
    assert answer.status_code == 200
    assert "12.00" in answer.content.decode()
    assert visitor.post(review, signed(visitor, review, elena.code())).status_code == 302


HANG_UP = """
    CREATE FUNCTION hang_up() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
    CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON orders_event
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.status = 'POSTED')
    EXECUTE FUNCTION hang_up();
"""


def test_a_lost_commit_is_in_process_and_pressing_again_gives_the_receipt(
    elena: Made, visitor: Client, cloned_database: Clone
) -> None:
    review = visitor.post("/transferir/propia", _typed(elena)).headers["Location"]
    order, typed = review.removesuffix("/revisar"), signed(visitor, review, elena.code())
    with cloned_database.owner() as owner:
        owner.execute(HANG_UP)
    unknown = visitor.post(review, typed)
    connections["default"].close()
    with cloned_database.owner() as owner:
        owner.execute("DROP TRIGGER at_commit ON orders_event")
    assert unknown.status_code == 202
    assert "Su instrucción está en proceso." in unknown.content.decode()
    assert 'href="/historial"' in unknown.content.decode()
    assert order not in visitor.get("/historial").content.decode()
    assert visitor.post(review, typed).headers["Location"] == order
    assert visitor.post(review, typed).headers["Location"] == order
    assert visitor.get("/historial").content.decode().count(order) == 1

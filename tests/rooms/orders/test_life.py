"""The table of transitions, in Python and as the database's wall, and what the wall refuses."""

import io
from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest
from django.db import IntegrityError, connection
from pypdf import PdfReader

from coop.kernel import clock, db
from coop.orders import codes
from coop.orders.order import Order
from coop.orders.ports import slot
from coop.orders.queries import history, order
from coop.orders.receipt import ReceiptNotFound, ReceiptThrottled, receipt_pdf, verify_receipt
from coop.orders.rules import TRANSITIONS, Status
from coop.products.rename_account import rename_account
from tests.rooms.orders import world

pytestmark = pytest.mark.django_db


def test_the_database_knows_the_same_transitions() -> None:
    for old in Status:
        for new in Status:
            (may,) = db.fetch_one("SELECT orders_may(%s, %s)", [old, new])
            assert may == (new in TRANSITIONS[old]), (old, new)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("status = 'SETTLED'", "orders_transition"),
        ("status = 'POSTED'", "orders_transition"),
        ("status = 'AUTHORIZED', amount_cents = 1, total_cents = 1", "orders_frozen"),
        ("person_id = %s", "orders_frozen"),
        ("amount_cents = 0, total_cents = 0", "orders_amount_positive"),
        ("total_cents = total_cents + 1", "orders_total_adds_up"),
        ("wrong_proofs = 6", "orders_proofs_counted"),
    ],
)
def test_the_wall_refuses_what_no_verb_does(change: str, constraint: str) -> None:
    marisol, ruben = world.member("marisol"), world.member("ruben")
    drafted = world.own(marisol)
    parameters = [ruben.id, drafted.id] if "%s" in change else [drafted.id]
    with pytest.raises(IntegrityError) as refused:
        db.execute(f"UPDATE orders_order SET {change} WHERE id = %s", parameters)
    cause = refused.value.__cause__
    assert isinstance(cause, psycopg.Error)
    assert cause.diag.constraint_name == constraint


@pytest.mark.parametrize(
    "sql",
    ["DELETE FROM orders_order", "DELETE FROM orders_event", "UPDATE orders_event SET note = 'x'"],
)
def test_nothing_of_an_order_is_erased(sql: str) -> None:
    with (
        pytest.raises(psycopg.errors.InsufficientPrivilege),
        connection.cursor() as cursor,
    ):
        cursor.connection.execute(sql)


def posted() -> tuple[world.Member, Order]:
    marisol, ruben = world.member("marisol"), world.member("ruben")
    return marisol, world.proven(
        marisol, world.third_party(marisol, world.payee_of(marisol, ruben), memo="Abono")
    )


def test_a_receipt_is_checked_by_its_code_and_says_little() -> None:
    _, done = posted()
    typed = f" {done.receipt_code.lower().replace('-', ' ')} "
    found = verify_receipt(code=typed, address=world.HERE)
    assert (found.code, found.amount_cents) == (done.receipt_code, 20_00)
    assert found.destination_initials == "R. D. C. N."
    assert "Rubén" not in str(found)


@pytest.mark.parametrize("typed", ["", "T-0000-0000", "X-7Q4K-2M9X", "T" * 1_000_000, "' OR 1=1"])
def test_a_code_that_is_none_is_not_found(typed: str) -> None:
    posted()
    with pytest.raises(ReceiptNotFound):
        verify_receipt(code=typed, address=world.HERE)


def test_a_code_written_into_the_table_by_hand_is_forged() -> None:
    marisol, _ = posted()
    drafted = world.own(marisol)
    forged = codes.candidates(drafted.id, letter="T", key=b"another key")[0]
    with world.codes_fresh(1):
        world.challenged(marisol, drafted)
    db.execute(
        "SELECT orders_walk(%s, ARRAY['AUTHORIZED', 'POSTED'], %s, '', 'totp', ARRAY[%s])",
        [drafted.id, clock.business_now(), forged],
    )
    with pytest.raises(ReceiptNotFound):
        verify_receipt(code=forged, address=world.HERE)


def test_receipts_outlive_the_keys_that_made_their_codes() -> None:
    marisol, first = posted()
    settings = slot.get()
    newer = replace(settings, receipt_keys=(b"newer", *settings.receipt_keys))
    with slot.replaced(newer), world.codes_fresh(1):
        second = world.proven(marisol, world.own(marisol, 3_00))
        for done in (first, second):
            assert verify_receipt(code=done.receipt_code, address=world.HERE).code
    with pytest.raises(ReceiptNotFound):
        verify_receipt(code=second.receipt_code, address=world.HERE)
    with slot.replaced(replace(settings, receipt_keys=(b"newer",))):
        assert verify_receipt(code=second.receipt_code, address=world.HERE).code
        with pytest.raises(ReceiptNotFound):
            verify_receipt(code=first.receipt_code, address=world.HERE)


def test_guessing_codes_is_throttled() -> None:
    with pytest.raises(ReceiptThrottled):
        for _ in range(40):
            with pytest.raises(ReceiptNotFound):
                verify_receipt(code="T-0000-0000", address=world.HERE)


def test_a_taken_code_gives_way_to_the_next() -> None:
    marisol = world.member()
    one, other = world.own(marisol, 1_00), world.own(marisol, 2_00)
    first, second, *_ = codes.candidates(other.id, letter="T", key=slot.get().receipt_keys[0])
    for taker, offered in ((one, [first]), (other, [first, second])):
        db.execute(
            "SELECT orders_walk(%s, ARRAY['AUTHORIZED', 'POSTED'], %s, '', 'totp', %s::text[])",
            [taker.id, clock.business_now(), offered],
        )
    assert verify_receipt(code=second, address=world.HERE).amount_cents == 2_00


def test_a_receipt_is_a_document() -> None:
    marisol, done = posted()
    made = receipt_pdf(person_id=marisol.id, order_id=done.id)
    assert made.startswith(b"%PDF")
    assert made == receipt_pdf(person_id=marisol.id, order_id=done.id)


def test_a_receipts_document_keeps_the_payers_own_names_to_themselves() -> None:
    marisol, ruben = world.member("marisol"), world.member("ruben")
    rename_account(person_id=marisol.id, account_id=marisol.account, alias="Fondo secreto")
    rename_account(person_id=marisol.id, account_id=marisol.other, alias="Fuga")
    payee = world.payee_of(marisol, ruben, alias="El de la moto")
    for at, drafted in enumerate((world.own(marisol), world.third_party(marisol, payee)), 1):
        with world.codes_fresh(at):
            done = world.proven(marisol, drafted)
        made = receipt_pdf(person_id=marisol.id, order_id=done.id)
        text = PdfReader(io.BytesIO(made)).pages[0].extract_text().replace("\xa0", " ")
        assert f"Ahorro corriente ••{marisol.number[-4:]}" in text
        for name in ("secreto", "Fuga", "moto"):
            assert name not in text
        assert done.origin.label == "Fondo secreto"


def test_a_draft_past_its_time_is_expired_before_any_job_says_so() -> None:
    marisol = world.member("marisol")
    drafted = world.own(marisol)
    for seconds, status in ((-1, Status.DRAFTED), (0, Status.EXPIRED)):
        with clock.frozen(business=drafted.expires_at + timedelta(seconds=seconds)):
            found = order(person_id=marisol.id, order_id=drafted.id)
            again = world.own(marisol, draft_id=drafted.id)
        assert found.status == again.status == status
        assert found.editable is again.editable is (status is Status.DRAFTED)


def test_history_pages_and_searches() -> None:
    marisol = world.member()
    made = []
    for at, memo in enumerate(["café", "luz", "Cafe de Boquete", "agua", "café"], 1):
        with world.codes_fresh(at):
            made.append(world.proven(marisol, world.own(marisol, at * 1_00, memo=memo)))
    newest = tuple(reversed(made))
    first = history(person_id=marisol.id, family="transfers", limit=2)
    then = history(person_id=marisol.id, family="transfers", limit=2, before=first.next)
    last = history(person_id=marisol.id, family="transfers", limit=2, before=then.next)
    assert first.rows + then.rows + last.rows == newest
    assert last.next is None
    found = history(person_id=marisol.id, family="transfers", text="CAFÉ", limit=2)
    assert [row.memo for row in found.rows] == ["café", "Cafe de Boquete"]
    rest = history(person_id=marisol.id, family="transfers", text="cafe", before=found.next)
    assert [row.memo for row in rest.rows] == ["café"]
    today = clock.business_date()
    assert len(history(person_id=marisol.id, family="transfers", from_date=today).rows) == 5
    yesterday = today.fromordinal(today.toordinal() - 1)
    assert not history(person_id=marisol.id, family="transfers", to_date=yesterday).rows
    assert not history(person_id=marisol.id, family="payments").rows
    assert not history(person_id=marisol.id, family="transfers", text="%").rows

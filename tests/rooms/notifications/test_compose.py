"""What a person reads: complete in both languages, safe in subject and HTML, without a link."""

from typing import Any
from uuid import UUID

import pytest
from django.utils.translation import override

from coop.connectors.smtp import written
from coop.notifications.compose import compose
from coop.notifications.letters import LETTERS
from coop.notifications.ports import Mail
from coop.notifications.sealing import sealed

ID = UUID("01935a00-0000-7000-8000-000000000001")
FACTS: dict[str, Any] = {
    "amount_cents": 123450,
    "per_order_cents": 100000,
    "per_day_cents": 200000,
    "per_month_cents": 300000,
    "holder_name": "Rosa Batista",
    "sender_name": "José Núñez",
    "payee_name": "Rosa Batista",
    "origin": "Ahorro ••1234",
    "destination": "••9876",
    "account": "••9876",
    "memo": "almuerzo",
    "effective_date": "2026-11-03",
    "posted_at": "2026-11-03T20:05:00+00:00",
    "done_at": "2026-11-03T20:05:00+00:00",
    "until_at": "2026-11-03T20:10:00+00:00",
    "receipt_code": "8K2M-7Q4T",
    "code_secret": "1234 5678",
    "username": "rosa.batista",
    "browser": "Firefox",
    "passkey_name": "Mi teléfono",
    "address": "203.0.113.7",
    "token_name": "Chrome en Android",
    "left": "9",
}


def mail(template: str, language: str = "es", **facts: Any) -> Mail:
    return compose(
        notice_id=ID,
        template=template,
        data=sealed({**FACTS, **facts}),
        language=language,
        address="rosa@correo.example",
    )


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("template", LETTERS)
def test_every_letter_says_what_we_never_ask_and_carries_no_link(
    template: str, language: str
) -> None:
    found = mail(template, language)
    never = {"es": "Nunca le pediremos", "en": "We will never ask"}[language]
    for body in (found.text, found.html):
        assert never in body
        assert "800-0100" in body
        assert "http" not in body
        assert "href" not in body
        assert "{" not in found.subject + found.text


@pytest.mark.parametrize("template", LETTERS)
def test_english_is_complete(template: str) -> None:
    """Every sentence differs from its Spanish key, and so does every label."""
    spanish, english = mail(template), mail(template, "en")
    assert spanish.subject != english.subject
    labels = {line.partition(":")[0] for line in spanish.text.splitlines() if ": " in line}
    shared = {line.partition(":")[0] for line in english.text.splitlines() if ": " in line}
    assert labels & shared <= {"Centro Integral de Servicios (CIS)"}


def test_money_dates_and_hours_read_as_on_the_pages() -> None:
    text = mail("transfer_sent").text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Usted transfirió B/. 1,234.50 a Rosa Batista." in text
    assert "Fecha efectiva: 3 nov 2026" in text
    assert "3 nov 2026, 3:05 p.m." in text.replace("p. m.", "p.m.")


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_letter_of_a_recovery_with_help_names_the_page_to_type(language: str) -> None:
    assert "localhost:8000/recuperar" in mail("code_assisted", language).text


def test_an_english_letter_says_the_hours_in_english() -> None:
    assert "Monday to Friday" in mail("transfer_sent", "en").text


def test_facts_that_are_empty_leave_no_empty_line() -> None:
    for nothing in ("", None):
        assert "Motivo" not in mail("transfer_sent", memo=nothing).text
    assert "Por mes" not in mail("limits_changed", per_month_cents=None).text


def test_the_language_of_the_request_does_not_decide() -> None:
    with override("en"):
        assert "transfirió" in mail("transfer_sent").text


@pytest.mark.parametrize(
    "name",
    [
        "Rosa\r\nBcc: todos@correo.example",
        "Rosa\nBcc: todos@correo.example",
        "Rosa\rBcc: todos@correo.example",
        "Rosa\N{LINE SEPARATOR}Bcc: todos@correo.example",
        "Rosa\x00\x0b\x0c\x85Bcc: todos@correo.example",
        "Rosa\N{RIGHT-TO-LEFT OVERRIDE}",
        "Ñ" * 500,
    ],
)
def test_no_fact_makes_a_header(name: str) -> None:
    message = written(mail("transfer_received", sender_name=name, amount_cents=100))
    raw = message.as_bytes()
    head = raw.split(b"\r\n\r\n", 1)[0]
    assert b"\nBcc" not in head
    assert message["Bcc"] is None
    assert [str(part) for part in message["To"].addresses] == ["rosa@correo.example"]


def test_a_subject_from_a_person_stays_one_line() -> None:
    letter = LETTERS["transfer_sent"]
    found = mail("transfer_sent", amount_cents=1)
    assert "\n" not in found.subject
    assert letter.subject.startswith("Transferencia")


def test_html_from_a_person_stays_text() -> None:
    found = mail("transfer_received", sender_name='<a href="//x">clic</a>', memo="<b>&amp;")
    assert "<a " not in found.html
    assert "&lt;a href=" in found.html
    assert "&lt;b&gt;&amp;amp;" in found.html


def test_braces_from_a_person_are_not_filled() -> None:
    found = mail("transfer_received", sender_name="{phone}", memo="{receipt_code}")
    assert "{phone} le transfirió" in found.text

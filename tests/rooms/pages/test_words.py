"""Amounts, dates, problems and browsers as people read them, in both languages."""

from datetime import UTC, date, datetime
from typing import NamedTuple

import pytest
from django.utils import translation
from django.utils.formats import localize

from coop.access.personal.rules import QUESTIONS, PersonalFlaw
from coop.access.rules import PasswordFlaw
from coop.calendar.rules import Reason
from coop.kernel import clock, dates
from coop.kernel.db import CommitUnknown, DatabaseAway
from coop.kernel.errors import Problem, Refused
from coop.kernel.text import masked
from coop.pages import masks, reasons, words
from coop.pages.movement_rows import movement_rows, signed
from coop.pages.problems import sentence, status_of
from coop.pages.templatetags.coop import money
from coop.products.rules import STATUSES

AFTERNOON = datetime(2026, 11, 3, 20, 46, tzinfo=UTC)
SPACE = "\N{NO-BREAK SPACE}"


def test_amounts() -> None:
    assert money(123450) == f"B/.{SPACE}1,234.50"
    assert signed(-4817) == f"\N{MINUS SIGN}{SPACE}B/.{SPACE}48.17"
    assert signed(12000) == f"+{SPACE}B/.{SPACE}120.00"
    assert masked("1000004821") == "••4821"
    assert localize(1234567.5) == "1,234,567.5"


def test_a_movement_says_its_way_by_word_and_sign_and_covers_what_is_hidden() -> None:
    out = Movement("entry", "<b>Pago</b>", date(2026, 11, 3), -4817, 12000)
    row = movement_rows([out], balance=True)
    assert "&lt;b&gt;Pago&lt;/b&gt;" in row
    assert f"\N{MINUS SIGN}{SPACE}B/.{SPACE}48.17" in row
    assert "débito" in row
    assert f"B/.{SPACE}120.00" in row
    covered = movement_rows([out], hidden=True, balance=True)
    assert "oculto" in covered
    assert "48.17" not in covered
    assert "120.00" not in covered


def test_the_month_is_always_a_word() -> None:
    day = date(2026, 11, 3)
    assert dates.day(day) == f"3{SPACE}nov{SPACE}2026"
    assert dates.day_in_words(day) == "martes 3 de noviembre de 2026"
    assert dates.moment(AFTERNOON) == f"3{SPACE}nov{SPACE}2026, 3:46{SPACE}p.{SPACE}m."
    with translation.override("en"):
        assert dates.day(day) == f"3{SPACE}Nov{SPACE}2026"
        assert dates.day_in_words(day) == "Tuesday 3 November 2026"
        assert dates.moment(AFTERNOON) == f"3{SPACE}Nov{SPACE}2026, 3:46{SPACE}p.m."


@pytest.mark.parametrize(
    ("hour", "written"), [(5, "12:00"), (17, "12:00"), (18, "1:00"), (4, "11:00")]
)
def test_hours_are_panamas(hour: int, written: str) -> None:
    assert dates.hour(datetime(2026, 11, 3, hour, tzinfo=UTC)).startswith(written)


@pytest.mark.parametrize(("hour", "named"), [(6, "la 1:00"), (18, "la 1:00"), (0, "las 7:00")])
def test_one_o_clock_is_one_hour(hour: int, named: str) -> None:
    instant = datetime(2026, 11, 3, hour, tzinfo=UTC)
    assert dates.hour_named(instant).startswith(named)
    with translation.override("en"):
        assert dates.hour_named(instant) == dates.hour(instant)


def test_midnight_is_a_word() -> None:
    midnight = clock.at_panama(date(2026, 11, 29))
    assert dates.hour_named(midnight) == "la medianoche"
    with translation.override("en"):
        assert dates.hour_named(midnight) == "midnight"


def test_a_sentence_ends_with_one_stop() -> None:
    assert dates.one_stop(f"hasta las 6:00 p.{SPACE}m.") == f"hasta las 6:00 p.{SPACE}m."
    assert dates.one_stop("hasta la medianoche ") == "hasta la medianoche."


def test_hours_of_service_stay_together_and_speak_the_language() -> None:
    spanish, english = "sábados hasta las 12:30 p. m.", "Saturdays until 12:30 p.m."
    assert dates.hours_of(spanish, english) == f"sábados hasta las 12:30{SPACE}p.{SPACE}m."
    with translation.override("en"):
        assert dates.hours_of(spanish, english) == f"Saturdays until 12:30{SPACE}p.m."
        assert dates.hours_of("siempre") == "siempre."


def test_the_reason_of_a_saturday_is_told_in_everyday_words() -> None:
    closed = clock.at_panama(date(2026, 11, 28), 15)
    reason = Reason("calendar.after_long_close", {"close_at": closed})
    said = f"Porque el cierre del sábado fue a las 3:00{SPACE}p.{SPACE}m.; este es el próximo día."
    assert reasons.sentence(reason) == said
    assert reasons.sentence(Reason.from_plain(reason.plain())) == said
    assert "libros" not in reasons.sentence(Reason("calendar.books_day"))


def test_nothing_is_written_for_no_date() -> None:
    assert dates.day(None) == dates.moment(None) == dates.day_in_words(None) == ""
    assert dates.hour(None) == dates.moment_in_words(None) == ""


def test_each_family_has_its_status() -> None:
    assert status_of(CommitUnknown()) == 202
    assert status_of(DatabaseAway()) == 503
    assert status_of(_refusal("access.not_signed_in")) == 422
    assert status_of(_refusal("access.too_many")) == 429


def test_a_sentence_names_the_facts() -> None:
    assert "42 segundos" in sentence(_refusal("access.code_not_yet", seconds=42))


def test_browsers_have_short_names() -> None:
    android = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"
    assert words.browser(android) == "Chrome en Android"
    assert words.browser("<script>") == "Navegador desconocido"


def test_personal_data_is_covered() -> None:
    assert masks.email("marisol@correo.example") == "m•••@correo.example"
    assert masks.tail("8-123-4521") == "•••21"


class Movement(NamedTuple):
    kind: str
    text: str
    business_date: date
    amount_cents: int
    balance_cents: int | None


def _refusal(code: str, **facts: object) -> Refused:
    found = Problem.registry[code](**facts)
    assert isinstance(found, Refused)
    return found


def test_every_flaw_of_a_password_and_status_of_an_account_has_its_words() -> None:
    assert set(words.PASSWORD_FLAW) == {flaw.value for flaw in PasswordFlaw}
    assert set(words.ACCOUNT) == set(STATUSES)


def test_every_question_and_flaw_of_personalisation_has_its_words() -> None:
    assert list(words.QUESTION) == list(QUESTIONS)
    assert set(words.PHRASE_FLAW) | set(words.ANSWER_FLAW) == set(PersonalFlaw)

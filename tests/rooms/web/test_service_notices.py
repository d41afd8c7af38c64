"""What Inicio says of the daily close names the date that orders will carry."""

from datetime import date

from coop.kernel import clock
from coop.web.service import service_notices

SATURDAY = date(2026, 11, 28)
MONDAY = date(2026, 11, 30)
TUESDAY = date(2026, 12, 1)


def test_during_a_close_the_notice_names_the_day_that_follows() -> None:
    (words,) = service_notices(now=clock.at_panama(SATURDAY, 16), books=MONDAY)
    assert "lunes 30 de noviembre" in words
    assert "Hasta la medianoche" in words


def test_where_the_books_are_ahead_of_the_clock_the_notice_follows_the_books() -> None:
    (words,) = service_notices(now=clock.at_panama(SATURDAY, 16), books=TUESDAY)
    assert "martes 1 de diciembre" in words
    assert "noviembre" not in words


def test_a_close_that_changes_no_date_is_not_announced() -> None:
    before = clock.at_panama(SATURDAY, 13)
    (words,) = service_notices(now=before, books=SATURDAY)
    assert "lunes 30 de noviembre" in words
    assert service_notices(now=before, books=TUESDAY) == []

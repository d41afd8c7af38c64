"""A day is read as people type it, and nothing is guessed."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from coop.pages.day_typed import read_day
from coop.pages.fields import DateField


@pytest.mark.parametrize(
    "typed",
    [
        "3 nov 2026",
        "3 NOV. 2026",
        "3\N{NO-BREAK SPACE}nov\N{NO-BREAK SPACE}2026",
        "3/11/2026",
        "03-11-2026",
        "3.11.2026",
        "3 11 2026",
        "3 de noviembre de 2026",
        " 3 noviembre  2026 ",
        "3 November 2026",
        "2026-11-03",
    ],
)
def test_a_day_is_read(typed: str) -> None:
    assert read_day(typed) == date(2026, 11, 3)
    assert DateField().clean(typed) == date(2026, 11, 3)


def test_every_month_has_its_words() -> None:
    assert read_day("19 de abril de 1996") == date(1996, 4, 19)
    assert read_day("1 Ago 2026") == date(2026, 8, 1)
    assert read_day("1 sept 2026") == date(2026, 9, 1)
    assert read_day("31 dec 2026") == date(2026, 12, 31)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ayer",
        "31/31/2026",
        "30/2/2026",
        "3/11/26",
        "11/2026",
        "3 xyz 2026",
        "\N{ARABIC-INDIC DIGIT THREE}/11/2026",
        "0/1/2026",
    ],
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    assert read_day(typed) is None
    if typed:
        with pytest.raises(ValidationError, match="3 nov 2026"):
            DateField(required=False).clean(typed)


def test_nothing_is_a_day_only_where_it_may_be() -> None:
    assert DateField(required=False).clean("") is None
    with pytest.raises(ValidationError, match="3 nov 2026"):
        DateField().clean("")
    with pytest.raises(ValidationError, match="3 nov 2026"):
        DateField().clean("1/1/1899")

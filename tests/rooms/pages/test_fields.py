"""Fields read strictly, and say how to write what they cannot read."""

import pytest
from django.core.exceptions import ValidationError

from coop.pages import fields
from coop.pages.forms import MoneyForm

MONEY = fields.MoneyField(label="Monto")


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("50", 5000),
        ("1,234.50", 123450),
        ("1234.5", 123450),
        (" B/. 20 ", 2000),
        ("B/.\N{NO-BREAK SPACE}20.00", 2000),
        ("$20", 2000),
        ("0.01", 1),
    ],
)
def test_an_amount_is_read(typed: str, cents: int) -> None:
    assert MONEY.clean(typed) == cents


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("", "Escriba el monto"),
        (None, "Escriba el monto"),
        (["50"], "Escriba el monto"),
        (True, "Escriba el monto"),
        ("1234,50", "punto para los centavos"),
        ("1.234,50", "punto para los centavos"),
        ("12,34.5", "coma de los miles"),
        ("0.001", "centavos con dos cifras"),
        ("12.3456", "dos cifras"),
        ("-1", "sin signos"),
        ("+1", "sin signos"),
        ("1e3", "solo con números"),
        ("1_000", "solo con números"),
        ("NaN", "solo con números"),
        ("Infinity", "solo con números"),
        ("\N{FULLWIDTH DIGIT ONE}\N{FULLWIDTH DIGIT TWO}", "solo con números"),
        ("١٢", "solo con números"),
        ("5\N{ZERO WIDTH SPACE}0", "solo con números"),
        ("1" + "0" * 18, "monto menor"),
        ("0", "mayor que"),
        ("0.00", "mayor que"),
    ],
)
def test_an_amount_that_could_mean_something_else_is_refused(typed: object, word: str) -> None:
    with pytest.raises(ValidationError, match=word):
        MONEY.clean(typed)


def test_zero_and_nothing_only_where_they_mean_something() -> None:
    assert fields.MoneyField(zero_allowed=True).clean("0") == 0
    assert fields.MoneyField(required=False).clean("  ") is None


@pytest.mark.parametrize("typed", ["123456", " 123 456 ", "123-456", "123\N{NO-BREAK SPACE}456"])
def test_a_code_may_be_pasted_with_spaces_and_hyphens(typed: str) -> None:
    assert fields.CodeField().clean(typed) == "123456"


@pytest.mark.parametrize(
    "typed",
    ["", "12345", "1234567", "12345a", "".join(chr(0xFF10 + n) for n in range(1, 7)), "12.456"],
)
def test_a_code_is_six_figures(typed: str) -> None:
    with pytest.raises(ValidationError, match="6 cifras"):
        fields.CodeField().clean(typed)


def test_text_loses_what_could_deceive() -> None:
    typed = " a\N{RIGHT-TO-LEFT OVERRIDE}b\x00\tc\N{ZERO WIDTH SPACE} "
    assert fields.TextField().clean(typed) == "ab c"


def test_dates_are_day_first() -> None:
    assert fields.DateField().clean("3/11/2026").isoformat() == "2026-11-03"
    assert fields.DateField().clean("2026-11-03").isoformat() == "2026-11-03"
    with pytest.raises(ValidationError, match="día, mes y año"):
        fields.DateField().clean("11/30/2026")


def test_a_money_form_keeps_the_key_of_its_page() -> None:
    shown = MoneyForm()
    key = shown["key"].value()
    sent = MoneyForm({"key": str(key)})
    assert sent.is_valid()
    assert str(sent.cleaned_data["key"]) == str(key)
    without = MoneyForm({"key": ""})
    assert without.is_valid()
    assert str(without.cleaned_data["key"]) != str(key)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop.kernel.money import LARGEST_CENTS, Money, MoneyUnreadable, Unreadable


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1,234.50", 123450),
        ("1234.5", 123450),
        ("1234", 123400),
        ("0.01", 1),
        ("0", 0),
        ("00.10", 10),
        ("  20.00  ", 2000),
        ("\N{NO-BREAK SPACE}20\N{NARROW NO-BREAK SPACE}", 2000),
        ("B/. 1,234.50", 123450),
        ("B/.\N{NO-BREAK SPACE}1,234.50", 123450),
        ("B/.5", 500),
        ("$ 5", 500),
        ("1,234,567.89", 123456789),
        ("10000000000000.00", LARGEST_CENTS),
    ],
)
def test_reads_what_people_write(text: str, cents: int) -> None:
    assert Money.parse(text) == Money(cents)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Unreadable.EMPTY),
        ("   ", Unreadable.EMPTY),
        ("B/.", Unreadable.EMPTY),
        ("1234,50", Unreadable.COMMA_DECIMAL),
        ("1,5", Unreadable.COMMA_DECIMAL),
        ("1.234,50", Unreadable.COMMA_DECIMAL),
        ("1.234", Unreadable.COMMA_DECIMAL),
        ("1.234.567", Unreadable.COMMA_DECIMAL),
        ("12,34.5", Unreadable.GROUPING),
        ("1,2345", Unreadable.GROUPING),
        ("0,123", Unreadable.GROUPING),
        ("1,234.567", Unreadable.DECIMALS),
        ("1234.567", Unreadable.DECIMALS),
        ("0.001", Unreadable.DECIMALS),
        ("0.004", Unreadable.DECIMALS),
        ("00.500", Unreadable.DECIMALS),
        ("-1", Unreadable.SIGN),
        ("+1", Unreadable.SIGN),
        ("\N{MINUS SIGN}1", Unreadable.SIGN),
        ("(5.00)", Unreadable.SIGN),
        ("1e3", Unreadable.NOT_AN_AMOUNT),
        ("1_000", Unreadable.NOT_AN_AMOUNT),
        ("NaN", Unreadable.NOT_AN_AMOUNT),
        ("Infinity", Unreadable.NOT_AN_AMOUNT),
        ("0x10", Unreadable.NOT_AN_AMOUNT),
        ("1 000", Unreadable.NOT_AN_AMOUNT),
        ("1\N{ZERO WIDTH SPACE}0", Unreadable.NOT_AN_AMOUNT),
        ("\N{FULLWIDTH DIGIT ONE}0", Unreadable.NOT_AN_AMOUNT),
        ("\N{ARABIC-INDIC DIGIT ONE}", Unreadable.NOT_AN_AMOUNT),
        ("B/. $5", Unreadable.NOT_AN_AMOUNT),
        ("5.", Unreadable.NOT_AN_AMOUNT),
        (".5", Unreadable.NOT_AN_AMOUNT),
        ("1.2.3", Unreadable.NOT_AN_AMOUNT),
        ("9" * 18, Unreadable.TOO_LARGE),
        ("9" * 1_000_000, Unreadable.NOT_AN_AMOUNT),
        ("10000000000000.01", Unreadable.TOO_LARGE),
    ],
)
def test_refuses_what_could_mean_something_else(text: str, reason: Unreadable) -> None:
    with pytest.raises(MoneyUnreadable) as refused:
        Money.parse(text)
    assert refused.value.reason is reason


@given(st.integers(min_value=0, max_value=LARGEST_CENTS))
def test_reads_back_what_it_prints(cents: int) -> None:
    assert Money.parse(str(Money(cents))) == Money(cents)
    assert Money.parse(Money(cents).plain()) == Money(cents)


@given(st.text(max_size=40))
def test_any_text_is_an_amount_or_refused_and_never_something_else(text: str) -> None:
    try:
        money = Money.parse(text)
    except MoneyUnreadable:
        return
    assert 0 <= money.cents <= LARGEST_CENTS
    digits = [c for c in text if c.isdigit()]
    assert all(c in "0123456789" for c in digits)


@given(st.integers(), st.integers())
def test_sums_are_exact(one: int, other: int) -> None:
    assert (Money(one) + Money(other) - Money(other)) == Money(one)
    assert (Money(one) < Money(other)) is (one < other)


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (0, "B/.\xa00.00"),
        (5, "B/.\xa00.05"),
        (123450, "B/.\xa01,234.50"),
        (-123450, "\N{MINUS SIGN}B/.\xa01,234.50"),
        (123456789012, "B/.\xa01,234,567,890.12"),
    ],
)
def test_prints_one_way(cents: int, text: str) -> None:
    assert str(Money(cents)) == text

"""What a token is asked names one thing only; what is typed is read strictly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop.access.tokens import rules
from coop.access.tokens.ocra import Suite

FIGURES = st.from_regex(r"[0-9]{6}", fullmatch=True)
CENTS = st.integers(1, rules.MOST_CENTS)
ORDERS = st.builds(
    lambda cents, last, nonce: rules.order_question(
        amount_cents=cents, destination_last6=last, nonce=nonce
    ),
    CENTS,
    FIGURES,
    FIGURES,
)
PLAIN = st.builds(rules.plain_question, st.sampled_from([rules.ENTER, rules.PAIR]), FIGURES)
QUESTIONS = ORDERS | PLAIN


@given(QUESTIONS, QUESTIONS)
def test_two_questions_are_never_hashed_alike(one: str, other: str) -> None:
    same = rules.SUITE.message(one) == rules.SUITE.message(other)
    assert same == (one == other)


@given(QUESTIONS)
def test_nor_is_a_question_hashed_like_its_sixteenfold(one: str) -> None:
    """Filled on the right, N and 16 N would be alike; the first figure keeps them apart."""
    sixteenfold = str(int(one) * 16)
    assert len(sixteenfold) > len(one)
    assert Suite.parse("OCRA-1:HOTP-SHA256-8:QN25").message(one) == rules.SUITE.message(sixteenfold)


@given(CENTS, FIGURES, FIGURES)
def test_an_orders_question_has_its_three_facts_in_their_places(
    cents: int, last: str, nonce: str
) -> None:
    asked = rules.order_question(amount_cents=cents, destination_last6=last, nonce=nonce)
    assert len(asked) == rules.SUITE.length
    assert (asked[0], int(asked[1:13]), asked[13:19], asked[19:]) == ("1", cents, last, nonce)


@pytest.mark.parametrize(
    ("cents", "last", "nonce"),
    [
        (0, "123456", "654321"),
        (-1, "123456", "654321"),
        (10**12, "123456", "654321"),
        (1, "12345", "654321"),
        (1, "123456", "65432\N{FULLWIDTH DIGIT ONE}"),
        (1, "123456", ""),
    ],
)
def test_facts_that_do_not_fit_are_refused(cents: int, last: str, nonce: str) -> None:
    with pytest.raises(ValueError, match="unfit"):
        rules.order_question(amount_cents=cents, destination_last6=last, nonce=nonce)


def test_no_mark_is_ever_hashed_as_an_answer_is() -> None:
    assert rules.SUITE.message("1" * 25).startswith(b"OCRA-1:")
    asked = rules.plain_question(rules.PAIR, "123456")
    assert rules.tag(b"k", asked, "Ana") != rules.tag(b"k", asked, "Eva")


@pytest.mark.parametrize(
    ("number", "last"),
    [("100010001234", "001234"), ("10-0012-3456", "123456"), ("4321", "004321"), ("", "000000")],
)
def test_the_last_six_figures_of_an_account(number: str, last: str) -> None:
    assert rules.last6(number) == last


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("12345678", "12345678"),
        (" 1234 5678\n", "12345678"),
        ("1234-5678", "12345678"),
        ("1234567", None),
        ("123456789", None),
        ("1234567\N{FULLWIDTH DIGIT EIGHT}", None),
        ("", None),
    ],
)
def test_an_answer_is_eight_figures(typed: str, read: str | None) -> None:
    assert rules.answer_of(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("0123456789AB", "0123456789AB"),
        ("o12i-4567 89ab", "0121456789AB"),
        ("012345 6789AB ", "0123456789AB"),
        ("0123456789AU", None),
        ("0123456789A", None),
    ],
)
def test_a_pairing_code_bears_case_gaps_and_what_is_misread(typed: str, read: str | None) -> None:
    assert rules.pairing_secret(typed) == read

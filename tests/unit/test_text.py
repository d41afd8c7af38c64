import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop.kernel.text import clean, fold


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  Pago   de\tluz\n", "Pago de luz"),
        ("a\N{ZERO WIDTH SPACE}b", "ab"),
        ("a\N{RIGHT-TO-LEFT OVERRIDE}b", "ab"),
        ("a\x00b\x1b[31m", "ab[31m"),
        ("e\N{COMBINING ACUTE ACCENT}", "é"),
        ("a\r\nBcc: x@y", "a Bcc: x@y"),
    ],
)
def test_clean_keeps_what_can_be_read(text: str, kept: str) -> None:
    assert clean(text) == kept


@pytest.mark.parametrize(
    ("one", "other"), [("MUÑOZ", "munoz"), ("Ávila  Díaz", "avila diaz"), ("Güémez", "GUEMEZ")]
)
def test_fold_compares_as_people_search(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text())
def test_clean_and_fold_settle_at_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert fold(fold(text)) == fold(text)
    assert "\n" not in clean(text)

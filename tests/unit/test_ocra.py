"""RFC 6287, appendix C, whole; and what a suite refuses."""

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop.access.tokens.ocra import InputUnfit, Suite, SuiteUnreadable, respond

KEY20 = b"12345678901234567890"
KEY32 = b"12345678901234567890123456789012"
KEY64 = b"1234567890123456789012345678901234567890123456789012345678901234"
KEYS = {"SHA1": KEY20, "SHA256": KEY32, "SHA512": KEY64}
PIN = bytes.fromhex("7110eda4d09e062aa5e4a390b0a572ac0d2c0220")
MINUTES = 0x132D0B6


def same(*codes: str) -> list[tuple[str, str]]:
    """Pair codes with the questions 00000000, 11111111 and so on."""
    return [(str(number) * 8, code) for number, code in enumerate(codes)]


ONE_WAY = {
    "OCRA-1:HOTP-SHA1-6:QN08": same(
        *("237653", "243178", "653583", "740991", "608993"),
        *("388898", "816933", "224598", "750600", "294470"),
    ),
    "OCRA-1:HOTP-SHA256-8:QN08-PSHA1": same(
        *("83238735", "01501458", "17957585", "86776967", "86807031")
    ),
    "OCRA-1:HOTP-SHA512-8:QN08-T1M": same(
        *("95209754", "55907591", "22048402", "24218844", "36209546")
    ),
}
COUNTED = {
    "OCRA-1:HOTP-SHA256-8:C-QN08-PSHA1": [
        ("12345678", code)
        for code in (
            *("65347737", "86775851", "78192410", "71565254", "10104329"),
            *("65983500", "70069104", "91771096", "75011558", "08522129"),
        )
    ],
    "OCRA-1:HOTP-SHA512-8:C-QN08": same(
        *("07016083", "63947962", "70123924", "25341727", "33203315"),
        *("34205738", "44343969", "51946085", "20403879", "31409299"),
    ),
}
MUTUAL = {
    ("OCRA-1:HOTP-SHA256-8:QA08", "CLI2222{0}SRV1111{0}"): (
        *("28247970", "01984843", "65387857", "03351211", "83412541"),
    ),
    ("OCRA-1:HOTP-SHA256-8:QA08", "SRV1111{0}CLI2222{0}"): (
        *("15510767", "90175646", "33777207", "95285278", "28934924"),
    ),
    ("OCRA-1:HOTP-SHA512-8:QA08", "CLI2222{0}SRV1111{0}"): (
        *("79496648", "76831980", "12250499", "90856481", "12761449"),
    ),
    ("OCRA-1:HOTP-SHA512-8:QA08-PSHA1", "SRV1111{0}CLI2222{0}"): (
        *("18806276", "70020315", "01600026", "18951020", "32528969"),
    ),
}
SIGNATURES = {
    ("OCRA-1:HOTP-SHA256-8:QA08", "SIG1{0}000"): (
        *("53095496", "04110475", "31331128", "76028668", "46554205"),
    ),
    ("OCRA-1:HOTP-SHA512-8:QA10-T1M", "SIG1{0}00000"): (
        *("77537423", "31970405", "10235557", "95213541", "65360607"),
    ),
}


def vectors() -> list[tuple[str, str, int | None, str]]:
    found: list[tuple[str, str, int | None, str]] = []
    for name, pairs in ONE_WAY.items():
        found += [(name, question, None, code) for question, code in pairs]
    for name, pairs in COUNTED.items():
        found += [(name, question, count, code) for count, (question, code) in enumerate(pairs)]
    for (name, form), codes in (MUTUAL | SIGNATURES).items():
        found += [(name, form.format(number), None, code) for number, code in enumerate(codes)]
    return found


@pytest.mark.parametrize(("name", "question", "counter", "code"), vectors())
def test_the_published_vectors(name: str, question: str, counter: int | None, code: str) -> None:
    suite = Suite.parse(name)
    answer = respond(
        suite,
        KEYS[suite.hash],
        question,
        counter=counter,
        pin_hash=PIN if suite.pin else None,
        timestamp=MINUTES if suite.period_seconds else None,
    )
    assert answer == code


def test_all_published_vectors_are_here() -> None:
    assert len(vectors()) == 40 + 20 + 10
    assert hashlib.sha1(b"1234").digest() == PIN  # noqa: S324 - the RFC's own


def test_a_session_is_filled_on_the_left_and_a_suite_without_figures_gives_the_whole_hash() -> None:
    suite = Suite.parse("OCRA-1:HOTP-SHA256-0:QH08-S064")
    message = suite.name.encode() + b"\0" + bytes.fromhex("00ff").ljust(128, b"\0")
    message += b"abc".rjust(64, b"\0")
    expected = hmac.digest(KEY32, message, "sha256").hex()
    assert respond(suite, KEY32, "00ff", session=b"abc") == expected


@pytest.mark.parametrize(
    "name",
    [
        "",
        "OCRA-1:HOTP-SHA1-6",
        "OCRA-2:HOTP-SHA1-6:QN08",
        "OCRA-1:HOTP-MD5-6:QN08",
        "OCRA-1:HOTP-SHA1-3:QN08",
        "OCRA-1:HOTP-SHA1-6:QN03",
        "OCRA-1:HOTP-SHA1-6:QN65",
        "OCRA-1:HOTP-SHA1-6:QX08",
        "OCRA-1:HOTP-SHA1-6:QN08-T60S",
        "OCRA-1:HOTP-SHA1-6:QN08-T49H",
        "OCRA-1:HOTP-SHA1-6:QN08\n",
    ],
)
def test_other_names_are_no_suites(name: str) -> None:
    with pytest.raises(SuiteUnreadable):
        Suite.parse(name)


@pytest.mark.parametrize(
    ("name", "question", "given_too"),
    [
        ("OCRA-1:HOTP-SHA1-6:QN08", "1234567x", {}),
        ("OCRA-1:HOTP-SHA1-6:QN08", "\N{ARABIC-INDIC DIGIT ONE}", {}),
        ("OCRA-1:HOTP-SHA1-6:QN08", "", {}),
        ("OCRA-1:HOTP-SHA1-6:QN08", "1" * 17, {}),
        ("OCRA-1:HOTP-SHA1-6:QN08", "1", {"counter": 1}),
        ("OCRA-1:HOTP-SHA1-6:C-QN08", "1", {}),
        ("OCRA-1:HOTP-SHA1-6:QN08-PSHA1", "1", {"pin_hash": b"1234"}),
        ("OCRA-1:HOTP-SHA1-6:QN08-S008", "1", {}),
        ("OCRA-1:HOTP-SHA1-6:QN08-S008", "1", {"session": b"123456789"}),
        ("OCRA-1:HOTP-SHA1-6:QN08", "1", {"session": b""}),
        ("OCRA-1:HOTP-SHA1-6:QN08-T1M", "1", {}),
    ],
)
def test_what_the_suite_does_not_ask_for_is_refused(
    name: str, question: str, given_too: dict[str, object]
) -> None:
    with pytest.raises(InputUnfit):
        respond(Suite.parse(name), KEY20, question, **given_too)  # type: ignore[arg-type]


@given(st.binary(min_size=1, max_size=80), st.from_regex(r"[0-9]{1,25}", fullmatch=True))
def test_a_code_has_its_figures_whatever_the_key_and_the_question(key: bytes, asked: str) -> None:
    code = respond(Suite.parse("OCRA-1:HOTP-SHA256-8:QN25"), key, asked)
    assert len(code) == 8
    assert code.isdecimal()

import time

from coop.kernel.ids import CROCKFORD, short_code, uuid7


def test_uuid7_is_version_7_of_this_moment() -> None:
    before = time.time_ns() // 1_000_000
    made = uuid7()
    after = time.time_ns() // 1_000_000
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    assert before <= made.int >> 80 <= after


def test_uuid7_rises_within_one_process() -> None:
    made = [uuid7() for _ in range(20_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_short_codes_hold_no_letter_that_is_misread() -> None:
    assert set(short_code(2_000)) <= set(CROCKFORD)
    assert not set("ILOU") & set(CROCKFORD)

"""A profile that cannot be used is refused whole: every wrong value is named, at once."""

from importlib import resources
from pathlib import Path

import pytest

from coop.config.profile import ProfileWrong, load

SHIPPED = (resources.files("coop.config") / "profiles/demostracion.toml").read_text("utf-8")


@pytest.mark.parametrize("name", ["demostracion", "profesionales"])
def test_the_shipped_profiles_are_read(name: str) -> None:
    profile = load(name)
    assert [product.code for product in profile.products.types] == [
        "APO",
        "AHC",
        "NAV",
        "PLZ",
        "INF",
    ]
    assert [window.days for window in profile.calendar.windows] == [(1, 2, 3, 4, 5), (6,)]
    assert profile.calendar.off_during_close == frozenset()


def test_every_wrong_value_is_named_in_one_message(tmp_path: Path) -> None:
    wrong = SHIPPED
    for right, bad in {
        'code = "NAV"': 'code = "AHC"',
        "floor_cents = 500": "floor_cents = -1",
        "off_during_close = []": 'off_during_close = ["everything"]',
        "card_cut_off = 18:00:00": 'card_cut_off = "late"',
        "days = [6]": "days = [8]",
        "dormant_receives = true": "dormant_recieves = true",
        'number_pattern = "[0-9]{4,20}"': 'number_pattern = "[0-9"',
        'minors = "only"': 'minors = "sometimes"',
    }.items():
        assert right in wrong
        wrong = wrong.replace(right, bad, 1)
    path = tmp_path / "own.toml"
    path.write_text(wrong, encoding="utf-8")
    with pytest.raises(ProfileWrong) as refused:
        load(str(path))
    said = str(refused.value)
    for place in (
        "products.types.1.floor_cents",
        "products.types.4.minors",
        "products.dormant_recieves",
        "products.number_pattern",
        "calendar.off_during_close",
        "calendar.card_cut_off",
        "calendar.windows.1.days",
    ):
        assert place in said, said


def test_a_product_code_stands_once_and_every_pattern_compiles(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(SHIPPED.replace('code = "NAV"', 'code = "AHC"'), encoding="utf-8")
    with pytest.raises(ProfileWrong, match=r"products\.types: .*each code once: AHC"):
        load(str(path))


def test_an_institution_adds_holidays(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        SHIPPED + '\n[[calendar.holidays]]\ndate = 2026-08-17\nname_es = "Aniversario"\n'
        'name_en = "Anniversary"\nbank = "open"\nbranch = "closed"\n',
        encoding="utf-8",
    )
    (added,) = load(str(path)).calendar.holidays
    assert (added.date.isoformat(), added.branch) == ("2026-08-17", "closed")


def test_a_profile_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    binary, words = tmp_path / "binary.toml", tmp_path / "words.toml"
    binary.write_bytes(b"\xff\xfe")
    words.write_text("not toml")
    for path, why in (
        (tmp_path / "none.toml", "No such file"),
        (tmp_path, "Is a directory"),
        (binary, "not UTF-8"),
        (words, "not TOML"),
    ):
        with pytest.raises(ProfileWrong, match=why) as refused:
            load(str(path))
        assert str(path) in str(refused.value)

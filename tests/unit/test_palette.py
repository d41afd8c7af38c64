"""Whatever accent an institution chooses, what stands on it can be read."""

import re

from hypothesis import given
from hypothesis import strategies as st

from coop.pages import palette

ACCENTS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(ACCENTS)
def test_light_colours_are_readable(accent: str) -> None:
    found = palette.light(accent)
    for paper in (palette.LIGHT_SHEET, palette.LIGHT_PAPER, found.accent_soft):
        assert palette.contrast(found.accent, paper) >= 4.5
        assert palette.contrast(found.accent_strong, paper) >= 4.5
    assert palette.contrast(palette.LIGHT_INK, found.accent_soft) >= 4.5
    _hero_is_readable(found)


@given(ACCENTS)
def test_dark_colours_are_readable(accent: str) -> None:
    found = palette.dark(accent)
    for paper in (palette.DARK_SHEET, found.accent_soft):
        assert palette.contrast(found.accent, paper) >= 4.5
    _hero_is_readable(found)


def _hero_is_readable(found: palette.Palette) -> None:
    assert palette.contrast(found.on_accent, found.accent) >= 4.5
    for hero in (found.hero, found.hero_2, found.hero_3):
        assert palette.contrast(found.on_hero, hero) >= 4.5


def test_the_extremes_of_contrast() -> None:
    assert palette.contrast(palette.BLACK, palette.WHITE) == 21
    assert palette.contrast(palette.WHITE, palette.WHITE) == 1


def test_it_is_written_as_custom_properties() -> None:
    assert re.fullmatch(r"(--[a-z0-9-]+:#[0-9a-f]{6};){8}", palette.light("#0f5c4d").css())

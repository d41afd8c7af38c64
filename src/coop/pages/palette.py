"""The colours that follow from an institution's accent, each readable where it is used."""

import colorsys
from dataclasses import dataclass

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)
READABLE = 4.5  # WCAG 2.2, 1.4.3
LINEAR_BELOW = 0.04045  # of sRGB
LIGHT_SHEET: Colour = (255, 254, 251)
LIGHT_PAPER: Colour = (247, 245, 240)
LIGHT_INK: Colour = (27, 33, 30)
DARK_SHEET: Colour = (25, 30, 27)


@dataclass(frozen=True, slots=True)
class Palette:
    """One scheme's accent colours, as CSS custom properties name them."""

    accent: Colour
    accent_strong: Colour
    accent_soft: Colour
    on_accent: Colour
    hero: Colour
    hero_2: Colour
    hero_3: Colour
    on_hero: Colour

    def css(self) -> str:
        """Return the declarations: `--accent:#0f5c4d;...`."""
        return "".join(
            f"--{name.replace('_', '-')}:{_hex(getattr(self, name))};"
            for name in self.__dataclass_fields__
        )


def light(accent: str) -> Palette:
    """Return the colours on light paper of an accent written `#rrggbb`."""
    soft = _mix(LIGHT_SHEET, _read(accent), 0.11)
    base = _until(_read(accent), BLACK, min(soft, LIGHT_PAPER, key=_luminance))
    hero_3 = _until(_mix(base, WHITE, 0.1), BLACK, WHITE)
    return Palette(
        accent=base,
        accent_strong=_mix(base, BLACK, 0.28),
        accent_soft=soft,
        on_accent=WHITE,
        hero=base,
        hero_2=_mix(base, hero_3, 0.5),
        hero_3=hero_3,
        on_hero=WHITE,
    )


def dark(accent: str) -> Palette:
    """Return the colours on dark paper of an accent written `#rrggbb`."""
    source = _read(accent)
    soft = _mix(DARK_SHEET, _mix(source, WHITE, 0.2), 0.2)
    base = _until(_vivid(source), WHITE, soft, least=5.5)
    hero_3 = _until(_mix(source, BLACK, 0.1), BLACK, WHITE, least=6.0)
    hero = _mix(hero_3, BLACK, 0.3)
    return Palette(
        accent=base,
        accent_strong=_mix(base, WHITE, 0.35),
        accent_soft=soft,
        on_accent=_mix(source, BLACK, 0.72),
        hero=hero,
        hero_2=_mix(hero, hero_3, 0.5),
        hero_3=hero_3,
        on_hero=WHITE,
    )


def shades(accent: str, count: int) -> list[Colour]:
    """Return `count` steps from the accent to white."""
    return [_mix(_read(accent), WHITE, step / (count - 1)) for step in range(count)]


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of WCAG 2.2, from 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _until(colour: Colour, towards: Colour, against: Colour, *, least: float = READABLE) -> Colour:
    share = 0.0
    found = colour
    while contrast(found, against) < least and share < 1:
        share += 0.04
        found = _mix(colour, towards, min(share, 1))
    return found


def _vivid(colour: Colour) -> Colour:
    """The same hue, light enough for dark paper, neither grey nor neon."""
    hue, _, saturation = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    red, green, blue = colorsys.hls_to_rgb(hue, 0.62, min(saturation, 0.48))
    return (round(red * 255), round(green * 255), round(blue * 255))


def _mix(colour: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(colour, other, strict=True))
    return (red, green, blue)


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        part / 12.92 if part <= LINEAR_BELOW else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _read(text: str) -> Colour:
    red, green, blue = bytes.fromhex(text.removeprefix("#"))
    return (red, green, blue)


def _hex(colour: Colour) -> str:
    return "#" + bytes(colour).hex()

"""Our own reader of QR codes reads what was drawn, as cameras see it, and nothing where is none."""

import random
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import segno
from playwright.sync_api import Browser, Page, Route
from segno import consts

from coop.pages.assets import FOLDER
from tests.journeys import frames
from tests.journeys.frames import HEIGHT, WIDTH, Frame

pytestmark = pytest.mark.xdist_group("browser")

PLACE = "http://reader.test/"
READ = """async ([shades, width, height]) => {
    const { read } = await import("/qr-reader.js");
    const grey = Uint8Array.from(atob(shades), one => one.charCodeAt(0));
    const image = new ImageData(width, height);
    grey.forEach((shade, at) => image.data.fill(shade, at * 4, at * 4 + 3));
    return read(image);
}"""
LEVELS = ("l", "m", "q", "h")
ACCENTS = "áéíóúñü¿¡ abc"
# What each kind of text is made of, and the most bits that a character takes.
KINDS = {
    "numbers": ("0123456789", 3.5),
    "capitals": ("ABCXYZ019 $%*+-./:", 5.5),
    "accents": (ACCENTS, 16),
}


class Reader:
    """A page in which the module stands, without the rest of the token."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def read(self, frame: Frame) -> Any:
        height, width = frame.shape
        return self.page.evaluate(READ, [b64encode(frames.shades(frame)).decode(), width, height])


@pytest.fixture(scope="module")
def reader(chromium: Browser) -> Iterator[Reader]:
    page = chromium.new_page()

    def served(route: Route) -> None:
        name = route.request.url.removeprefix(PLACE)
        if name.endswith(".js"):
            route.fulfill(path=FOLDER / name, content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html>", content_type="text/html")

    page.route(f"{PLACE}**", served)
    page.goto(PLACE)
    yield Reader(page)
    page.close()


def seeded(seed: object) -> random.Random:
    return random.Random(str(seed))  # noqa: S311 - the same pictures every time


def address(chance: random.Random) -> str:
    """An order's address, as long as ours are."""
    figures = "".join(chance.choices("0123456789", k=12))
    payee = "".join(chance.choices("ABCabcxyz019-_", k=chance.randrange(12, 60)))
    return f"https://banca.cooperativa.example/token#v1.pay.5000.{figures}.{payee}.AAbb-_019xyz"


def made(version: int, level: str, kind: str, chance: random.Random) -> tuple[str, segno.QRCode]:
    """A text that nearly fills the version, under any mask."""
    alphabet, bits = KINDS[kind]
    capacity: Any = consts.SYMBOL_CAPACITY  # in bits; segno's types know less than it does
    room = capacity[version][consts.ERROR_MAPPING[level.upper()]]
    text = "".join(chance.choices(alphabet, k=int((room - 20) / bits)))
    encoding = "utf-8" if kind == "accents" else None
    code = segno.make(
        text,
        error=level,
        version=version,
        mask=chance.randrange(8),
        encoding=encoding,
        boost_error=False,
        micro=False,
    )
    return text, code


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("level", LEVELS)
def test_every_version_to_15_is_read_at_every_level(reader: Reader, level: str, kind: str) -> None:
    chance = seeded(f"{level}{kind}")
    missed = []
    for version in range(1, 16):
        text, code = made(version, level, kind, chance)
        picture = frames.drawn(code, scale=4)
        if reader.read(frames.centred(picture, width=360, height=360)) != text:
            missed.append(version)
    assert not missed


def test_the_largest_version_is_read(reader: Reader) -> None:
    text = "".join(seeded(40).choices(ACCENTS, k=1500))
    code = segno.make(text, version=40, error="l", encoding="utf-8")
    picture = frames.drawn(code, scale=3)
    assert reader.read(frames.centred(picture, width=600, height=600)) == text


def test_bytes_that_are_no_utf8_are_latin1(reader: Reader) -> None:
    code = segno.make("señal de página", error="m", micro=False)
    assert reader.read(frames.seen(frames.drawn(code))) == "señal de página"


def turned(code: segno.QRCode, at: int) -> Frame:
    return frames.seen(frames.drawn(code), turn=at * 37)


def askew(code: segno.QRCode, at: int) -> Frame:
    tilt = (40 * np.cos(at), 40 * np.sin(at))
    return frames.seen(frames.drawn(code), turn=at * 53, tilt=tilt)


def out_of_focus(code: segno.QRCode, at: int) -> Frame:
    return frames.blurred(turned(code, at), 1.8)


def grainy(code: segno.QRCode, at: int) -> Frame:
    return frames.noisy(turned(code, at) * 0.6 + 40, 30, at)


def pale(code: segno.QRCode, at: int) -> Frame:
    return turned(code, at) / 8 + 20 * at + 10


def unevenly_lit(code: segno.QRCode, at: int) -> Frame:
    return frames.lit(turned(code, at), from_shade=0.2, to_shade=1, direction=at)


def small(code: segno.QRCode, at: int) -> Frame:
    return frames.seen(frames.drawn(code), turn=at * 71, side=170, middle=(250, 180 + 10 * at))


def all_at_once(code: segno.QRCode, at: int) -> Frame:
    tilt = (25 * np.cos(at), 25 * np.sin(at))
    frame = frames.seen(frames.drawn(code), turn=at * 97, tilt=tilt, side=320, around=60)
    lit = frames.lit(frames.blurred(frame, 1), from_shade=0.4, to_shade=0.9, direction=at)
    return frames.noisy(lit + 20, 8, at)


@pytest.mark.parametrize(
    "trouble",
    [turned, askew, out_of_focus, grainy, pale, unevenly_lit, small, all_at_once],
    ids=lambda one: one.__name__,
)
def test_an_order_is_read_as_a_camera_sees_it(reader: Reader, trouble: Any) -> None:
    chance = seeded(trouble.__name__)
    missed = []
    for at in range(6):
        text = address(chance)
        if reader.read(trouble(segno.make(text, error="m", micro=False), at)) != text:
            missed.append(at)
    assert not missed


def test_a_code_of_the_highest_level_is_read_with_blots_on_15_per_cent(reader: Reader) -> None:
    chance = seeded(15)
    missed = []
    for at in range(6):
        text = address(chance)
        code = segno.make(text, error="h", micro=False)
        blotted = frames.blotted(frames.drawn(code), scale=8, share=0.15, seed=at)
        if reader.read(frames.seen(blotted, turn=at * 31)) != text:
            missed.append(at)
    assert not missed


def test_where_no_code_stands_nothing_is_read(reader: Reader) -> None:
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    half = frames.seen(frames.drawn(segno.make("media", error="m", micro=False)))
    half[:, WIDTH // 2 :] = 150
    pictures = [
        *(
            frames.noisy(np.full((HEIGHT, WIDTH), 128.0), sigma, at)
            for at, sigma in enumerate((20, 90))
        ),
        frames.blurred(frames.noisy(np.full((HEIGHT, WIDTH), 128.0), 400, 7), 2),
        np.kron(np.random.default_rng(3).integers(0, 2, (60, 80)) * 255.0, np.ones((8, 8))),
        *(np.full((HEIGHT, WIDTH), shade) for shade in (0.0, 127.0, 255.0)),
        127 + 127 * np.sign(np.sin(np.hypot(x - 300, y - 200) / 9)),
        127 + 127 * np.sign(np.sin(x / 5)) * np.sign(np.sin(y / 5)),
        np.zeros((3, 3)),
        half,
    ]
    assert [reader.read(one) for one in pictures] == [None] * len(pictures)


def test_what_is_neither_bytes_numbers_nor_capitals_is_not_read(reader: Reader) -> None:
    kanji = segno.make("漢字", mode="kanji", micro=False)
    declared = segno.make("ñandú", encoding="utf-8", eci=True, micro=False)
    parts = segno.make_sequence("un texto en dos partes, que son dos", symbol_count=2)
    for code in (kanji, declared, parts[0]):
        assert reader.read(frames.seen(frames.drawn(code))) is None

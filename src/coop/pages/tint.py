"""Icons in the institution's accent: a PNG whose palette goes from the accent to white."""

from zlib import crc32

from coop.pages import palette

_NAME = b"PLTE"


def tinted(png: bytes, accent: str) -> bytes:
    """Return the picture with its palette (PNG, section 11.2.2) from `accent` to white."""
    start = png.index(_NAME)
    size = int.from_bytes(png[start - 4 : start])
    colours = palette.shades(accent, size // 3)
    chunk = _NAME + b"".join(map(bytes, colours))
    end = start + len(chunk) + 4
    return png[:start] + chunk + crc32(chunk).to_bytes(4) + png[end:]

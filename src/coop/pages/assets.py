"""The few files that pages need beside themselves, at addresses with their digest.

They are read once per process from the package, so an installed wheel serves them without a build
step, and kept by browsers for ever: a changed file has another address. The sheet, the
mark and the token's icons carry the accent of the institution's profile.
"""

import gzip
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from coop.pages import palette
from coop.pages.ports import slot
from coop.pages.tint import tinted

FOLDER = Path(__file__).parent / "assets"
TYPES = {
    "coop.css": "text/css; charset=utf-8",
    "staff.css": "text/css; charset=utf-8",
    "coop.js": "text/javascript; charset=utf-8",
    "mark.svg": "image/svg+xml",
    "pictures.svg": "image/svg+xml",
    "qr-code.js": "text/javascript; charset=utf-8",
    "qr-reader.js": "text/javascript; charset=utf-8",
    "source-sans-3.woff2": "font/woff2",
    "source-serif-4.woff2": "font/woff2",
    "token.css": "text/css; charset=utf-8",
    "token.js": "text/javascript; charset=utf-8",
    "token-192.png": "image/png",
    "token-512.png": "image/png",
}
FILES = {name: FOLDER / name for name in TYPES}
ONE_YEAR = "public, max-age=31536000, immutable"
PLAIN_ACCENT = "#2f6b5d"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: its bytes, plain and compressed, and the digest in its address."""

    name: str
    digest: str
    plain: bytes
    compressed: bytes | None


def address(name: str) -> str:
    """Return the lasting address of a file."""
    return _address(name, slot.get().accent)


@require_safe
def serve(request: HttpRequest, digest: str, name: str) -> HttpResponse:
    """Answer with the file, for ever; an old digest is not found."""
    if name not in TYPES or (asset := _asset(name, slot.get().accent)).digest != digest:
        raise Http404
    zipped = asset.compressed and "gzip" in request.headers.get("Accept-Encoding", "")
    body = asset.compressed if zipped and asset.compressed else asset.plain
    response = HttpResponse(body, content_type=TYPES[name])
    response["Cache-Control"] = ONE_YEAR
    patch_vary_headers(response, ["Accept-Encoding"])
    if zipped:
        response["Content-Encoding"] = "gzip"
    return response


@cache
def _address(name: str, accent: str) -> str:
    return reverse("asset", args=[_asset(name, accent).digest, name])


@cache
def _asset(name: str, accent: str) -> Asset:
    plain = FILES[name].read_bytes()
    if name in {"staff.css", "token.css"}:
        plain = FILES["coop.css"].read_bytes() + plain  # one file more would be one request more
    if name.endswith(".css"):
        plain = _with_accent(plain.decode(), accent).encode()
    elif name == "qr-reader.js":
        plain = plain.replace(b"./qr-code.js", address("qr-code.js").encode())
    elif name == "mark.svg":
        plain = plain.replace(PLAIN_ACCENT.encode(), accent.encode())
    elif name.endswith(".png"):
        plain = tinted(plain, accent)
    compressed = None if name.endswith((".woff2", ".png")) else gzip.compress(plain, mtime=0)
    return Asset(name, sha256(plain).hexdigest()[:16], plain, compressed)


def _with_accent(sheet: str, accent: str) -> str:
    for name in ("source-sans-3.woff2", "source-serif-4.woff2"):
        sheet = sheet.replace(f'url("{name}")', f'url("{address(name)}")')
    light, dark = palette.light(accent).css(), palette.dark(accent).css()
    return f":root{{{light}}}@media(prefers-color-scheme:dark){{:root{{{dark}}}}}\n{sheet}"

"""A CSV file as a stream of lines: bounded, strictly UTF-8, one record a line.

A field may be quoted and hold commas and doubled quotes, but not a line break: so that a line
number means a row, and a file cut inside a quoted field is found where it was cut, not at its end.
"""

import csv
import hashlib
import re
from collections.abc import Iterator
from typing import BinaryIO

LONGEST_LINE = 16_384  # bytes; the longest honest row is below one tenth of it

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")

UTF_16 = "el archivo está en UTF-16; guárdelo como CSV UTF-8"
NOT_UTF_8 = "la línea no es UTF-8 (parece Latin-1 o Windows-1252); guarde el archivo como CSV UTF-8"
TOO_LONG = f"la línea pasa de {LONGEST_LINE:,} bytes; se espera una fila por línea"
NUL = "la línea tiene bytes nulos; se espera texto"
CONTROL = "la línea tiene caracteres de control o tabuladores; se espera solo texto"
OLD_ENDINGS = "la línea termina con CR solo; se espera LF o CRLF"
BLANK = "la línea está vacía; se espera una fila"
QUOTES = (
    'las comillas no cierran en la misma línea; se espera "texto" con las comillas de adentro '
    "duplicadas y sin saltos de línea"
)


class LineWrong(ValueError):  # noqa: N818 - one bad line, reported and passed over
    """The line cannot be read; its text says what was expected."""


class WholeFileWrong(LineWrong):
    """Nothing after this can be read either."""


class Lines:
    """The lines of one open file, and the digest of what was read.

    The digest leaves out the byte-order mark and the kind of line ending, so that the same rows
    saved by another program are the same files.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()
        self.bytes_read = 0
        self.count = 0

    def digest(self) -> bytes:
        """Return SHA-256 over the lines read so far."""
        return self._digest.digest()

    def __iter__(self) -> Iterator[tuple[int, str | LineWrong]]:
        read, update = self._stream.readline, self._digest.update
        while raw := read(LONGEST_LINE + 2):
            self.count = number = self.count + 1
            self.bytes_read += len(raw)
            if number == 1:
                if raw.startswith(_UTF16):
                    yield 1, WholeFileWrong(UTF_16)
                    return
                raw = raw.removeprefix(_BOM)
            if raw.endswith(b"\n"):
                raw = raw[:-2] if raw.endswith(b"\r\n") else raw[:-1]
            elif len(raw) > LONGEST_LINE:
                self._skip_line()
                yield number, LineWrong(TOO_LONG)
                continue
            update(raw)
            update(b"\n")
            yield number, _text(raw)

    def _skip_line(self) -> None:
        while piece := self._stream.readline(1 << 20):
            self._digest.update(piece)
            self.bytes_read += len(piece)
            if piece.endswith(b"\n"):
                return


def _text(raw: bytes) -> str | LineWrong:
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return LineWrong(NOT_UTF_8)
    if _CONTROL.search(text) is None:
        return text if text and not text.isspace() else LineWrong(BLANK)
    if "\0" in text:
        return LineWrong(NUL)
    if "\r" in text:
        return LineWrong(OLD_ENDINGS)
    # A tab is let through in order that a file separated by tabs is told so by its header.
    return text if "\t" in text and "," not in text else LineWrong(CONTROL)


def fields(text: str) -> list[str]:
    """Return the fields of one line.

    Raises:
        LineWrong: the quotes are not closed on this line.
    """
    if '"' not in text:
        return text.split(",")
    try:
        return next(csv.reader((text,), strict=True))
    except csv.Error as error:
        raise LineWrong(QUOTES) from error


def line(values: list[str]) -> str:
    """Write one record as `fields` reads it, quoting only where it must; ends with LF."""
    return ",".join([_quoted(v) if '"' in v or "," in v else v for v in values]) + "\n"


def _quoted(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'

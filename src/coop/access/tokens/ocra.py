"""OCRA, the OATH challenge-response algorithm (RFC 6287): a code that answers a question; pure.

`Suite.parse` reads a suite's name (section 6), `respond` computes its code (sections 5 and 7). The
tests hold every vector of the RFC's appendix C.
"""

import hmac
import re
from dataclasses import dataclass
from typing import Literal

_HASHES = {"SHA1": 20, "SHA256": 32, "SHA512": 64}
_PERIODS = {"S": 1, "M": 60, "H": 3600}
_LONGEST_PERIOD = {"S": 59, "M": 59, "H": 48}
_QUESTION_BYTES, _COUNTER_BYTES = 128, 8
_TURNS = 2  # in mutual use both questions stand in one (section 7.3)
_SUITE = re.compile(
    r"OCRA-1:HOTP-(?P<hash>SHA1|SHA256|SHA512)-(?P<digits>0|[4-9]|10):"
    r"(?P<counter>C-)?Q(?P<kind>[ANH])(?P<length>0[4-9]|[1-5][0-9]|6[0-4])"
    r"(?:-P(?P<pin>SHA1|SHA256|SHA512))?(?:-S(?P<session>[0-9]{3}))?"
    r"(?:-T(?P<count>[1-9][0-9]?)(?P<unit>[SMH]))?"
)
_FORMS = {
    "N": re.compile(r"[0-9]+"),
    "A": re.compile(r"[\x21-\x7e]+"),
    "H": re.compile(r"[0-9A-Fa-f]+"),
}


class SuiteUnreadable(ValueError):  # noqa: N818 - pure; the caller says what it means
    """The name is not a suite of RFC 6287, section 6."""


class InputUnfit(ValueError):  # noqa: N818 - pure; the caller says what it means
    """What was given is not what the suite asks for."""


@dataclass(frozen=True, slots=True)
class Suite:
    """What a suite's name says: the hash, how many figures, and which inputs go into a code."""

    name: str
    hash: str
    digits: int
    counter: bool
    kind: Literal["N", "A", "H"]
    length: int
    pin: str | None
    session_bytes: int | None
    period_seconds: int | None

    @classmethod
    def parse(cls, name: str) -> "Suite":
        """Read a suite such as `OCRA-1:HOTP-SHA256-8:QN08-PSHA1`.

        Raises:
            SuiteUnreadable: it is none.
        """
        found = _SUITE.fullmatch(name)
        if found is None:
            raise SuiteUnreadable(name)
        unit, count = found["unit"], int(found["count"] or 0)
        if unit and count > _LONGEST_PERIOD[unit]:
            raise SuiteUnreadable(name)
        kind: Literal["N", "A", "H"] = found["kind"]  # type: ignore[assignment]  # the pattern's
        return cls(
            name=name,
            hash=found["hash"],
            digits=int(found["digits"]),
            counter=bool(found["counter"]),
            kind=kind,
            length=int(found["length"]),
            pin=found["pin"],
            session_bytes=int(found["session"]) if found["session"] else None,
            period_seconds=count * _PERIODS[unit] if unit else None,
        )

    def message(
        self,
        question: str,
        *,
        counter: int | None = None,
        pin_hash: bytes | None = None,
        session: bytes | None = None,
        timestamp: int | None = None,
    ) -> bytes:
        """Return what is hashed: the name, a zero byte, then C, Q, P, S and T as the suite asks.

        Raises:
            InputUnfit: an input is missing, is not asked for, or has another form.
        """
        return b"".join(
            (
                self.name.encode("ascii"),
                b"\0",
                _number("counter", counter, wanted=self.counter),
                self._question(question),
                self._pin(pin_hash),
                self._session(session),
                _number("timestamp", timestamp, wanted=self.period_seconds is not None),
            )
        )

    def _question(self, question: str) -> bytes:
        fits = _FORMS[self.kind].fullmatch(question) and len(question) <= self.length * _TURNS
        if not fits:
            raise InputUnfit("question")
        if self.kind == "A":
            return question.encode("ascii").ljust(_QUESTION_BYTES, b"\0")
        # As in the RFC's reference code: hexadecimal without leading zeros, filled on the right.
        shown = f"{int(question):x}" if self.kind == "N" else question
        return bytes.fromhex(shown.ljust(_QUESTION_BYTES * 2, "0"))

    def _pin(self, pin_hash: bytes | None) -> bytes:
        given = pin_hash or b""
        if len(given) != (_HASHES[self.pin] if self.pin else 0):
            raise InputUnfit("pin_hash")
        return given

    def _session(self, session: bytes | None) -> bytes:
        given, length = session or b"", self.session_bytes or 0
        if len(given) > length or (session is None) != (self.session_bytes is None):
            raise InputUnfit("session")
        return given.rjust(length, b"\0")


def respond(
    suite: Suite,
    key: bytes,
    question: str,
    *,
    counter: int | None = None,
    pin_hash: bytes | None = None,
    session: bytes | None = None,
    timestamp: int | None = None,
) -> str:
    """Return the code that answers `question`: RFC 4226's truncation of an HMAC under `key`.

    Args:
        suite: the algorithm and its inputs.
        key: the shared secret, as bytes.
        question: figures, letters or hexadecimal, as the suite says.
        counter: of section 5.1, where the suite has C.
        pin_hash: the hashed PIN, where the suite has P.
        session: where the suite has S; filled with zeros on the left.
        timestamp: whole periods since 1970, where the suite has T.

    Raises:
        InputUnfit: an input is missing, is not asked for, or has another form.
    """
    message = suite.message(
        question, counter=counter, pin_hash=pin_hash, session=session, timestamp=timestamp
    )
    mac = hmac.digest(key, message, suite.hash.lower())
    if suite.digits == 0:  # section 5.2: no truncation
        return mac.hex()
    start = mac[-1] & 0xF
    number = int.from_bytes(mac[start : start + 4]) & 0x7FFF_FFFF
    return str(number % 10**suite.digits).zfill(suite.digits)


def _number(name: str, value: int | None, *, wanted: bool) -> bytes:
    if (value is not None) != wanted:
        raise InputUnfit(name)
    return b"" if value is None else value.to_bytes(_COUNTER_BYTES)

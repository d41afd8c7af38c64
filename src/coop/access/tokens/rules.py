"""What a token is asked, and how what people type from it is read; pure.

A question has 25 figures: what it is for, the amount in cents (12), the last 6 figures of the
destination account, and a number of 6 that is used once. The first figure is never zero: RFC 6287
fills numeric questions on the right, so that without it N and 16 times N would share a code.
"""

import hmac
import re

from coop.access.tokens.ocra import Suite, respond
from coop.kernel.ids import CROCKFORD

SUITE = Suite.parse("OCRA-1:HOTP-SHA256-8:QN25")
FIGURES, LAST, NONCE = 8, 6, 6
PAY, ENTER, PAIR, CHANGE = "1", "2", "3", "4"
MOST_CENTS = 10**12 - 1
PAIRING_CHARACTERS = 12
_TAG_BYTES = 9
_CODE = re.compile(rf"[0-9]{{{FIGURES}}}")
_SIX = re.compile(r"[0-9]{6}")
_SPACES = dict.fromkeys(map(ord, " \t\r\n\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}-"))
_MISREAD = str.maketrans("OIL", "011")


def order_question(*, amount_cents: int, destination_last6: str, nonce: str) -> str:
    """Return the question of an order: every figure comes from the order's own facts.

    Raises:
        ValueError: a fact does not fit its place.
    """
    fits = 0 < amount_cents <= MOST_CENTS and _SIX.fullmatch(destination_last6)
    if not (fits and _SIX.fullmatch(nonce)):
        raise ValueError("unfit for a token's question")
    return f"{PAY}{amount_cents:012}{destination_last6}{nonce}"


def plain_question(purpose: str, nonce: str) -> str:
    """Return the question of a sign-in (`ENTER`), a pairing (`PAIR`) or a proof (`CHANGE`).

    Raises:
        ValueError: the number is not of 6 figures.
    """
    if not _SIX.fullmatch(nonce):
        raise ValueError("unfit for a token's question")
    return f"{purpose}{0:018}{nonce}"


def is_nonce(text: str) -> bool:
    """Tell whether a text is a number that a token can be asked."""
    return bool(_SIX.fullmatch(text))


def last6(account_number: str) -> str:
    """Return the last 6 figures of an account number, with zeros before a shorter one."""
    return "".join(c for c in account_number if c in "0123456789")[-LAST:].zfill(LAST)


def answer_of(typed: str) -> str | None:
    """Return the 8 ASCII figures of a pasted answer (`1234 5678` too), or None."""
    bare = typed.translate(_SPACES)
    return bare if _CODE.fullmatch(bare) else None


def pairing_secret(typed: str) -> str | None:
    """Return a pairing's secret as it was made, from what was typed or scanned, or None."""
    bare = typed.translate(_SPACES).upper().translate(_MISREAD)
    whole = len(bare) == PAIRING_CHARACTERS and set(bare) <= set(CROCKFORD)
    return bare if whole else None


def answer(key: bytes, question: str) -> str:
    """Return the 8 figures that a token with this key gives."""
    return respond(SUITE, key, question)


def tag(key: bytes, question: str, payee: str) -> bytes:
    """Return the mark by which a token knows that its cooperative wrote a QR and its name.

    No OCRA message begins as this one does, so the two uses of the key never meet.
    """
    message = b"coop-token-qr-1\0" + question.encode("ascii") + b"\0" + payee.encode()
    return hmac.digest(key, message, "sha256")[:_TAG_BYTES]

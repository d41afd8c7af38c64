"""What every template may name of the session."""

from typing import TypedDict

from django.http import HttpRequest

from coop.pages import display
from coop.web.member import Member, signed_in
from coop.web.notices import take_notice


class Session(TypedDict):
    """The names that `member` adds to every template."""

    member: Member | None
    hidden: bool
    notice: str


def member(request: HttpRequest) -> Session:
    """Add who is signed in, whether balances are hidden, and the word about the last act."""
    return {
        "member": signed_in(request),
        "hidden": display.balances_hidden(request.COOKIES),
        "notice": take_notice(request),
    }

"""The people whom the bench of pages measures: members with codes, one long history."""

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from bench.served import Browser, token_of

BATCH = 5_000
FORM = "/transferir/propia"
SEEN = re.compile(r'name="seen" value="([0-9a-f]{64})"')


@dataclass
class Member:
    """Somebody signed in, with two accounts of their own."""

    user_id: UUID
    origin: UUID
    destination: UUID
    browser: Browser
    token: str = ""

    def draft(self, cents: int) -> str:
        """Draft an own transfer over HTTP; return the address of its review."""
        from coop.kernel.ids import uuid7

        if not self.token:
            self.token = token_of(self.browser.get(FORM)[1])
        form = {
            "key": str(uuid7()),
            "origin": str(self.origin),
            "destination": str(self.destination),
            "amount": f"{cents // 100}.{cents % 100:02}",
            "memo": "",
        }
        status, where, text = self.browser.post(FORM, form, self.token)
        assert status == 302, text
        return where

    def shown(self, review: str) -> str:
        """Read the review over HTTP; return the digest of what it shows."""
        found = SEEN.search(self.browser.get(review)[1])
        assert found is not None
        return found[1]

    def confirm(self, review: str, code: str, seen: str) -> None:
        """Confirm over HTTP, with the code, what was shown."""
        form = {"code": code, "seen": seen}
        status, where, text = self.browser.post(review, form, self.token)
        assert status == 302, text
        assert not where.endswith("/revisar"), where


def people(count: int, port: int) -> list[Member]:
    """Register, enrol and sign in `count` members, each with money in the first account."""
    from coop.access.codes.totp import add_totp
    from coop.access.door.session import begin
    from coop.access.errands.enrol import enrol
    from coop.access.personal.personalisation import excuse
    from coop.access.sessions.store import SessionStore
    from coop.access.signed_in import SignedIn
    from coop.kernel import clock
    from coop.kernel.ids import short_code
    from tests import make

    made = []
    for number in range(count):
        person_id = make.person(document_number=f"N-{number // 9_000 + 1}-{number + 1}")
        origin = make.account(person_id, cents=500_000)
        destination = make.account(person_id)
        username = f"bench-{number}"
        user_id = enrol(person_id=person_id, username=username, password=short_code(24))
        add_totp(user_id=user_id)
        excuse(user_id=user_id)
        store = SessionStore()
        begin(store, SignedIn(user_id, person_id, username, None, clock.now()))
        browser = Browser(port, {"sesion": str(store.session_key)})
        made.append(Member(user_id, origin, destination, browser))
        _tell(number + 1, count, "members")
    return made


def history(account_id: UUID, movements: int) -> None:
    """Give an account so many movements, through the batch door."""
    from coop.kernel import db
    from coop.kernel.ids import uuid7
    from coop.ledger.chart import CASH, internal_account
    from coop.ledger.legs import credit, debit
    from coop.ledger.post import Posted
    from coop.ledger.post_batch import BatchEntry, post_batch
    from tests import make

    cash, account = internal_account(CASH), make.ledger_account(account_id)
    done = 0
    while done < movements:
        size = min(BATCH, movements - done)
        entries = [
            BatchEntry(
                uuid7(),
                "deposit",
                [debit(cash, 100), credit(account, 100, f"Depósito {done + place}")],
            )
            for place in range(size)
        ]
        with db.transaction():
            assert all(isinstance(one, Posted) for one in post_batch(entries=entries))
        done += size
        _tell(done, movements, "movements")


def codes(members: Sequence[Member]) -> Mapping[UUID, str]:
    """Return a fresh code of each member."""
    from coop.access.codes.totp import present_code

    return {member.user_id: present_code(user_id=member.user_id) for member in members}


def _tell(done: int, whole: int, what: str) -> None:
    sys.stderr.write(f"\r  {what} {done:,} of {whole:,}" + ("\n" if done == whole else ""))
    sys.stderr.flush()

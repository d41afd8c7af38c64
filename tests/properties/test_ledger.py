"""The books against a small pure ledger, step by step: whatever is asked, both say the same."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from coop.kernel import clock
from coop.kernel.errors import Problem
from coop.kernel.ids import uuid7
from coop.ledger.capture import capture
from coop.ledger.chart import CASH, internal_account
from coop.ledger.expire_holds import expire_holds
from coop.ledger.hold import hold
from coop.ledger.legs import Leg, credit, debit
from coop.ledger.open_account import open_account
from coop.ledger.post import Posted, post
from coop.ledger.post_batch import BatchEntry, post_batch
from coop.ledger.prove import prove
from coop.ledger.queries import balances, business_date
from coop.ledger.release import release
from coop.ledger.reverse import reverse
from coop.ledger.roll_day import roll_day
from coop.ledger.set_status import set_account_status
from coop.ledger.verify import verify
from tests.database import Clone

CASH_ID = internal_account(CASH)


@dataclass
class Pure:
    """The whole ledger in a page: every account credit-normal with a floor of zero, or cash."""

    day: date
    books: dict[int, int] = field(default_factory=dict)
    status: dict[int, str] = field(default_factory=dict)
    entries: dict[UUID, tuple[Leg, ...]] = field(default_factory=dict)
    reversed: set[UUID] = field(default_factory=set)
    holds: dict[UUID, list[object]] = field(default_factory=dict)  # account, cents, state, past

    def held(self, account: int) -> int:
        return sum(
            int(str(h[1])) for h in self.holds.values() if h[0] == account and h[2] == "held"
        )

    def post(self, entry_id: UUID, legs: tuple[Leg, ...], freed: int = 0) -> str:
        if entry_id in self.entries:
            return "repeated" if self.entries[entry_id] == legs else "ledger.entry_conflict"
        deltas: dict[int, int] = {}
        for leg in legs:
            deltas[leg.account_id] = deltas.get(leg.account_id, 0) - leg.amount_cents
        for account in sorted(deltas):
            if account < 0:
                continue
            takes = deltas[account] <= 0
            if self.status[account] == "blocked" or (takes and self.status[account] != "open"):
                return "ledger.account_not_open"
            if deltas[account] < 0 and (
                self.books[account] + deltas[account] < self.held(account) - freed
            ):
                return "ledger.not_enough_funds"
        for account, delta in deltas.items():
            self.books[account] = self.books.get(account, 0) + delta
        self.entries[entry_id] = legs
        return "posted"

    def hold(self, hold_id: UUID, account: int, cents: int, *, past: bool) -> str:
        if self.status[account] != "open":
            return "ledger.account_not_open"
        if self.books[account] - self.held(account) < cents:
            return "ledger.not_enough_funds"
        self.holds[hold_id] = [account, cents, "held", past]
        return "placed"

    def capture(self, hold_id: UUID, entry_id: UUID, cents: int) -> str:
        account, most, state, _ = self.holds[hold_id]
        assert isinstance(account, int)
        assert isinstance(most, int)
        if self.status[account] != "open":
            return "ledger.account_not_open"
        if state != "held":
            return "ledger.hold_not_open"
        if cents > most:
            return "ledger.hold_mismatch"
        said = self.post(entry_id, (debit(account, cents), credit(CASH_ID, cents)), most)
        if said == "posted":
            self.holds[hold_id][2] = "captured"
        return said

    def reverse(self, entry_id: UUID, reverses: UUID) -> str:
        mirror = tuple(Leg(leg.account_id, -leg.amount_cents) for leg in self.entries[reverses])
        if reverses not in self.reversed:
            said = self.post(entry_id, mirror)
            if said == "posted":
                self.reversed.add(reverses)
            return said
        said = Pure.post(Pure(self.day, dict(self.books), self.status, {}, set(), self.holds),
                         entry_id, mirror)  # fmt: skip
        return "ledger.already_reversed" if said == "posted" else said


def said(call: object) -> str:
    try:
        answer = call()  # type: ignore[operator]
    except Problem as problem:
        return problem.code
    return "repeated" if isinstance(answer, Posted) and answer.repeated else "posted"


CENTS = st.integers(1, 900)


class Books(RuleBasedStateMachine):
    accounts = Bundle("accounts")
    entries = Bundle("entries")
    holds = Bundle("holds")

    def __init__(self) -> None:
        super().__init__()
        self.pure = Pure(business_date())
        self.pure.books[CASH_ID] = -balances([CASH_ID])[CASH_ID].book_cents

    def teardown(self) -> None:
        expire_holds()
        assert prove().violations == []
        assert verify().right

    @rule(target=accounts, cents=CENTS)
    def enter(self, cents: int) -> int:
        account = open_account(code=str(uuid7()), name="x", side="credit", kind="member")
        self.pure.books[account] = 0
        self.pure.status[account] = "open"
        self.ask(uuid7(), (debit(CASH_ID, cents), credit(account, cents)))
        return account

    @rule(target=entries, one=accounts, other=accounts, cents=CENTS, fee=st.integers(0, 5))
    def transfer(self, one: int, other: int, cents: int, fee: int) -> UUID:
        legs: tuple[Leg, ...] = (debit(one, cents), credit(other, cents))
        if fee:
            legs += (debit(one, fee), credit(CASH_ID, fee))
        entry_id = uuid7()
        self.ask(entry_id, legs)
        return entry_id

    @rule(entry_id=entries, other=st.booleans())
    def again(self, entry_id: UUID, other: bool) -> None:
        legs = self.pure.entries.get(entry_id)
        if legs is not None:
            self.ask(entry_id, legs + legs if other else legs)

    @rule(entry_id=entries)
    def reverse(self, entry_id: UUID) -> None:
        if entry_id in self.pure.entries:
            new = uuid7()
            assert said(lambda: reverse(entry_id=new, reverses=entry_id)) == (
                self.pure.reverse(new, entry_id)
            )

    @rule(moves=st.lists(st.tuples(accounts, accounts, CENTS), max_size=5))
    def batch(self, moves: list[tuple[int, int, int]]) -> None:
        made = [(uuid7(), (debit(a, cents), credit(b, cents))) for a, b, cents in moves]
        answers = post_batch(entries=[BatchEntry(i, "k", legs) for i, legs in made])
        for (entry_id, legs), answer in zip(made, answers, strict=True):
            got = answer.code if isinstance(answer, Problem) else "posted"
            assert got == self.pure.post(entry_id, legs)

    @rule(target=holds, account=accounts, cents=CENTS, past=st.booleans())
    def hold(self, account: int, cents: int, past: bool) -> UUID:
        hold_id = uuid7()
        ends = clock.business_now() + timedelta(hours=-1 if past else 1)
        got = said(
            lambda: hold(hold_id=hold_id, account_id=account, amount_cents=cents, expires_at=ends)
        )
        assert got == self.pure.hold(hold_id, account, cents, past=past).replace("placed", "posted")
        return hold_id

    @rule(hold_id=holds, cents=CENTS)
    def capture(self, hold_id: UUID, cents: int) -> None:
        if hold_id in self.pure.holds:
            account = self.pure.holds[hold_id][0]
            assert isinstance(account, int)
            entry_id = uuid7()
            legs = (debit(account, cents), credit(CASH_ID, cents))
            got = said(lambda: capture(hold_id=hold_id, entry_id=entry_id, kind="k", legs=legs))
            assert got == self.pure.capture(hold_id, entry_id, cents)

    @rule(hold_id=holds)
    def release(self, hold_id: UUID) -> None:
        if hold_id in self.pure.holds and self.pure.holds[hold_id][2] != "captured":
            release(hold_id=hold_id, because="cancelled")
            self.pure.holds[hold_id][2] = "released"

    @rule()
    def expire(self) -> None:
        due = [h for h in self.pure.holds.values() if h[2] == "held" and h[3]]
        assert expire_holds() == len(due)
        for one in due:
            one[2] = "expired"

    @rule(account=accounts, status=st.sampled_from(["open", "debits_blocked", "blocked"]))
    def block(self, account: int, status: str) -> None:
        set_account_status(account_id=account, status=status)  # type: ignore[arg-type]
        self.pure.status[account] = status

    @rule(days=st.integers(0, 3))
    def roll(self, days: int) -> None:
        self.pure.day += timedelta(days)
        roll_day(to=self.pure.day)

    def ask(self, entry_id: UUID, legs: tuple[Leg, ...]) -> None:
        got = said(lambda: post(entry_id=entry_id, kind="k", legs=legs))
        assert got == self.pure.post(entry_id, legs)

    @invariant()
    def the_same_money(self) -> None:
        if self.pure.books:
            found = balances(list(self.pure.books))
            for account, cents in self.pure.books.items():
                wanted = cents if account > 0 else -cents
                assert found[account].book_cents == wanted
                if account > 0:
                    assert found[account].held_cents == self.pure.held(account)
            assert business_date() == self.pure.day


def test_the_books_say_what_a_small_pure_ledger_says(cloned_database: Clone) -> None:
    """Each run goes on in the same books, with accounts and holds of its own."""
    run_state_machine_as_test(
        Books,
        settings=settings(
            max_examples=40,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

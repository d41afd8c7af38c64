"""Prove the books: `coop prove`, each minute, and after each close."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal

from coop.kernel import db
from coop.ledger import proofs

Scope = Literal["minute", "since_seal", "whole"]
Check = Callable[[Scope], list[str]]

_others: dict[str, Check] = {}


@dataclass(frozen=True, slots=True)
class Report:
    """What a proof looked at, and what it found wrong."""

    scope: Scope
    since: date | None
    checks: list[str]
    violations: list[str]

    @property
    def right(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.violations

    def __str__(self) -> str:
        of = {"minute": "The balances", "whole": "The whole books"}.get(
            self.scope, f"The days after {self.since}"
        )
        if self.right:
            return "\n".join([f"{of} are right:", *(f"  ok  {check}" for check in self.checks)])
        wrong = [f"  !!  {violation}" for violation in self.violations]
        return "\n".join([f"{of} are WRONG; postings are stopped:", *wrong])


def also(name: str, check: Check) -> None:
    """Let a room above prove its part too, such as: each posted order has exactly one entry.

    Args:
        name: the sentence of the report.
        check: given the scope, returns a line for each violation.
    """
    _others[name] = check


def prove(
    *,
    scope: Scope = "whole",
    stop: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Prove the books and, if they are wrong, stop every posting.

    Args:
        scope: `minute` looks at balances only; `since_seal` at the postings of the days that no
            seal covers; `whole` at every posting there is.
        stop: stop postings on a violation; `resume` lets them go on.
        progress: called with how many proofs are done and how many there are.
    """
    since: date | None = None
    if scope == "since_seal":
        (since,) = db.fetch_one("SELECT max(business_date) FROM ledger_seal")
    names: list[str] = []
    violations: list[str] = []
    parts = [*_own(scope, since)]
    parts += [(name, partial(check, scope)) for name, check in _others.items()]
    for name, run in parts:
        if progress:
            progress(len(names), len(parts))
        violations += [f"{name}: {line}" for line in run()]
        names.append(name)
    if progress:
        progress(len(names), len(parts))
    if violations and stop:
        db.fetch_one("SELECT ledger_stop_postings(%s)", ["\n".join(violations[:20])])
    return Report(scope, since, names, violations)


def _own(scope: Scope, since: date | None) -> Iterator[tuple[str, Callable[[], list[str]]]]:
    """Return the ledger's own proofs of a scope, each with what runs it."""

    def run(sql: str) -> list[str]:
        return [str(line) for (line,) in db.fetch_all(sql, [since] * sql.count("%s"))]

    for proof in proofs.PROOFS:
        if scope in proof.scopes:
            yield proof.name, partial(run, proof.sql)

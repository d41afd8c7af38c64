"""The clock passes a close and a midnight while the site is open."""

import subprocess
import sys
from datetime import date, datetime

from coop.jobs.roll import roll_due
from coop.kernel import clock
from coop.ledger.open_books import open_books
from tests import make
from tests.database import Clone
from tests.served import Press, drafted, serving, visit
from tests.world import make_member

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
BEFORE = clock.at_panama(MONDAY, 18, 58)
AFTER = clock.at_panama(MONDAY, 19, 1)
CHANGED = "Algo cambió desde que revisó esta instrucción."


def jump(to: datetime) -> list[date]:
    """Set the cooperative's clock, and do what its clock does each minute."""
    clock.set_business_now(to)
    return roll_due()


def coop(database: Clone, *words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "coop.host.main", *words]
    return subprocess.run(
        command, env=database.environment, check=False, capture_output=True, text=True
    )


def receipt(press: Press) -> str:
    return press.member.browser.get(press.review.removesuffix("/revisar"))[1]


def test_what_was_reviewed_before_the_close_is_shown_again_after_it(
    cloned_database: Clone,
) -> None:
    with cloned_database.owner() as owner:
        owner.execute("UPDATE kernel_clock SET demonstration = true")
    open_books(on=MONDAY)
    assert jump(BEFORE) == []
    people = [make_member(name) for name in ("ana.p", "bruno.p")]
    with serving(cloned_database) as port:
        ana, bruno = (
            visit(one, port, origin=one.savings, destination=one.second) for one in people
        )
        codes = [one.code() for one in people]
        press = drafted(ana, 12_00, codes[0])
        assert "23 de noviembre de 2026" in ana.browser.get(press.review)[1]

        assert jump(AFTER) == [TUESDAY]
        status, text = press()
        assert (status, CHANGED in text, "24 de noviembre de 2026" in text) == (422, True, True)
        assert press()[0] == 422
        again = Press(ana, press.review, press.code, ana.shown(press.review))
        assert again()[0] == 302
        assert "24 de noviembre de 2026" in receipt(again)
        assert make.book_cents(people[0].second) == 12_00

        late = drafted(bruno, 7_00, codes[1])
        assert jump(clock.at_panama(TUESDAY, 0, 1)) == []
        assert late()[0] == 302
        assert "24 de noviembre de 2026" in receipt(late)

    verified = coop(cloned_database, "ledger", "verify")
    assert verified.returncode == 0, verified.stderr
    assert verified.stdout.splitlines() == [
        "1 seal until 2026-11-23 holds: no sealed row has changed.",
        "No row of the audit trail is sealed yet.",
    ]
    assert coop(cloned_database, "prove").returncode == 0

    change = "UPDATE ledger_posting SET text = replace(text, '{}', '{}') WHERE text LIKE 'Dep%'"
    with cloned_database.owner() as owner:
        owner.execute("SET session_replication_role = replica")
        owner.execute(change.format("Depósito", "Deposito"))
        found = coop(cloned_database, "ledger", "verify")
        owner.execute(change.format("Deposito", "Depósito"))
    assert found.returncode == 1
    assert f"day {MONDAY}" in found.stdout
    assert "content differs from its digest" in found.stdout
    assert coop(cloned_database, "ledger", "verify").returncode == 0

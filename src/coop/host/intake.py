"""`coop intake` and `coop demo-files`: a cooperative's files, judged, loaded or invented."""

from pathlib import Path

from coop.host.cooperative import cooperative
from coop.host.say import FOUND_WRONG, NOT_NOW, OK, Bar, Stop, complain, say

SAID = {
    "loaded": "Loaded",
    "checked": "Right, and nothing was loaded",
    "already_loaded": "These very files are loaded already; nothing changed",
}


def intake(*, folder: Path, check: bool) -> int:
    """Load the files of a folder and seal them, or only judge them; print the control totals."""
    with cooperative():
        import django

        django.setup()
        from coop.intake.load import AlreadyRunning, FilesWrong, load
        from coop.intake.totals import printed
        from coop.ledger.seal import seal

        try:
            done = load(folder=folder, check_only=check, bar=Bar)
        except FilesWrong as wrong:
            say(printed(wrong.table))
            complain(wrong.findings.text())
            return FOUND_WRONG
        except AlreadyRunning as other:
            raise Stop("another intake is at work on this database", NOT_NOW) from other
        if not check:
            seal()
    say(printed(done.table))
    say(
        f"{SAID[done.outcome]}: {done.people:,} people, {done.accounts:,} accounts,"
        f" {done.movements:,} movements."
    )
    return OK


def demo_files(*, folder: Path, members: int, seed: int) -> int:
    """Write an invented cooperative's files, up to the day before the books open."""
    with cooperative():
        import django

        django.setup()
        from coop.intake.generate import generate, last_day
        from coop.kernel import clock
        from coop.ledger.queries import opening_date

        until = last_day(opening=opening_date(), now=clock.business_now())
        done = generate(
            folder=folder, members=members, seed=seed, until=until, advanced=Bar("files")
        )
    say(f"{done.people:,} people, {done.accounts:,} accounts, {done.movements:,} movements.")
    return OK

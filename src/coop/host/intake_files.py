"""`coop intake`: a cooperative's files at the command line."""

from pathlib import Path

from coop.host.cooperative import cooperative
from coop.host.say import FOUND_WRONG, NOT_NOW, OK, Bar, Stop, complain, say


def intake(folder: Path, *, check_only: bool) -> int:
    """Judge a cooperative's files and load them, all or nothing; print the control totals.

    Raises:
        Stop: another intake is at work.
    """
    with cooperative():
        import django

        django.setup()
        from coop.intake.load import AlreadyRunning, FilesWrong, load
        from coop.intake.totals import printed

        try:
            loaded = load(folder=folder, check_only=check_only, bar=Bar)
        except AlreadyRunning as running:
            raise Stop("Another intake is at work on this database.", NOT_NOW) from running
        except FilesWrong as wrong:
            say(printed(wrong.table))
            complain(wrong.findings.text())
            complain("Nothing was loaded.")
            return FOUND_WRONG
    say(printed(loaded.table))
    said = {
        "checked": "The files are right; nothing was loaded (--check).",
        "loaded": "Loaded.",
        "already_loaded": "These very files were loaded before; nothing changed.",
    }
    say(
        f"{loaded.people:,} people, {loaded.accounts:,} accounts, {loaded.movements:,} movements. "
        + said[loaded.outcome]
    )
    return OK

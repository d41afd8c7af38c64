"""`coop prove` and `coop ledger verify`: the books at the command line."""

from coop.host.cooperative import cooperative
from coop.host.say import FOUND_WRONG, OK, Bar, say

BROKEN = {
    "changed": "row {row} was changed",
    "removed": "row {row} was removed",
    "link_missing": "a link of its chain before row {row} is missing",
    "end_missing": "the end of its chain is not what was sealed",
}


def prove(scope: str) -> int:
    """Prove the books and print the report."""
    with cooperative():
        import django

        django.setup()
        from coop.ledger.prove import Scope
        from coop.ledger.prove import prove as prove_books

        wished: Scope = "since_seal" if scope == "since_seal" else "whole"
        report = prove_books(scope=wished, progress=Bar("proofs"))
        say(str(report))
        return OK if report.right else FOUND_WRONG


def verify() -> int:
    """Compute every seal and the trail's chain again and print what no longer fits."""
    with cooperative():
        import django

        django.setup()
        from coop.audit.verify import verify as verify_trail
        from coop.ledger.verify import verify as verify_seals

        seals = verify_seals(progress=Bar("seals"))
        say(str(seals))
        trail = verify_trail()
        if trail.found is None and trail.rows == 0:
            say("No row of the audit trail is sealed yet.")
        elif trail.found is None:
            say(f"{trail.rows} rows of the audit trail hold, until {trail.head[:16]}.")
        else:
            what = BROKEN[trail.found.what].format(row=trail.found.entry_id)
            say(f"The audit trail does not hold: {what}; the {trail.rows} before it do.")
        return OK if seals.right and trail.found is None else FOUND_WRONG

"""`coop prove` and `coop ledger verify`: the books at the command line."""

from coop.host.cooperative import cooperative
from coop.host.say import FOUND_WRONG, OK, Bar, say


def prove(scope: str) -> int:
    """Prove the books and print the report."""
    with cooperative():
        import django

        django.setup()
        from coop.ledger.prove import prove as prove_books

        report = prove_books(scope="since_seal" if scope == "since_seal" else "whole")
        say(str(report))
        return OK if report.right else FOUND_WRONG


def verify() -> int:
    """Compute every seal again and print what no longer fits."""
    with cooperative():
        import django

        django.setup()
        from coop.ledger.verify import verify as verify_seals

        found = verify_seals(progress=Bar("seals"))
        say(str(found))
        return OK if found.right else FOUND_WRONG

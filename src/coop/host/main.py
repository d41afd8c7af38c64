"""The `coop` command."""

import argparse
import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit code."""
    parser = argparse.ArgumentParser(prog="coop", description="Cooperativa en Línea.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    migration = verbs.add_parser("migrate", help="bring the database's schema to this release")
    migration.add_argument("--demonstration", action="store_true", help=argparse.SUPPRESS)
    migration.add_argument("--quiet", action="store_true", help="print nothing")
    given = parser.parse_args(arguments)
    return _migrate(demonstration=given.demonstration, quiet=given.quiet)


def _migrate(*, demonstration: bool, quiet: bool) -> int:
    from coop.config.environment import EnvironmentWrong, read
    from coop.host.migrate import migrate

    try:
        owner = read(os.environ).database_owner_url
    except EnvironmentWrong as wrong:
        print(wrong, file=sys.stderr)  # noqa: T201 - a command line speaks
        return 2
    if owner is None:
        message = "DATABASE_OWNER_URL: missing; the role that owns the schema migrates"
        print(message, file=sys.stderr)  # noqa: T201 - a command line speaks
        return 2
    migrate(
        owner_url=owner.get_secret_value(),
        demonstration=demonstration,
        verbosity=0 if quiet else 1,
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

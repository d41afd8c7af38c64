"""The `coop` command: parses, calls the verb, and turns its troubles into words and exit codes.

Exit codes: 0 done; 1 it looked and found something wrong; 2 the command or the settings are wrong;
3 not now (something else is missing, taken or away); 130 interrupted.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path

from coop.access.staff.rules import Role
from coop.config.environment import EnvironmentWrong, read
from coop.host.account import AccountMissing
from coop.host.postgres import DatabaseTrouble
from coop.host.say import INTERRUPTED, MISUSED, NOT_NOW, OK, Stop, complain, say

Verb = Callable[[argparse.Namespace], int]
Adder = Callable[[str, Verb, str], argparse.ArgumentParser]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit code."""
    given = parser().parse_args(arguments)
    verb: Verb = given.does
    try:
        return verb(given)
    except Stop as stop:
        complain(f"coop: {stop}")
        return stop.code
    except EnvironmentWrong as wrong:
        complain(f"coop: these settings are wrong (docs/reference/settings.md):\n{wrong}")
        return MISUSED
    except (DatabaseTrouble, AccountMissing) as trouble:
        complain(f"coop: {trouble}")
        return NOT_NOW
    except KeyboardInterrupt:
        complain("coop: interrupted")
        return INTERRUPTED
    except Exception as error:
        why = _missing(error)
        if not why:
            raise
        complain(f"coop: {why}")
        return NOT_NOW


def _missing(error: Exception) -> str:
    """Return which file or database cannot be had, and why; empty for any other error."""
    from coop.kernel.db import DatabaseAway, lost

    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}" if error.filename else ""
    cause = error.__cause__ if isinstance(error, DatabaseAway) else error
    if cause is None or not lost(cause):
        return ""
    words = str(cause).strip() or type(cause).__name__
    return f"the database is away: {words.splitlines()[0]}"


def parser() -> argparse.ArgumentParser:
    """Return the command line's grammar; the reference page is made from it too."""
    top = argparse.ArgumentParser(
        prog="coop", description="Cooperativa en Línea: a cooperative's online bank."
    )
    verbs = top.add_subparsers(required=True, metavar="VERB")

    def add(name: str, does: Verb, help_: str) -> argparse.ArgumentParser:
        verb = verbs.add_parser(name, help=help_, description=help_)
        verb.set_defaults(does=does)
        return verb

    _serving(add)
    _files_and_demonstration(add)
    doctor = add(
        "doctor", _doctor, "look at this installation, or a site, and tell what is not well"
    )
    doctor.add_argument("--url", help="look at this production site from outside instead")
    add("version", _version, "print the release and what it stands on")
    return top


def _serving(add: Adder) -> None:
    run = add("run", _run, "run web, worker and clock for a cooperative that serves people")
    run.add_argument(
        "--address", default="127.0.0.1", help="where to listen (default: %(default)s)"
    )
    run.add_argument("--port", type=_port, default=8000, help="default: %(default)s")

    demo = add("demo", _demo, "run a whole demonstration cooperative on this machine")
    demo.add_argument("--port", type=_port, default=8000, help="default: %(default)s")
    demo.add_argument("--reset", action="store_true", help="forget its data and start afresh")

    init = add("init", _init, "write a file of settings with fresh secrets, to be edited")
    init.add_argument("--file", type=Path, default=Path("coop.env"), help="default: %(default)s")
    init.add_argument("--url", help="the site's address, if it is known already")

    migrate = add("migrate", _migrate, "bring the database to this release, as its owner")
    migrate.add_argument("--demonstration", action="store_true", help=argparse.SUPPRESS)
    migrate.add_argument("--quiet", action="store_true", help="print nothing")

    prove = add("prove", _prove, "prove the books whole; stop postings if they are wrong")
    prove.add_argument(
        "--since-seal", action="store_true", help="only the days that no seal covers yet"
    )

    staff = add(
        "staff", _staff, "let people of the cooperative into the back office, or shut them out"
    )
    staff.add_argument(
        "what", choices=["invite", "list", "disable"], help="invite also gives a new code"
    )
    staff.add_argument("name", nargs="?", metavar="NAME", help="the full name, in quotes")
    staff.add_argument(
        "--role", action="append", default=[], choices=[role.value for role in Role],
        help="what they may do; may be given again",
    )  # fmt: skip

    ledger = add("ledger", _verify, "compare the books and the audit trail with their seals")
    ledger.add_argument(
        "what", choices=["verify"], help="compute every seal and the trail's chain again"
    )


def _files_and_demonstration(add: Adder) -> None:
    intake = add("intake", _intake, "load a cooperative's CSV files, all of them or nothing")
    intake.add_argument("folder", type=Path, metavar="FOLDER", help="docs/reference/intake.md")
    intake.add_argument("--check", action="store_true", help="judge the files and load nothing")

    files = add("demo-files", _demo_files, "write an invented cooperative's CSV files")
    files.add_argument("folder", type=Path, metavar="FOLDER", help="made if it is missing")
    files.add_argument("--members", type=int, default=60, help="default: %(default)s")
    files.add_argument("--seed", type=int, default=1, help="default: %(default)s")

    code = add("demo-code", _demo_code, "print a demonstration person's present code")
    code.add_argument("name", metavar="NAME", help="the person's user name")

    clock = add("demo-clock", _demo_clock, "set the demonstration's clock (Panama's time)")
    clock.add_argument("when", nargs="?", metavar="'YYYY-MM-DD HH:MM'", help="the wished time")
    clock.add_argument("--real", action="store_true", help="go back to real time")


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:  # noqa: PLR2004 - TCP's own
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a port (1 to 65535)")


def _run(given: argparse.Namespace) -> int:
    from coop.host.run import run

    return run(address=given.address, port=given.port)


def _demo(given: argparse.Namespace) -> int:
    from coop.host.demo import demo

    return demo(port=given.port, reset=given.reset)


def _init(given: argparse.Namespace) -> int:
    from coop.host.init import init

    return init(given.file, url=given.url)


def _migrate(given: argparse.Namespace) -> int:
    from coop.host.migrate import migrate

    owner = read(os.environ).database_owner_url
    if owner is None:
        raise EnvironmentWrong("DATABASE_OWNER_URL: missing; only the schema's owner may migrate")
    migrate(
        owner_url=owner.get_secret_value(),
        demonstration=given.demonstration,
        verbosity=0 if given.quiet else 1,
    )
    return OK


def _staff(given: argparse.Namespace) -> int:
    from coop.host.staff import staff

    return staff(what=given.what, name=given.name, roles=given.role)


def _prove(given: argparse.Namespace) -> int:
    from coop.host.books import prove

    return prove("since_seal" if given.since_seal else "whole")


def _verify(given: argparse.Namespace) -> int:
    from coop.host.books import verify

    del given
    return verify()


def _doctor(given: argparse.Namespace) -> int:
    from coop.host.cooperative import cooperative
    from coop.host.doctor import doctor

    if given.url is None:
        with cooperative():
            return doctor(None)
    return doctor(given.url)


def _intake(given: argparse.Namespace) -> int:
    from coop.host.intake import intake

    return intake(folder=given.folder, check=given.check)


def _demo_files(given: argparse.Namespace) -> int:
    from coop.host.intake import demo_files

    return demo_files(folder=given.folder, members=given.members, seed=given.seed)


def _demo_code(given: argparse.Namespace) -> int:
    from coop.host.demo_verbs import demo_code

    return demo_code(given.name)


def _demo_clock(given: argparse.Namespace) -> int:
    from coop.host.demo_verbs import demo_clock

    if (given.when is None) == (not given.real):
        raise Stop("say the wished time, 'YYYY-MM-DD HH:MM', or --real", MISUSED)
    return demo_clock(given.when)


def _version(given: argparse.Namespace) -> int:
    del given
    say(f"cooperativa-en-linea {metadata.version('cooperativa-en-linea')}")
    say(f"Python {sys.version.split()[0]}, Django {metadata.version('Django')}")
    return OK


if __name__ == "__main__":
    raise SystemExit(main())

"""The reference pages that are made from the code; `make docs` writes them, a test compares."""

import argparse
import importlib
import pkgutil
from collections.abc import Callable
from pathlib import Path

import coop
from coop.config.environment import Environment, variables_by_name
from coop.host.main import parser
from coop.kernel.errors import Broken, Problem, Refused, Unavailable, Uncertain
from tests import asvs, intake_reference, thresholds

FOLDER = Path(__file__).parents[1] / "docs/reference"
FAMILIES = {
    Refused: "Refused",
    Unavailable: "Unavailable",
    Uncertain: "Uncertain",
    Broken: "Broken",
}


def problems() -> dict[str, type[Problem]]:
    """Return every error that a room declares, by code."""
    for module in pkgutil.walk_packages(coop.__path__, "coop."):
        if not module.name.endswith((".wsgi", ".__main__")):
            importlib.import_module(module.name)
    return {
        code: problem
        for code, problem in sorted(Problem.registry.items())
        if problem.__module__.startswith("coop.")
    }


def errors() -> str:
    """Return the page of errors."""
    lines = [
        "# Errors",
        "",
        "The family says who must act: Refused, the person (4xx); Unavailable, try later (503);",
        "Uncertain, a job finds out (202); Broken, us (500). `make docs` writes this page.",
        "",
        "| code | family | meaning |",
        "|---|---|---|",
    ]
    for code, problem in problems().items():
        family = next(name for kind, name in FAMILIES.items() if issubclass(problem, kind))
        meaning = " ".join((problem.__doc__ or "").split())
        lines.append(f"| `{code}` | {family} | {meaning} |")
    return "\n".join(lines) + "\n"


def settings() -> str:
    """Return the page of the operator's settings."""
    lines = [
        "# Settings",
        "",
        "Environment variables, read once at boot. Every wrong, missing or unknown `COOP_` one",
        "is named in one message and nothing starts. Each may be given as `NAME_FILE`, the path of",
        "a file that holds the value: so secrets stay out of the process table. Business values",
        "stand in the institution's profile instead. `make docs` writes this page.",
        "",
        "| variable | default | meaning |",
        "|---|---|---|",
    ]
    for variable, name in variables_by_name().items():
        field = Environment.model_fields[name]
        default = "required" if field.is_required() else f"`{field.default}`"
        if field.default in (None, ""):
            default = "none"
        lines.append(f"| `{variable}` | {default} | {field.description} |")
    return "\n".join(lines) + "\n"


def commands() -> str:
    """Return the page of the command line."""
    lines = [
        "# The `coop` command",
        "",
        "Exit codes: 0 done; 1 it looked and found something wrong; 2 the command or the settings",
        "are wrong; 3 not now: something is missing, taken or away; 130 interrupted. Results go to",
        "standard output, progress and troubles to standard error. `make docs` writes this page.",
        "",
    ]
    (verbs,) = [a for a in parser()._actions if isinstance(a, argparse._SubParsersAction)]
    for name, verb in verbs.choices.items():
        lines += [f"## coop {name}", str(verb.description or "") + ".", ""]
        options = [a for a in verb._actions if a.help not in (argparse.SUPPRESS, None)]
        for option in options:
            if option.dest == "help":
                continue
            call = ", ".join(option.option_strings) or str(option.metavar or option.dest)
            told = str(option.help) % {"default": option.default}
            lines.append(f"- `{call}`: {told}")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "asvs.md": asvs.page,
    "commands.md": commands,
    "errors.md": errors,
    "intake.md": intake_reference.page,
    "settings.md": settings,
    "thresholds.md": thresholds.page,
}


def main() -> None:
    """Write every page."""
    import django

    from tests.ground import ground

    ground.enter_environment()
    django.setup()
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()

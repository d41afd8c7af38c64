"""The reference pages that are made from the code; `make docs` writes them, a test compares."""

import importlib
import pkgutil
from collections.abc import Callable
from pathlib import Path

import coop
from coop.kernel.errors import Broken, Problem, Refused, Unavailable, Uncertain

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


PAGES: dict[str, Callable[[], str]] = {"errors.md": errors}


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

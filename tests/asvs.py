"""The register of OWASP ASVS 5.0: what proves each requirement, or why nothing does."""

import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

REGISTER = Path(__file__).parents[1] / "docs/reference/asvs.toml"
CHAPTERS = {
    "V6": "Authentication",
    "V7": "Session management",
    "V8": "Authorization",
}
SECTIONS = {  # how many requirements each section of ASVS 5.0.0 has
    "V6.1": 3, "V6.2": 12, "V6.3": 8, "V6.4": 6, "V6.5": 8, "V6.6": 4, "V6.7": 2, "V6.8": 4,
    "V7.1": 3, "V7.2": 4, "V7.3": 2, "V7.4": 5, "V7.5": 3, "V7.6": 2,
    "V8.1": 4, "V8.2": 4, "V8.3": 3, "V8.4": 2,
}  # fmt: skip
HEAD = """\
# ASVS 5.0: what proves each requirement

The requirements of the OWASP Application Security Verification Standard 5.0.0 for authentication,
sessions and authorization, each with the tests that prove it, or with the written reason why none
does: it does not apply here, or it is not met yet. The ids and levels are the standard's; the
summaries are our own words, adapted from it. The standard is the work of the OWASP Foundation,
under CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/), and so is this page.
`docs/reference/asvs.toml` is its source, `make docs` writes it, a test holds both true.
"""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement and its one answer: tests, or a reason of one of two kinds."""

    id: str
    level: int
    summary: str
    tests: tuple[str, ...] = ()
    does_not_apply: str = ""
    not_met: str = ""
    note: str = ""

    @property
    def answers(self) -> list[str]:
        """The kinds of answer that it gives: one, if the register is sound."""
        kinds = ("tests", "does_not_apply", "not_met")
        return [kind for kind in kinds if getattr(self, kind)]

    @property
    def chapter(self) -> str:
        """The chapter's id."""
        return self.id.split(".")[0]


def register() -> list[Requirement]:
    """Return the requirements in their order."""
    rows = tomllib.loads(REGISTER.read_text(encoding="utf-8"))["requirement"]
    return [Requirement(**{**row, "tests": tuple(row.get("tests", ()))}) for row in rows]


def page() -> str:
    """Return the page of the register."""
    rows = register()
    count = Counter(kind for row in rows for kind in row.answers)
    sums = f"{count['tests']} proven by tests, {count['does_not_apply']} do not apply"
    lines = [HEAD, f"{len(rows)} requirements: {sums}, {count['not_met']} not met yet."]
    for chapter, name in CHAPTERS.items():
        lines += ["", f"## {chapter} {name}", ""]
        lines += ["| id | level | what | answer |", "|---|---|---|---|"]
        lines += [_line(row) for row in rows if row.chapter == chapter]
    return "\n".join(lines) + "\n"


def _line(row: Requirement) -> str:
    if row.tests:
        answer = "<br>".join(f"`{test.removeprefix('tests/')}`" for test in row.tests)
    elif row.does_not_apply:
        answer = f"Does not apply. {row.does_not_apply}"
    else:
        answer = f"**Not met.** {row.not_met}"
    note = f"<br>{row.note}" if row.note else ""
    return f"| {row.id} | {row.level} | {row.summary} | {answer}{note} |"

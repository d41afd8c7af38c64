"""What the pages about access say is what the code does: brakes, sessions, ways in."""

import dataclasses
import re
from pathlib import Path

from coop.access.ports import Access
from coop.config.profile import load
from tests.thresholds import PROFILES, SECRET

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "src/coop"
AUTHORIZATION = (ROOT / "docs/concepts/authorization.md").read_text(encoding="utf-8")
THRESHOLDS = (ROOT / "docs/reference/thresholds.md").read_text(encoding="utf-8")
BEGINS = re.compile(r"^from coop\.access\.door\.session import .*\bbegin\b", re.MULTILINE)
NUMBERS = [
    one
    for one in dataclasses.fields(Access)
    if one.default is not dataclasses.MISSING and one.name not in SECRET
]


def section(title: str) -> str:
    _, found, rest = AUTHORIZATION.partition(f"## {title}")
    assert found, title
    return rest.partition("\n## ")[0]


def rows(text: str) -> list[list[str]]:
    lines = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("|")]
    return lines[2:]


def test_the_page_of_access_names_every_brake_with_its_value() -> None:
    assert len(NUMBERS) > 10
    for one in NUMBERS:
        value = one.default
        shown = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
        assert f"| `{one.name}` | {shown} |" in THRESHOLDS
    assert "locked out on purpose" in THRESHOLDS


def test_the_words_that_no_password_may_be_made_of_are_listed() -> None:
    for name in PROFILES:
        institution, access = load(name).institution, load(name).access
        for word in (*access.own_words, institution.short_name, institution.site_name):
            assert word in THRESHOLDS


def test_every_way_in_stands_in_the_page_of_access() -> None:
    named = {row[-1].strip("`| ") for row in rows(section("Ways in"))}
    begins = {
        str(path.relative_to(HOUSE))
        for path in HOUSE.rglob("*.py")
        if BEGINS.search(path.read_text(encoding="utf-8"))
    }
    assert begins == named


def test_the_ends_of_a_session_are_documented_as_they_are_set() -> None:
    shipped = {one.name: one.default for one in NUMBERS}
    for name in ("idle_seconds", "absolute_seconds", "staff_idle_seconds"):
        assert f"{int(str(shipped[name])) // 60} minutes" in THRESHOLDS
    assert "NIST SP 800-63B" in THRESHOLDS


def test_how_many_sessions_a_user_may_have_is_documented() -> None:
    assert "any number of sessions at once" in THRESHOLDS


def test_the_guards_that_the_page_of_authorization_names_exist() -> None:
    named = re.findall(r"`(web|backoffice)\.(\w+)\.(\w+)`", section("Functions"))
    assert len(named) >= 3
    for room, module, guard in named:
        assert f"def {guard}(" in (HOUSE / room / f"{module}.py").read_text(encoding="utf-8")
    for module, room in re.findall(r"`(\w+)\.(\w+)`", section("Data")):
        assert (HOUSE / module / f"{room}.py").is_file()


def test_the_page_of_authorization_names_fields_and_states() -> None:
    found = rows(section("Fields"))
    assert len(found) >= 8
    assert all(len(row) == 3 for row in found)
    assert "`DRAFTED`" in section("Fields")


def test_what_surrounds_a_request_is_documented_with_its_effect() -> None:
    found = rows(section("What surrounds"))
    assert len(found) >= 10
    assert all(len(row) == 4 and all(row) for row in found)

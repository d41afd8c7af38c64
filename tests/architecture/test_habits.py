"""House habits that no linter knows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
TESTS = sorted([*(ROOT / "tests").rglob("*.py"), *(ROOT / "bench").rglob("*.py")])
HOUSES = {"coop", "coop_sandbox", "tests", "bench"}
DRAWERS = {"services.py", "utils.py", "helpers.py", "signals.py", "managers.py", "misc.py"}


def test_no_room_has_a_drawer() -> None:
    assert not [path for path in SOURCES if path.name in DRAWERS]


def test_no_file_grows_past_five_hundred_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in SOURCES
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 500
    }
    assert not long


def test_no_function_grows_past_fifty_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - (node.body[0].end_lineno or 0) > 50
    ]
    assert not long


@pytest.mark.parametrize("word", ["TODO", "FIXME", "XXX", "NotImplementedError"])
def test_nothing_is_left_for_later_in_the_code(word: str) -> None:
    found = [
        path for path in SOURCES if re.search(rf"\b{word}\b", path.read_text(encoding="utf-8"))
    ]
    assert not found


SENTENCE = re.compile(
    r"\{% blocktranslate.*?%\}.*?\{% endblocktranslate %\}|\{% translate \"[^\"]*\" %\}"
)


@pytest.mark.parametrize("room", ["backoffice", "pages", "web"])
def test_templates_are_written_in_short_lines(room: str) -> None:
    """A sentence stands in one piece, and so does the prose of the terms."""
    long = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in (ROOT / "src/coop" / room / "templates").rglob("*.html")
        if path.parent.name != "terms"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(SENTENCE.sub("", line)) > 160
    ]
    assert not long


LOOKS_BELOW = {
    ("access/passkeys/rows.py", "mfa"),  # allauth's tables belong to access
    ("access/factors.py", "mfa"),
    ("host/doctor.py", "procrastinate"),  # whether workers live
}
TABLE = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE|TABLE)\s+(?:public\.)?([a-z]+)_[a-z_]+")


def test_rooms_reach_each_others_tables_by_queries_only() -> None:
    house = ROOT / "src/coop"
    owners = {path.parent.name for path in house.glob("*/__init__.py")} - {"kernel"}
    owners |= {"procrastinate", "mfa"}
    found = set()
    for path in [*house.rglob("*.py"), *house.rglob("*.sql")]:
        room, _, file = str(path.relative_to(house)).partition("/")
        for owner in TABLE.findall(path.read_text(encoding="utf-8")):
            if owner in owners - {room}:
                found.add((f"{room}/{file}", owner))
    assert found == LOOKS_BELOW


def test_rooms_import_nothing_in_their_init() -> None:
    for path in (ROOT / "src/coop").glob("**/__init__.py"):
        text = path.read_text(encoding="utf-8")
        if not text or path.parent.name == "models":
            continue  # a package of Django's; tables in several files, asked for in one place
        assert text.startswith('"""'), path
        assert not re.search(r"^(import|from) ", text, re.MULTILINE), path


def test_tests_share_by_modules_and_nobody_takes_what_another_keeps_to_itself() -> None:
    taken = [
        (f"{path.relative_to(ROOT)}: {module}.{name}", module, name)
        for path in TESTS
        for module, name in _taken(ast.parse(path.read_text(encoding="utf-8")))
        if module.split(".")[0] in HOUSES
    ]
    assert not [where for where, _, name in taken if name.startswith("_")]
    assert not [where for where, module, _ in taken if ".test_" in module]


def _taken(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield what a module takes from others: by import, and by a dot behind what it imported."""
    modules: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for one in node.names:
                yield node.module, one.name
                modules[one.asname or one.name] = f"{node.module}.{one.name}"
        elif isinstance(node, ast.Import):
            for one in node.names:
                yield one.name, ""
                modules[one.asname or one.name] = one.name
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            module = modules.get(node.value.id, "")
            if not node.attr.startswith("__"):
                yield module, node.attr

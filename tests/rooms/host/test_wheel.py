"""The wheel holds everything that the house needs, says what else to install, and runs alone."""

import ast
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from email.message import Message
from email.parser import Parser
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from coop.host.extras import EXTRAS, PACKAGE
from tests.rooms.host.running import answers, demo, free_port

ROOT = Path(__file__).parents[3]
NEEDED = {".py", ".html", ".txt", ".css", ".js", ".svg", ".sql", ".toml", ".json", ".typ", ".ttf",
          ".otf", ".woff2", ".mo", ".typed", ".po", ".csv", ".png", ".ico"}  # fmt: skip


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (built,) = folder.glob("*.whl")
    return built


def test_nothing_of_the_source_is_missing(wheel: Path) -> None:
    sources = ROOT / "src"
    expected = {
        str(path.relative_to(sources))
        for path in sources.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {Path(name).suffix for name in expected} <= NEEDED, "a new kind of file: is it shipped?"
    with zipfile.ZipFile(wheel) as opened:
        assert expected <= set(opened.namelist())


def told(wheel: Path, name: str) -> str:
    with zipfile.ZipFile(wheel) as opened:
        (path,) = [one for one in opened.namelist() if one.endswith(f".dist-info/{name}")]
        return opened.read(path).decode()


def head(wheel: Path) -> Message:
    return Parser().parsestr(told(wheel, "METADATA"), headersonly=True)


def brought(given: Message) -> Iterator[tuple[str, Requirement]]:
    """Each requirement of the wheel, with the extra that asks for it; `""` for no extra."""
    for line in given.get_all("Requires-Dist") or []:
        wanted = Requirement(line)
        asks = re.search(r"extra == '([a-z]+)'", str(wanted.marker).replace('"', "'"))
        yield (asks[1] if asks else ""), wanted


def facts(asked: Iterable[tuple[str, Requirement]]) -> set[tuple[str, str, SpecifierSet, str]]:
    return {
        (extra, canonicalize_name(one.name), one.specifier, ",".join(sorted(one.extras)))
        for extra, one in asked
    }


def everything(wanted: Requirement, seen: set[str]) -> None:
    """Add to `seen` what an installer brings for a requirement, as what is installed here says."""
    name = canonicalize_name(wanted.name)
    known = {name, *(f"{name}[{extra}]" for extra in wanted.extras)}
    if known <= seen:
        return
    seen |= known
    try:
        lines = metadata.requires(name) or []
    except metadata.PackageNotFoundError:  # of another system or another Python
        return
    for line in lines:
        more = Requirement(line)
        asked = [{"extra": extra} for extra in ("", *wanted.extras)]
        if more.marker is None or any(more.marker.evaluate(one) for one in asked):
            everything(more, seen)


def imported() -> set[str]:
    """The names of all modules that the source imports, the standard library's and ours aside."""
    found: set[str] = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {one.name.partition(".")[0] for one in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found - set(sys.stdlib_module_names) - {"coop", "coop_sandbox"}


def test_its_metadata_says_what_the_project_says(wheel: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    given = head(wheel)
    assert (given["Name"], given["Version"]) == (PACKAGE, project["version"])
    assert given["Requires-Python"] == project["requires-python"]
    assert set(given.get_all("Provides-Extra") or []) == set(project["optional-dependencies"])
    assert "coop = coop.host.main:main" in told(wheel, "entry_points.txt").splitlines()
    wished = [("", Requirement(line)) for line in project["dependencies"]]
    for extra, lines in project["optional-dependencies"].items():
        wished += [(extra, Requirement(line)) for line in lines]
    assert facts(brought(given)) == facts(wished)


def test_each_extra_brings_what_the_command_line_says_it_brings(wheel: Path) -> None:
    given = head(wheel)
    assert set(EXTRAS) == set(given.get_all("Provides-Extra") or [])
    owners = metadata.packages_distributions()
    for extra, one in brought(given):
        if extra:
            assert canonicalize_name(one.name) in map(canonicalize_name, owners[EXTRAS[extra][0]])


def test_whatever_the_source_imports_comes_with_it(wheel: Path) -> None:
    comes: set[str] = set()
    for _, wanted in brought(head(wheel)):
        everything(wanted, comes)
    owners = metadata.packages_distributions()
    strangers = {
        name
        for name in imported()
        if not {canonicalize_name(owner) for owner in owners.get(name, [])} & comes
    }
    assert not strangers


def test_the_demonstration_runs_from_the_wheel_alone(
    wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(installed)
    monkeypatch.setenv("PYTHONPATH", str(installed))
    monkeypatch.chdir(tmp_path)
    where = subprocess.run(
        [sys.executable, "-c", "import coop, coop_sandbox; print(coop.__file__)"],
        env=os.environ, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert where.stdout.startswith(str(installed))
    port = free_port()
    with demo(tmp_path / ".coop", port) as (_, said):
        assert f"http://localhost:{port}" in said
        assert answers(port)

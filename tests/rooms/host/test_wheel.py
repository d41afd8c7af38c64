"""The wheel holds everything that the house needs, and runs it outside the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.rooms.host.test_demo import answers, demo, free_port

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

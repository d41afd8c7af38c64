"""The environment follows the lock: what make installs, and when, with a Python that only tells."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
RUN, DEV, OWN = "-r requirements/run.txt", "-r requirements/dev.txt", "--no-build-isolation -e ."


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with our Makefile whose environment notes what pip is asked."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    for name in ("pyproject.toml", "hatch_build.py"):
        shutil.copy(ROOT / name, tmp_path)
    python = tmp_path / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$*" >> asked\n')
    python.chmod(0o755)
    return tmp_path


def made(checkout: Path, target: str) -> list[str]:
    """Make a stamp of the environment; return what was installed for it, in order."""
    asked = checkout / "asked"
    asked.unlink(missing_ok=True)
    subprocess.run(["make", "-s", f".venv/{target}"], cwd=checkout, check=True, capture_output=True)
    lines = asked.read_text().splitlines() if asked.exists() else []
    return [word for line in lines for word in (RUN, DEV, OWN) if word in line]


def changed(checkout: Path, name: str) -> None:
    """Make a file newer than every stamp."""
    newest = max(path.stat().st_mtime for path in (checkout / ".venv").iterdir())
    os.utime(checkout / name, (newest + 2, newest + 2))
    for stamp in (checkout / ".venv").iterdir():
        os.utime(stamp, (newest, newest))


def test_a_first_start_installs_what_it_runs_on_and_a_second_nothing(checkout: Path) -> None:
    assert made(checkout, ".run") == [RUN, OWN]
    assert made(checkout, ".run") == []


def test_what_it_is_tested_with_holds_what_it_runs_on(checkout: Path) -> None:
    assert made(checkout, ".dev") == [DEV, OWN]
    assert made(checkout, ".run") == []


@pytest.mark.parametrize("before", [".run", ".dev"])
def test_another_lock_is_installed_whatever_was_there(checkout: Path, before: str) -> None:
    made(checkout, before)
    changed(checkout, "requirements/run.txt")
    assert made(checkout, ".run") == [RUN, OWN]


def test_a_change_of_the_project_alone_installs_itself_alone(checkout: Path) -> None:
    made(checkout, ".dev")
    changed(checkout, "pyproject.toml")
    assert made(checkout, ".run") == [OWN]


def test_another_lock_of_tests_is_installed(checkout: Path) -> None:
    made(checkout, ".dev")
    changed(checkout, "requirements/dev.txt")
    assert made(checkout, ".dev") == [DEV, OWN]

"""The stack of rooms holds, and the thing that holds it can fail."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder / "src"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_planted_import_against_the_stack_fails(tmp_path: Path) -> None:
    shutil.copytree(
        ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "*.mo")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    sound = lint_imports(tmp_path)
    assert sound.returncode == 0, sound.stdout

    planted = tmp_path / "src/coop/ledger/planted.py"
    planted.write_text("from coop.orders import queries\n")
    upward = lint_imports(tmp_path)
    planted.unlink()
    assert upward.returncode != 0
    assert "coop.ledger.planted -> coop.orders" in upward.stdout

    (tmp_path / "src/coop/drawer").mkdir()
    (tmp_path / "src/coop/drawer/__init__.py").touch()
    homeless = lint_imports(tmp_path)
    assert homeless.returncode != 0
    assert "drawer" in homeless.stdout

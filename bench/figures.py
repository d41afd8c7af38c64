"""How a figure is kept: a ratio within one run, with its target, date and commit."""

import json
import platform
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "docs/reference/figures"


@dataclass(frozen=True)
class Figure:
    """One measured ratio.

    Args:
        name: what was measured.
        yardstick: what it is divided by, measured in the same run.
        measured: the figure itself, in `unit`.
        ratio: measured / yardstick (or the reverse where less is better, as `reach` says).
        reach: the target in words of the ratio, such as ">= 1.5"; empty if there is none.
        met: whether the target is reached; None without one.
    """

    name: str
    yardstick: str
    measured: float
    unit: str
    ratio: float
    reach: str = ""
    met: bool | None = None


def at_least(ratio: float, target: float) -> tuple[str, bool]:
    """Return the words and the verdict of a target that should be exceeded."""
    return f">= {target:g}", ratio >= target


def at_most(ratio: float, target: float) -> tuple[str, bool]:
    """Return the words and the verdict of a target that should not be exceeded."""
    return f"<= {target:g}", ratio <= target


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as a Markdown table."""
    lines = ["| work | measured | ratio | of | reach | |", "|---|---:|---:|---|---|---|"]
    marks = {True: "met", False: "**missed**", None: ""}
    lines += [
        f"| {f.name} | {f.measured:,.4g} {f.unit} | {f.ratio:.2f} | {f.yardstick} "
        f"| {f.reach} | {marks[f.met]} |"
        for f in figures
    ]
    return "\n".join(lines)


def save(part: str, figures: Sequence[Figure], *, notes: str = "") -> Path:
    """Write the figures of one part as JSON, with date, commit and machine; return the path."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    ).stdout.strip()
    content = {
        "part": part,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),  # noqa: TID251 - a bench's own date
        "commit": commit,
        "machine": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "notes": notes,
        "figures": [asdict(figure) for figure in figures],
    }
    path = FOLDER / f"{part}.json"
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path
